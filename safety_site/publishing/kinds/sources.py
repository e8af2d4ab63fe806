"""All sources, on as many pages as they need: the same ones in every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from safety_site.guide.content import Json
from safety_site.languages.registry import Language
from safety_site.publishing import bibliography, routes, topic
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.places import places_for
from safety_site.publishing.sheet import MakeSheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import language_of
from safety_site.translation.models import ENGLISH

KEY = "sources"
# Entries on one page: with the longest addresses it stays within the budget.
ENTRIES = 50


class Part(NamedTuple):
    """One page: keys of documents, or names of organisations."""

    documents: Sequence[str] = ()
    organisations: Sequence[str] = ()


def beside(snapshot: Snapshot, code: str) -> Beside:
    """The first page, under the blocks that say what the list is."""
    parts = _parts(snapshot)
    return Beside(_context(snapshot, code, parts, 1))


def more(snapshot: Snapshot, language: Language) -> Iterator[MakeSheet]:
    """The others, at sources/2 and so on."""
    if KEY not in snapshot.pages:
        return
    parts = _parts(snapshot)
    for number in range(2, len(parts) + 1):
        yield partial(
            topic.list_sheet,
            snapshot,
            language,
            page=KEY,
            slug=routes.part(snapshot.pages[KEY]["slug"], number),
            kind="sources",
            beside=partial(_beside_of, snapshot, language.code, parts, number),
        )


def _beside_of(
    snapshot: Snapshot, code: str, parts: Sequence[Part], number: int
) -> Beside:
    own = snapshot.text(f"page:{KEY}", code)
    if own is None:
        raise LookupError(f"page:{KEY} may not be shown; it should not be a page.")
    texts = own.text.content
    heading = {
        "title": f"{texts['title']} {number}",
        "heading": f"{texts['heading']} ({number})",
        "places": places_for(snapshot, texts.values(), own.text.language),
        "words_language": language_of(own),
    }
    return Beside(heading | _context(snapshot, code, parts, number))


def _parts(snapshot: Snapshot) -> list[Part]:
    found = bibliography.everything(snapshot)
    return [
        *(Part(documents=keys) for keys in _cut(found.documents)),
        *(Part(organisations=names) for names in _cut(found.organisations)),
    ]


def _cut(entries: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(entries), ENTRIES):
        yield entries[start : start + ENTRIES]


def _context(snapshot: Snapshot, code: str, parts: Sequence[Part], number: int) -> Json:
    own = parts[number - 1] if parts else Part()
    return {
        "in_english": None if code == ENGLISH else ENGLISH,
        "publishers": bibliography.documents(snapshot, own.documents),
        "organisations": bibliography.pages_seen(snapshot, own.organisations),
        "parts": [
            {
                "number": at,
                "letters": bibliography.letters(snapshot, part.documents),
                "path": _path(snapshot, code, at),
                "current": at == number,
                "next": at == number + 1,
            }
            for at, part in enumerate(parts, start=1)
        ],
    }


def _path(snapshot: Snapshot, code: str, number: int) -> str:
    return routes.page_path(code, routes.part(snapshot.pages[KEY]["slug"], number))
