"""The small Markdown of the texts: paragraphs, lists, bold, words to say, and
tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token as Piece

from safety_site.translation.tokens import PATTERN

Place = dict[str, Any]
# What a text may hold once it is HTML. Everything else is taken out.
ALLOWED = {
    "p": {"class", "lang", "dir"},
    "a": {"href", "hreflang"},
    "bdi": {"dir", "lang"},
    "small": {"lang", "dir", "class"},
    "strong": set(),
    "ul": set(),
    "ol": set(),
    "li": set(),
    "blockquote": set(),
}
EMPTY = re.compile(r'<p class="go">\s*</p>\n?')


def render(text: str, places: Mapping[str, Place]) -> str:
    """HTML of one text. `places` maps each token, as written, to what stands there.

    A token without an entry stays visible as written, and validation stops the edition.
    Runs of another direction are isolated later, in the whole page
    (`translation.bidi`).
    """
    html = _reader().render(text, {"places": places})
    clean = nh3.clean(
        html,
        tags=set(ALLOWED),
        attributes=ALLOWED,
        url_schemes={"https", "http", "tel"},
        link_rel=None,
    )
    # Links to pages that are not published yet leave their paragraph empty.
    return EMPTY.sub("", clean)


def pieces(text: str) -> list[Piece]:
    """The same text as markdown-it's tokens, for what is not HTML; a token of ours is
    an inline piece of the type `place`.
    """
    return _reader().parse(text, {})


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False})
    reader.enable(["list", "blockquote", "emphasis", "balance_pairs", "fragments_join"])
    reader.inline.ruler.before("emphasis", "place", _read_token)
    reader.core.ruler.push("paragraphs", _name_paragraphs)
    reader.add_render_rule("place", _write_place)
    return reader


def _read_token(state: StateInline, silent: bool) -> bool:
    match = PATTERN.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        piece = state.push("place", "", 0)
        piece.content = match.group()
        piece.meta = {"kind": match.group(1)}
    state.pos = match.end()
    return True


def _name_paragraphs(state: Any) -> None:
    """A paragraph of key sentences is a wash; one of page links leads on."""
    for before, piece in zip(state.tokens, state.tokens[1:], strict=False):
        if before.type == "paragraph_open" and piece.type == "inline":
            kinds = _kinds_alone(piece.children or [])
            if kinds == {"key"}:
                before.attrSet("class", "key")
            elif kinds == {"page"}:
                before.attrSet("class", "go")


def _kinds_alone(pieces: Sequence[Piece]) -> set[str]:
    """The token kinds of a paragraph that holds nothing else; empty otherwise."""
    kinds = set()
    for piece in pieces:
        if piece.type == "place":
            kinds.add(piece.meta["kind"])
        elif piece.type != "softbreak" and piece.content.strip():
            return set()
    return kinds


def _write_place(
    renderer: RendererHTML, pieces: Sequence[Piece], at: int, options: Any, env: Any
) -> str:
    piece = pieces[at]
    place = env["places"].get(piece.content)
    if place is None:
        return escape(piece.content)
    return WRITERS[piece.meta["kind"]](place)


def number(shown: str, dialled: str) -> str:
    """A phone number as published, never broken, never turned around."""
    text = f'<bdi dir="ltr">{escape(shown).replace(" ", "&nbsp;")}</bdi>'
    return f'<a href="tel:{escape(dialled)}">{text}</a>' if dialled else text


def _write_phone(place: Place) -> str:
    """A number and, in brackets, when it was seen if nobody has checked it since."""
    caution = escape(place["caution"], quote=False)
    note = f" <small>({caution})</small>" if caution else ""
    return number(place["shown"], place["dialled"]) + note


def _write_name(place: Place) -> str:
    """Words, marked where they are in another language than the page."""
    name = escape(place["text"], quote=False)
    other = place.get("language")
    if not other:
        return name
    return f'<bdi lang="{other["html_lang"]}" dir="{other["direction"]}">{name}</bdi>'


def _write_page(place: Place) -> str:
    """A page that is not published yet is left out, and with it its link."""
    if not place["path"]:
        return ""
    return f'<a href="{escape(place["path"])}">{_write_name(place["name"])}</a>'


def _write_body(place: Place) -> str:
    """A name, and a link to its entry once there is one."""
    name = _write_name(place)
    path = place.get("path")
    return f'<a href="{escape(path)}">{name}</a>' if path else name


def _write_term(place: Place) -> str:
    """A word, as a link to what it means. Where it is translated, its English follows:
    that is what letters and forms say (practice.md L5).
    """
    word = _write_name(place)
    if place["path"]:
        word = f'<a href="{escape(place["path"])}">{word}</a>'
    return word + english_in_brackets(place["english"])


def english_in_brackets(english: str) -> str:
    if not english:
        return ""
    return f' (<bdi lang="en-GB" dir="ltr">{escape(english, quote=False)}</bdi>)'


def _write_key(place: Place) -> str:
    """The sentence and, beside a draft, its English."""
    html = line(place["text"], place["places"], links=True)
    if place.get("lang"):
        return f'<bdi lang="{place["lang"]}" dir="ltr">{html}</bdi>'
    if place.get("english"):
        english = line(place["english"], place["english_places"], links=True)
        html += f' <small lang="en-GB" dir="ltr">{english}</small>'
    return html


def line(text: str, places: Mapping[str, Place], *, links: bool = False) -> str:
    """One line of plain text with its tokens as HTML: a heading, a lead, a key
    sentence.

    Without `links`, numbers and page names stand as text: a heading is no link.
    """
    html, end = "", 0
    for match in PATTERN.finditer(text):
        html += escape(text[end : match.start()], quote=False)
        html += _in_line(match.group(1), match.group(), places, links=links)
        end = match.end()
    return html + escape(text[end:], quote=False)


def _in_line(kind: str, token: str, places: Mapping[str, Place], *, links: bool) -> str:
    place = places.get(token)
    if place is None:
        return token
    if not links and kind == "phone":
        return number(place["shown"], "")
    if not links and kind == "body":
        return _write_name(place)
    if not links and kind == "page":
        return _write_name(place["name"])
    if not links and kind == "term":
        return _write_term({**place, "path": ""})
    return WRITERS[kind](place)


WRITERS: dict[str, Callable[[Place], str]] = {
    "phone": _write_phone,
    "fact": _write_name,
    "org": _write_name,
    "body": _write_body,
    "page": _write_page,
    "key": _write_key,
    "term": _write_term,
}
