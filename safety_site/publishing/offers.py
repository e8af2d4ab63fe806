"""Files that pages offer beside a recording, such as a leaflet to print.

An app that makes files registers here how it finds them, and a page offers one only
while the file says what the page says: then a change of words takes it off in the same
edition. What an edition offered follows from its manifest, so nothing more is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from safety_site.guide.content import Json
from safety_site.publishing import manifest
from safety_site.publishing.models import Edition

if TYPE_CHECKING:
    from safety_site.publishing.sheet import Sheet
    from safety_site.publishing.snapshot import Snapshot

BYTES_IN_KILOBYTE = 1000

Offer = Callable[["Snapshot", "Sheet"], list[Json]]
"""What a page offers, each file as made by `file`."""

Find = Callable[[frozenset[str] | None], Offer]
"""Given the digests of the files that may be offered (None: whatever there is)."""

_finds: list[Find] = []


def register(find: Find) -> None:
    if find not in _finds:
        _finds.append(find)


def load(edition: Edition | None = None) -> tuple[Offer, ...]:
    """With an edition, no file that it did not offer."""
    named = manifest.named_files(edition.manifest) if edition else None
    return tuple(find(named) for find in _finds)


def of(offers: tuple[Offer, ...], snapshot: Snapshot, sheet: Sheet) -> list[Json]:
    return [file for offer in offers for file in offer(snapshot, sheet)]


def file(what: str, path: str, digest: str, length: int, media_type: str) -> Json:
    """As a page's context holds it; `what` is the word by which templates name it."""
    return {
        "what": what,
        "path": path,
        "digest": digest,
        "length": length,
        "media_type": media_type,
        "kilobytes": -(-length // BYTES_IN_KILOBYTE),
    }
