"""What goes wrong in a form: values, fields and whole requests, made by hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote, quote_plus

from hypothesis import strategies as st

from tests.staff.page_forms import PageForm

LONE = "\ud800"  # Half a character: no UTF-8 holds it.
BARE = ("", " ", "\0", "a\0b", "\t", "\r\n", "\r", "\x1b[31m", "\x7f", "\u2028")
UNSEEN = ("\u202e", "\u2066x", "\u200e", "\u200d", "\u200c", "\ufeff", "\u00ad", LONE)
TOKENS = (
    *("{", "}", "{}", "{token:", "{fact:", "fact:x}", "{fact:nothing}", "{term:}"),
    *("{phone:galop/0}", "{phone:galop/٣}", "{phone:galop/" + "9" * 40 + "}"),
    *("{key:1}", "{page:home}", "{{ x }}", "{% x %}", "{fact:{fact:mvdac-length}}"),
)
MARKUP = (
    *("<", "<b>", "</div>", "<script>alert(1)</script>", "<!--", "]]>", "&#0;", "&"),
    *("[x](javascript:alert(1))", "![](//evil.example)", "> " * 300, "- " * 300),
    *("# x", "**", "`" * 500, "[" * 500, "|a|b|", "\\", "_" * 500, "<a href=//x>"),
)
NUMBERS = (
    *("-1", "-0", "0", "00", "+1", "1.5", "1e999", "1E5", "NaN", "Infinity", "1,000"),
    *("٣", "三", "½", "1_000", "0x10", "9" * 19, "9" * 400, "9" * 5000, "2147483648"),
    *("32768", "9223372036854775807", "9223372036854775808"),
)
DAYS = (
    *("0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-13"),
    *("-2026", "22/11/2026", "2026-11-22T10:00", "2026", "2026-1", "٢٠٢٦-١١-٢٢"),
)
ADDRESSES = (
    *("..", "../../etc/passwd", "/", "//x", "a/b", "a//b", "%", "%00", "?", "#"),
    *("http://[", "http://", "http://x y/", "https://[::1", "javascript:alert(1)"),
    *("data:text/html,x", "https://x\n/", "mailto:x@example.org", "http://x:99999"),
)
NAMES = (
    *("True", "None", "null", "[]", "[1]", "{}", '"', "'", "--help", "-x", "%s", "%d"),
    *("block:answer/1", "block:", ":", "::", "|", "a|b", "x y", "reading", "advice"),
    *("word:reading", "P:C9", "lead: P:C9", "lead: ", "reading\nreading", "nobody"),
    *("opened", "pk", "id", "__class__", "page__key", "en", "und", "mars", "checked"),
)
HUGE = tuple(
    (piece * 100_000)[:100_000]
    for piece in ("x", "x ", "Word. ", "\n", "<b>", "{fact:", "{", "\u202e", "ع", "9")
)
WORDS = (*BARE, *UNSEEN, *TOKENS, *MARKUP, *NUMBERS, *DAYS, *ADDRESSES, *NAMES)

odd_texts = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.text(max_size=40),
    st.sampled_from(HUGE),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
)
odd_values = st.one_of(
    odd_texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=20),
    st.sampled_from([b"\xff\xfe", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"]),
)
Fields = list[tuple[bytes, bytes]]


class Sent(NamedTuple):
    """A request as bytes."""

    method: str
    address: str
    body: bytes = b""
    content_type: str = ""
    query: str = ""


PLAIN = "application/x-www-form-urlencoded"
BOUNDARY = "xxBoundaryxx"
PARTS = f"multipart/form-data; boundary={BOUNDARY}"
WRONG_TYPES = (
    *("application/json", "text/plain", "", "multipart/form-data", "a/b; c", "\x7f"),
    *(f"{PLAIN}; charset=utf-16", f"{PLAIN}; charset=klingon", f"{PARTS}{BOUNDARY}"),
    "multipart/form-data; boundary=" + "x" * 300,
)


@st.composite
def bad_fields(draw: st.DrawFn, form: PageForm) -> Fields:
    """What a browser would send, with one to three things done to it."""
    fields = [(name.encode(), value.encode()) for name, value in form.sent]
    # As pressed and chosen by somebody who fills in the whole form.
    for name, choices in form.offered.items():
        if draw(st.booleans()):
            chosen = draw(st.sampled_from(choices)).encode()
            fields = [*_without(fields, name.encode()), (name.encode(), chosen)]
    names = [name.encode() for name in form.names] or [b"x"]
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(names))
        match draw(st.sampled_from(WAYS)):
            case "other value":
                fields = [*_without(fields, name), (name, draw(odd_values))]
            case "twice":
                fields += [(name, draw(odd_values)), (name, draw(odd_values))]
            case "missing":
                fields = _without(fields, name)
            case "unknown":
                fields.append((draw(odd_values)[:300], draw(odd_values)))
            case "nothing at all":
                fields = []
            case "thousands":
                fields += [(b"x%d" % number, b"y") for number in range(1_001)]
    return fields


WAYS = (
    *("other value",) * 8,
    *("twice", "missing", "missing", "unknown", "nothing at all", "thousands"),
)


def _without(fields: Fields, name: bytes) -> Fields:
    return [field for field in fields if field[0] != name]


@st.composite
def bad_posts(draw: st.DrawFn, forms: Sequence[tuple[str, PageForm]]) -> Sent:
    address, form = draw(st.sampled_from(forms))
    fields = draw(bad_fields(form))
    match draw(st.sampled_from((*["plain"] * 7, "parts", "file", "cut", "wrong"))):
        case "plain":
            return Sent("POST", address, plainly(fields), PLAIN)
        case "parts":
            return Sent("POST", address, in_parts(fields), PARTS)
        case "file":
            name = draw(st.sampled_from([name for name, _ in fields] or [b"x"]))
            return Sent("POST", address, in_parts(fields, a_file=name), PARTS)
        case "cut":
            whole = in_parts(fields)
            return Sent("POST", address, whole[: len(whole) // 2], PARTS)
    body = draw(st.sampled_from([plainly, in_parts]))(fields)
    return Sent("POST", address, body, draw(st.sampled_from(WRONG_TYPES)))


def plainly(fields: Fields) -> bytes:
    return b"&".join(
        b"%s=%s" % (quote_plus(name).encode(), quote_plus(value).encode())
        for name, value in fields
    )


def in_parts(fields: Fields, a_file: bytes | None = None) -> bytes:
    """As multipart; the field `a_file` comes as a file where text is expected."""
    line = b"--" + BOUNDARY.encode()
    parts = []
    for name, value in fields:
        escaped = name.replace(b"\r", b"").replace(b"\n", b"").replace(b'"', b"%22")
        head = b'Content-Disposition: form-data; name="%s"' % escaped
        if name == a_file:
            head += b'; filename="..\\x.txt"\r\nContent-Type: text/plain'
        parts.append(b"%s\r\n%s\r\n\r\n%s\r\n" % (line, head, value))
    return b"".join(parts) + line + b"--\r\n"


@st.composite
def bad_questions(
    draw: st.DrawFn, template: str, arguments: dict[str, str], parameters: Sequence[str]
) -> Sent:
    """A GET of an address with odd parts, parameters that it knows, or ones it
    does not.
    """
    address = template
    for name, value in arguments.items():
        odd = draw(st.one_of(st.just(value.encode()), odd_values))[:2000]
        address = address.replace(f"<{name}>", quote(odd))
    names = st.one_of(st.sampled_from(parameters or ["q"]), odd_texts)
    pairs = draw(st.lists(st.tuples(names, odd_values), max_size=3))
    query = plainly(
        [(n.encode("utf-8", "surrogatepass")[:300], v[:5000]) for n, v in pairs]
    )
    return Sent("GET", address, query=query.decode())
