"""From finished pages to one file: what they say, with links and ids of one document.

Markup of our own templates is read here by patterns, not by a parser: a file is made of
two hundred pages, and publishing waits for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from safety_site.publishing import routes

MAIN = re.compile(r"<main>\n?(.*)</main>", re.DOTALL)
HEADING = re.compile(r"<h1([^>]*)>(.*?)</h1>", re.DOTALL)
# What only a page on the network can do: play a recording, speak, hand out files.
ONLINE = re.compile(
    r'<p>[^<]*<bdi dir="ltr">[^<]*</bdi>\s*<audio.*?</p>\n?'
    r'|<p id="listen".*?</p>\n?'
    r'|<section class="(?:groups )?take".*?</section>\n?',
    re.DOTALL,
)
# What only scripts read.
FOR_SCRIPTS = re.compile(r' data-[a-z]+="[^"]*"')
ORGANISATION = re.compile(
    r'<section class="organisation" id="([^"]+)">.*?</section>', re.DOTALL
)
NAME = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
LABEL = re.compile(r'<p class="label">.*?</p>', re.DOTALL)
LINK = re.compile(r'<a ([^>]*?)href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[a-z][^>]*>")
ID = re.compile(r' id="([^"]*)"')
NAMING = re.compile(r' (id|for|aria-labelledby|xlink:href)="(#?)([^"]*)"')
# Many of one name, which only a page of its own can hold apart.
LANDMARK = (("<nav ", '<div role="group" '), ("</nav>", "</div>"))


class Part(NamedTuple):
    """A page within the file. `heading` is HTML, `attributes` those of its element."""

    id: str
    heading: str
    attributes: str
    html: str


def bodies(pages: Mapping[str, str]) -> dict[str, str]:
    """What each page says, by its stored path. Raises ValueError for HTML that is no
    page of this site.
    """
    return {path: _body(path, html) for path, html in pages.items()}


def parts(bodies: Mapping[str, str], places: Places) -> Iterator[Part]:
    known: set[str] = set()
    for path, body in bodies.items():
        yield _part(places.of[path], _each_once(body, known), places)


class Places:
    """Where each address of the site leads within the file."""

    def __init__(self, bodies: Mapping[str, str], language: str) -> None:
        self.language = language
        self.of = {path: f"p{number}" for number, path in enumerate(bodies, 1)}
        self.ids = {path: frozenset(ID.findall(body)) for path, body in bodies.items()}
        self.organisations = frozenset(
            name for body in bodies.values() for name in ORGANISATION.findall(body)
        )

    def inside(self, address: str) -> str:
        """Empty when it is not in the file. What English text leads to is there in the
        language of the file.
        """
        path, _, anchor = address.partition("#")
        stored = routes.stored_path(path)
        if stored not in self.of:
            rest = stored.split("/")[2:]
            stored = "/".join(["", self.language, *rest])
        if stored not in self.of:
            return ""
        if anchor in self.organisations:
            return f"#{anchor}"
        if anchor in self.ids[stored]:
            return f"#{self.of[stored]}-{anchor}"
        return f"#{self.of[stored]}"


def _body(path: str, html: str) -> str:
    found = MAIN.search(html)
    if not found:
        raise ValueError(f"{path} is no page: it has no main part.")
    return FOR_SCRIPTS.sub("", ONLINE.sub("", found[1]))


def _each_once(body: str, known: set[str]) -> str:
    """Of an organisation that has its entry above, its name and the way there."""

    def once(found: re.Match[str]) -> str:
        entry, name = found.group(), found[1]
        if name not in known:
            known.add(name)
            return entry
        called = NAME.search(entry)
        labels = "\n".join(LABEL.findall(entry))
        return f'<h2><a href="#{name}">{called[1] if called else ""}</a></h2>\n{labels}'

    return ORGANISATION.sub(once, body)


def _part(own: str, body: str, places: Places) -> Part:
    for page, file in LANDMARK:
        body = body.replace(page, file)
    html = _named(linked(body, own, places), own, places)
    heading = HEADING.search(html)
    if not heading:
        raise ValueError(f"{own} is no page: it has no heading.")
    return Part(own, heading[2], heading[1], html)


def linked(html: str, own: str, places: Places) -> str:
    """HTML with its links as they lead in the file. `own` is the id of its page; empty
    for what stands outside all.
    """

    def led(found: re.Match[str]) -> str:
        before, address, after, words = found.groups()
        if address.startswith("#"):
            anchor = address[1:]
            own_alone = own and anchor not in places.organisations
            inside = f"#{own}-{anchor}" if own_alone else address
        elif address.startswith("/"):
            # What offers the page in another language offers nothing here.
            if "hreflang" in before or "hreflang" in after:
                return ""
            inside = places.inside(address)
        else:
            return found.group()
        return f'<a {before}href="{inside}"{after}>{words}</a>' if inside else words

    return LINK.sub(led, html)


def _named(html: str, own: str, places: Places) -> str:
    """Ids of the page, and what names them, as no other page has them."""

    def renamed(found: re.Match[str]) -> str:
        name, mark, value = found.groups()
        if value in places.organisations:
            return found.group()
        return f' {name}="{mark}{own}-{value}"'

    return TAG.sub(lambda tag: NAMING.sub(renamed, tag.group()), html)
