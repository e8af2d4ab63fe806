"""Every address that the released site leads to, and the objects that lead there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urldefrag

from safety_site.directory.models import Medium
from safety_site.publishing import bibliography, finding
from safety_site.publishing.snapshot import Snapshot

# Their value is the address of a page.
PAGES = (Medium.BSL, Medium.WEBCHAT, Medium.WEB)
EXIT = "exit"


class Use(NamedTuple):
    """`uid` is that of an object; an exit destination, which is a setting and no
    object, has `exit:` and its language, or `exit:all`. `words` name it to editors.
    """

    uid: str
    words: str


def uses(snapshot: Snapshot) -> dict[str, list[Use]]:
    """By address, each once and without its fragment; the exit's come first, for every
    page leads there.
    """
    found: dict[str, dict[Use, None]] = {}
    for address, use in _all(snapshot):
        if address:
            found.setdefault(urldefrag(address).url, {})[use] = None
    return {address: list(users) for address, users in found.items()}


def _all(snapshot: Snapshot) -> Iterator[tuple[str, Use]]:
    for language, addresses in snapshot.configuration.exits.items():
        name = f"the exit of every page in {language}" if language else "the exit"
        for address in addresses:
            yield address, Use(f"{EXIT}:{language or 'all'}", name)
    shown = bibliography.everything(snapshot)
    for key in shown.documents:
        if values := snapshot.released(f"source:{key}"):
            words = f"{values['publisher']}: {values['title']}"
            yield values["url"], Use(f"source:{key}", words)
    yield from _organisations(snapshot, set(shown.organisations))


def _organisations(snapshot: Snapshot, sources: set[str]) -> Iterator[tuple[str, Use]]:
    """Their own pages, and those on which their contacts were read."""
    public = finding.public(snapshot)
    for name, values in snapshot.all_of("org"):
        if name in public or name in sources:
            words = f"{values['name']}: the page that its entry rests on"
            yield values["source_url"], Use(f"org:{name}", words)
        for contact, way in snapshot.contacts.get(name, ()):
            uid = f"contact:{contact}"
            if way["medium"] in PAGES:
                yield way["value"], Use(uid, f"{values['name']}: its own page")
            if name in public:
                words = f"{values['name']}: the page where {way['value']} was read"
                yield way["source_url"], Use(uid, words)
