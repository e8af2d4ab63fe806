"""A group of public bodies, with an entry for each, on one page or more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from safety_site.disclosure.models import Group
from safety_site.guide.content import Json
from safety_site.languages.registry import Language
from safety_site.publishing import routes, topic
from safety_site.publishing.anchors import anchor, entry_path, page_of
from safety_site.publishing.entries import entry
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.sheet import MakeSheet, Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import link, words

# Whom to ask where nothing could be confirmed: the first page that is published.
ADVISERS = ("advice", "help")


def beside(
    group: str,
    number: int,
    snapshot: Snapshot,
    code: str,
    *,
    with_english: bool = False,
) -> Beside:
    """The entries of one page of the group, and the names of all that it has."""
    pages = snapshot.bodies.get(group, [])
    here = pages[number - 1] if pages else []
    entries = [entry(snapshot, body, code, with_english=with_english) for body in here]
    advisers = (link(snapshot, key, code) for key in ADVISERS)
    return Beside(
        {
            "entries": [made.data for made in entries],
            "index": [
                {
                    "name": words(snapshot.text(f"body:{body}", code), "name"),
                    "path": f"#{anchor(body)}"
                    if body in here
                    else entry_path(snapshot, body, code),
                }
                for bodies in pages
                for body in bodies
            ],
            "adviser": next((page for page in advisers if page), None),
            **(_names(snapshot, group, number, code) if number > 1 else {}),
        },
        citations=sorted({claim for made in entries for claim in made.citations}),
        checked=min((made.checked for made in entries if made.checked), default=None),
    )


def _names(snapshot: Snapshot, group: str, number: int, code: str) -> Json:
    """A further page says the same above its entries, with its number."""
    own = snapshot.text(f"page:{page_of(group)}", code)
    texts = own.text.content if own else {}
    return {name: f"{texts[name]} ({number})" for name in ("title", "heading")}


def further(snapshot: Snapshot, key: str, code: str) -> Iterator[Beside]:
    """What stands on the second page of a group and on those after it."""
    for each in Group.values:
        for number in _further(snapshot, each) if page_of(each) == key else ():
            yield beside(each, number, snapshot, code)


def _further(snapshot: Snapshot, group: str) -> range:
    return range(2, len(snapshot.bodies.get(group, [])) + 1)


def further_pages(snapshot: Snapshot, language: Language) -> Iterator[MakeSheet]:
    for group in Group.values:
        key = page_of(group)
        for number in _further(snapshot, group) if key in snapshot.pages else ():
            yield partial(further_page, snapshot, language, group, number)


def further_page(
    snapshot: Snapshot, language: Language, group: str, number: int
) -> Sheet:
    key = page_of(group)
    return topic.page_sheet(
        snapshot,
        language,
        key,
        kind="group",
        beside=partial(beside, group, number),
        slug=routes.part(snapshot.pages[key]["slug"], number),
    )
