"""Texts as runs: pieces of a line that are set alike, as plain data for the template.

A run is {"text"} and what is said of it: "bold", "small", "english" (English inside
another language), "ltr" (a number or Latin words inside right-to-left text), "href".
Nothing of a text is ever typst code: the template gets it as data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token as Piece

from safety_site.guide.content import Json
from safety_site.translation import bidi, markdown
from safety_site.translation.tokens import PATTERN

ISOLATE, END = "\u2066", "\u2069"
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Paper:
    """Where a leaflet stands: `codes` are short codes by path."""

    direction: str
    origin: str
    codes: Json

    @property
    def host(self) -> str:
        return self.origin.partition("://")[2]


def plain(text: str, paper: Paper, **said: object) -> list[Json]:
    """A text without tokens, what is Latin in it apart where the page is not."""
    if not text:
        return []
    if said.get("english"):
        held = f"{ISOLATE}{text}{END}" if paper.direction == "rtl" else text
        return [{"text": held, **said}]
    runs = []
    for part in bidi.isolate_plain(text, paper.direction).split(ISOLATE):
        inside, end, after = part.partition(END)
        if end:
            runs.append({"text": ISOLATE + inside + END, "ltr": True, **said})
        if rest := after if end else part:
            runs.append({"text": rest, **said})
    return runs


def number(shown: str, tel: str, paper: Paper, **said: object) -> list[Json]:
    """Exactly as published, on one line, never turned around."""
    text = f"{ISOLATE}{shown.replace(' ', NO_BREAK)}{END}"
    return [
        {"text": text, "ltr": True, **said} | ({"href": f"tel:{tel}"} if tel else {})
    ]


def line(text: str, places: Json, paper: Paper, **said: object) -> list[Json]:
    """One line of a text with what stands for its tokens."""
    runs, end = [], 0
    for match in PATTERN.finditer(text):
        runs += plain(text[end : match.start()], paper, **said)
        runs += place(match.group(1), match.group(), places, paper, **said)
        end = match.end()
    return runs + plain(text[end:], paper, **said)


def place(
    kind: str, token: str, places: Json, paper: Paper, **said: object
) -> list[Json]:
    """Raises LookupError for a token that nothing may stand for: no page has one."""
    if token not in places:
        raise LookupError(f"{token} stands for nothing that may be shown.")
    return PLACES[kind](places[token], paper, **said)


def name(words: Json, paper: Paper, **said: object) -> list[Json]:
    """Words, marked where they are in another language than the page."""
    if words.get("language"):
        said = {**said, "english": True}
    return plain(words["text"], paper, **said)


def _phone(place: Json, paper: Paper, **said: object) -> list[Json]:
    shown = number(place["shown"], place["dialled"], paper, **{**said, "bold": True})
    caution = f" ({place['caution']})" if place["caution"] else ""
    return shown + plain(caution, paper, **{**said, "small": True})


def link(place: Json, paper: Paper, **said: object) -> list[Json]:
    """A page by its name, and after it where it is found by somebody with a phone."""
    if not place["path"]:
        return []
    code = paper.codes.get(place["path"])
    address = f"/{code}" if code else place["path"].rstrip("/")
    href = {"href": paper.origin + address}
    written = f"{ISOLATE}{paper.host}{address}{END}"
    there = {"text": written, "ltr": True, "small": True, **href}
    named = [run | href for run in name(place["name"], paper, **said)]
    return [*named, {"text": " ("}, there, {"text": ")"}]


def _term(place: Json, paper: Paper, **said: object) -> list[Json]:
    """Letters and forms say it in English (practice.md L5)."""
    word = name(place, paper, **said)
    if not place["english"]:
        return word
    english = plain(place["english"], paper, **{**said, "english": True})
    return [*word, {"text": " (", **said}, *english, {"text": ")", **said}]


def _key(place: Json, paper: Paper, **said: object) -> list[Json]:
    if place.get("lang"):
        said = {**said, "english": True}
    runs = line(place["text"], place["places"], paper, **said)
    if place.get("english"):
        beside = {**said, "english": True, "small": True}
        english = line(place["english"], place["english_places"], paper, **beside)
        runs += [run | {"beside": True} for run in english]
    return runs


PLACES: dict[str, Callable[..., list[Json]]] = {
    "phone": _phone,
    "fact": name,
    "org": name,
    "body": name,
    "page": link,
    "key": _key,
    "term": _term,
}


def paragraphs(text: str, places: Json, paper: Paper, **said: object) -> list[Json]:
    """The small Markdown of a text as a tree: {"kind": "paragraph", "key" or "go",
    "runs", "beside": the English of key sentences}, {"kind": "list", "numbered",
    "items": [[…], …]}, {"kind": "quote", "parts": […]}.
    """
    return list(_parts(iter(markdown.pieces(text)), places, paper, said))


def _parts(
    pieces: Iterator[Piece], places: Json, paper: Paper, said: Json
) -> Iterator[Json]:
    """Up to the end of the element that is open."""
    kind = ""
    for piece in pieces:
        if piece.type == "paragraph_open":
            kind = str(piece.attrGet("class") or "paragraph")
        elif piece.type == "inline":
            if runs := _runs(piece.children or [], places, paper, said):
                yield {
                    "kind": kind,
                    "runs": [run for run in runs if "beside" not in run],
                    "beside": [run for run in runs if "beside" in run],
                }
        elif piece.type == "blockquote_open":
            yield {"kind": "quote", "parts": [*_parts(pieces, places, paper, said)]}
        elif piece.type in ("bullet_list_open", "ordered_list_open"):
            yield {
                "kind": "list",
                "numbered": piece.type == "ordered_list_open",
                "items": [*_items(pieces, places, paper, said)],
            }
        elif piece.type != "paragraph_close":
            return


def _items(
    pieces: Iterator[Piece], places: Json, paper: Paper, said: Json
) -> Iterator[list[Json]]:
    for piece in pieces:
        if piece.type != "list_item_open":
            return
        yield [*_parts(pieces, places, paper, said)]


def _runs(pieces: list[Piece], places: Json, paper: Paper, said: Json) -> list[Json]:
    runs: list[Json] = []
    bold: Json = {}
    for piece in pieces:
        how = said | bold
        if piece.type == "place":
            runs += place(piece.meta["kind"], piece.content, places, paper, **how)
        elif piece.type in ("strong_open", "em_open"):
            bold = {"bold": True}
        elif piece.type in ("strong_close", "em_close"):
            bold = {}
        else:
            said_here = " " if piece.type == "softbreak" else piece.content
            runs += plain(said_here, paper, **how)
    return runs if any(run["text"].strip() for run in runs) else []
