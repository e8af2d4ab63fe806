"""Latin words and numbers inside right-to-left text.

Without isolation a browser shows "0808 2000 247" in Arabic script as "247 2000 0808":
a helpline that nobody can call (practice.md L15). Every run of Latin letters or Western
digits is isolated, so that no sentence depends on a translator's invisible characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

_LETTER = "[0-9A-Za-z\u00c0-\u024f]"
# What may stand inside one run: a space, a mark, or some marks between spaces.
# A comma and a space end the run: a list is read in the direction of the sentence.
_JOIN = f"(?:[ \u00a0]?[&/\u2013-][ \u00a0]?|[ \u00a0]|[.,:'\u2019+@_](?={_LETTER}))"
_WORDS = f"[+\u00a3\u20ac$]?{_LETTER}+(?:{_JOIN}[+\u00a3\u20ac$]?{_LETTER}+)*"
_RUN = re.compile(
    f"\u2066[^\u2069]*\u2069|(?P<run>{_WORDS}(?:[ \u00a0]\\({_WORDS}\\))*[%+]?)"
)

# Nothing inside these is sentence text, or it is isolated already.
_MARKUP = re.compile(
    r"<(?P<whole>script|style|svg|title|bdi)\b.*?</(?P=whole)\s*>"
    r"|<!--.*?-->"
    r"|<(?P<name>/?[a-z][a-z0-9]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL | re.IGNORECASE,
)
_LEFT_TO_RIGHT = re.compile(r"\sdir=[\"']?ltr\b", re.IGNORECASE)
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


def isolate_html(text: str, direction: str) -> str:
    """Plain text as HTML: escaped, and isolated where `direction` is "rtl"."""
    if direction != "rtl":
        return _escaped(text)
    return _isolate(text, '<bdi dir="ltr">', "</bdi>", _escaped)


def isolate_plain(text: str, direction: str) -> str:
    """For `<title>` and attributes, where no element can stand: U+2066 to U+2069."""
    if direction != "rtl":
        return text
    return _isolate(text, "\u2066", "\u2069", str)


def isolate_markup(html: str, direction: str) -> str:
    """Finished HTML with the runs of its text isolated; tags and attributes untouched.

    Left alone: `<bdi>`, and every element that is itself `dir="ltr"`. Doing it twice
    changes nothing.
    """
    if direction != "rtl":
        return html
    done: list[str] = []
    at = 0
    while match := _MARKUP.search(html, at):
        done.append(isolate_html(unescape(html[at : match.start()]), direction))
        at = match.end()
        name = (match.group("name") or "").lower()
        if name and name not in _VOID and _LEFT_TO_RIGHT.search(match.group()):
            at = _end_of_element(html, name, at)
        done.append(html[match.start() : at])
    done.append(isolate_html(unescape(html[at:]), direction))
    return "".join(done)


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _isolate(
    text: str, opening: str, closing: str, written: Callable[[str], str]
) -> str:
    parts: list[str] = []
    at = 0
    for match in _RUN.finditer(text):
        parts.append(written(text[at : match.start()]))
        run = written(match.group())
        parts.append(f"{opening}{run}{closing}" if match.group("run") else run)
        at = match.end()
    parts.append(written(text[at:]))
    return "".join(parts)


def _end_of_element(html: str, name: str, at: int) -> int:
    """Where the element that opened just before `at` ends, or the end of the text."""
    depth = 1
    for tag in re.finditer(rf"<(/?){name}\b", html[at:], re.IGNORECASE):
        depth += -1 if tag.group(1) else 1
        if depth == 0:
            end = html.find(">", at + tag.end())
            return len(html) if end < 0 else end + 1
    return len(html)
