"""Every public document that the facts rest on, once."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from safety_site.guide.claims import NOT_OPENED
from safety_site.guide.models import Source
from safety_site.starter import read
from safety_site.starter.items import Item
from safety_site.starter.read import Entry, StarterError

OPENED = ("full", "extract", NOT_OPENED)


class Sources:
    """Every source once. The same one never opened stays apart from it."""

    def __init__(self) -> None:
        self.rows: dict[str, Item] = {}
        self._at: dict[tuple[str, bool], str] = {}
        self._opened: dict[str, str] = {}

    def add(self, given: Entry, where: str) -> str:
        """The key of a source given with title and publisher, and maybe a key."""
        title, publisher = (
            read.needed(given, f, where) for f in ("title", "publisher")
        )
        url = read.optional(given, "url", where)
        opened = read.one_of(given.get("opened", "extract"), OPENED, "opened", where)
        if (known := self._known(url or title, opened)) is not None:
            return known
        key = given.get("key") or self._key(publisher, url or title)
        if opened == NOT_OPENED and "key" not in given:
            key += "-not-opened"
        if key in self.rows:
            raise StarterError(f"{where}: two different sources have the key {key}.")
        row = Source(
            key=key,
            title=title,
            publisher=publisher,
            url=url,
            date=str(given.get("date") or ""),
            opened=opened,
        )
        self.rows[key] = Item(row, where)
        self._at[url or title, opened == NOT_OPENED] = key
        self._opened[key] = opened
        return key

    def at(self, url: str, where: str) -> str:
        """The source at an address of which nothing else is written down."""
        host = urlsplit(url).hostname
        if not host:
            raise StarterError(f"{where}: {url!r} is not an address of a source.")
        host = host.removeprefix("www.")
        return self.add({"title": host, "publisher": host, "url": url}, where)

    def opened(self, key: str) -> str:
        return self._opened[key]

    def _known(self, address: str, opened: str) -> str | None:
        return self._at.get((address, opened == NOT_OPENED))

    @staticmethod
    def _key(publisher: str, address: str) -> str:
        name = re.sub(r"[^a-z0-9]+", "-", publisher.lower()).strip("-")[:40].strip("-")
        return f"{name}-{hashlib.sha256(address.encode()).hexdigest()[:6]}"
