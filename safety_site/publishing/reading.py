"""Reads finished HTML: whether it is well formed, its text, links and addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta")
) | {"source", "track", "wbr"}
UNREAD = ("style", "script")
# What stands inside a line of text.
INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "code", "em", "i", "small", "span", "strong")
)
# Attributes through which a page can send a request of its own.
REQUESTING = (
    "src",
    "srcset",
    "poster",
    "data",
    "action",
    "formaction",
    "ping",
    "background",
    "xlink:href",
)

Attributes = dict[str, str]


@dataclass
class Element:
    """`around` are the elements that it stands in, outermost first."""

    name: str
    attributes: Attributes
    around: tuple[Element, ...] = ()

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


@dataclass
class Reading:
    """What a page says: `texts` come with the elements around each, outermost first."""

    elements: list[Element] = field(default_factory=list)
    texts: list[tuple[str, tuple[Element, ...]]] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    def named(self, name: str) -> Iterator[Element]:
        return (e for e in self.elements if e.name == name)

    def links(self) -> list[str]:
        return [e.attributes.get("href", "") for e in self.named("a")]

    def links_inside(self, name: str) -> list[str]:
        """Addresses of links inside elements of one class."""
        return [
            link.attributes.get("href", "")
            for link in self.named("a")
            if any(name in outer.classes for outer in link.around)
        ]

    def text_of(self, name: str) -> str:
        """All text inside elements of one name."""
        return "".join(
            text for text, around in self.texts if any(e.name == name for e in around)
        )

    def visible_text(self) -> str:
        """Text as a reader sees it, one line for each run of text: a number or a name
        that is isolated is no line of its own.
        """
        read = (
            (text, around)
            for text, around in self.texts
            if not any(e.name in UNREAD for e in around)
        )
        runs = ("".join(t for t, _ in run) for _, run in groupby(read, _line_around))
        lines = (" ".join(run.split()) for run in runs)
        return "\n".join(line for line in lines if line)


def _line_around(text: tuple[str, tuple[Element, ...]]) -> int:
    """Names the element whose line a text stands in."""
    outer = (e for e in reversed(text[1]) if e.name not in INLINE)
    return id(next(outer, None))


def read(html: str) -> Reading:
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.finished()


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.reading = Reading()
        self.around: list[Element] = []

    def updatepos(self, i: int, j: int) -> int:
        """Nobody asks for the line of a mistake: counting lines takes its time."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            self.reading.mistakes.append(f"<{tag}> says {', '.join(twice)} twice")
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes, tuple(self.around))
        self.reading.elements.append(element)
        if tag not in VOID:
            self.around.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In SVG, `<path …/>` is whole; in HTML the slash of a void element means
        # nothing.
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.around.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.around and self.around[-1].name == tag:
            self.around.pop()
            return
        open_now = self.around[-1].name if self.around else "nothing"
        self.reading.mistakes.append(f"</{tag}> closes while {open_now} is open")
        if any(e.name == tag for e in self.around):
            while self.around.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.reading.texts.append((data, tuple(self.around)))

    def finished(self) -> Reading:
        self.reading.mistakes += [f"<{e.name}> is never closed" for e in self.around]
        return self.reading
