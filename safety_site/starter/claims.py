"""Claims and their sources, from the facts files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from safety_site.disclosure.models import Field
from safety_site.guide.claims import NOT_OPENED, may_be_stated
from safety_site.guide.models import Claim, Confidence
from safety_site.starter import read
from safety_site.starter.items import Item
from safety_site.starter.read import Entry, StarterError
from safety_site.starter.sources import Sources

DATA_SHARING = "data-sharing.yaml"
SERVICES = "services-matrix.yaml"
IMMIGRATION = "immigration.yaml"
DIRECTORY = "directory.yaml"
GLOSSARY = "glossary.yaml"
# The field of the matrix that holds the answer.
ANSWER = "may_tell_immigration"
# Where a field of the matrix names one of these, it names no source.
OUR_WORDS = ("inference", "advice")


class Claims:
    """All claims by key, with the sources they name."""

    def __init__(self) -> None:
        self.sources = Sources()
        self.rows: dict[str, Item] = {}
        self._stated: dict[str, bool] = {}

    def add(
        self,
        key: str,
        item: Entry,
        where: str,
        checked: date,
        *,
        text: str | None = None,
        topic: str | None = None,
        confidence: str | None = None,
        nations: list[str] | None = None,
        sources: list[str] | None = None,
    ) -> None:
        """What is given by name goes before what the item says."""
        if key in self.rows:
            raise StarterError(f"{where}: this id is used twice.")
        if sources is None:
            sources = list(self._main_and_also_seen(item, where))
        if nations is None:
            nations = read.words(item, "applies_to", where)
        sure = confidence or item.get("confidence")
        row = Claim(
            key=key,
            topic=topic or read.optional(item, "topic", where),
            text=text or read.needed(item, "claim", where),
            confidence=read.one_of(sure, Confidence.values, "confidence", where),
            nations=[nation(name) for name in nations],
            checked=checked,
            note=read.optional(item, "check", where),
            withdrawn=bool(item.get("withdrawn", False)),
        )
        self.rows[key] = Item(row, where, sources=list(dict.fromkeys(sources)))
        self._stated[key] = may_be_stated(
            row.confidence,
            [self.sources.opened(source) for source in sources],
            withdrawn=row.withdrawn,
        )

    def may_be_stated(self, key: str) -> bool:
        return self._stated[key]

    def _main_and_also_seen(self, item: Entry, where: str) -> Iterator[str]:
        yield self.main_source(item, where)
        for seen in item.get("also_seen", []):
            if isinstance(seen, str):
                yield self.sources.at(seen, where)
            else:
                yield self.sources.add(seen, where)

    def main_source(self, item: Entry, where: str) -> str:
        given = {
            field: item.get(f"source_{field}", "") for field in ("title", "url", "date")
        }
        # An entry for which nothing was read says so in its title and has no publisher.
        given["publisher"] = item.get("source_publisher") or "Not known"
        given["opened"] = item.get("source_opened", "extract")
        return self.sources.add(given, where)


def nation(name: str) -> str:
    """ "Northern Ireland" is northern-ireland; "Canada (not UK)" is canada."""
    return name.removesuffix(" (not UK)").lower().replace(" ", "-")


def claims(facts: Path) -> Claims:
    """Read all facts files.

    Sources are gathered before any claim, those with a key first: an item may name
    one by its address alone, and another item may hold its title.
    """
    found = Claims()
    matrix = read.mapping_of(facts / SERVICES)
    sharing = read.mapping_of(facts / DATA_SHARING)
    immigration = read.mapping_of(facts / IMMIGRATION)
    parts = [part for part in sharing if part != "meta"]
    plain = [("D", sharing, part, DATA_SHARING) for part in parts]
    plain.append(("I", immigration, "items", IMMIGRATION))
    for where, source in _with_keys(matrix, plain):
        found.sources.add(source, where)
    for _, data, part, name in plain:
        for where, item in read.entries(data, part, name):
            found.main_source(item, where)
    _services(found, matrix)
    for letter, data, part, name in plain:
        checked = read.as_of(data, name)
        for where, item in read.entries(data, part, name):
            found.add(f"{letter}:{item['id']}", item, where, checked)
    _glossary(found, facts / GLOSSARY)
    _listed_sources(found, "seed", "seed", facts / "seeds.yaml")
    _listed_sources(found, "P", "practice", facts / "practice.yaml")
    _organisations(found, read.mapping_of(facts / DIRECTORY))
    return found


def _with_keys(
    matrix: Entry, plain: Sequence[tuple[str, Entry, str, str]]
) -> Iterator[tuple[str, Entry]]:
    """Sources that the files give a key, each once."""
    named = matrix.get("sources")
    if not isinstance(named, dict):
        raise StarterError(f"{SERVICES}: “sources” must be a mapping.")
    for key, source in named.items():
        yield f"{SERVICES}, source {key}", {"key": key, **source}
    known = set(named)
    for _, data, part, name in plain:
        for where, item in read.entries(data, part, name):
            for seen in item.get("also_seen", []):
                if isinstance(seen, dict) and seen.get("key") not in known:
                    known.add(seen.get("key"))
                    yield where, seen


def _services(found: Claims, data: Entry) -> None:
    """A service's claim is what it may tell, with the sources of that field alone.

    Each other field that names a source is a claim of its own, `M:gp-surgery/…`.
    """
    checked = read.as_of(data, SERVICES)
    for where, item in read.entries(data, "services", SERVICES):
        keys = answer_sources(item, data["sources"], where)
        keys.sort(key=lambda key: found.sources.opened(key) == NOT_OPENED)
        if keys and found.sources.opened(keys[0]) == NOT_OPENED:
            # Nobody opened what the field names: the source of the entry comes first.
            keys.insert(0, found.main_source(item, where))
        # The notes about nations rest on the same sources as the answer.
        said = (read.needed(item, f, where) for f in ("service", "in_plain_words"))
        text = ". ".join([*said, read.optional(item, "nation_notes", where)]).strip()
        found.add(f"M:{item['id']}", item, where, checked, text=text, sources=keys)
        for field in Field.values:
            if keys := field_sources(item, field, data["sources"], where):
                _service_field(found, item, field, keys, where, checked)


def _service_field(
    found: Claims, item: Entry, field: str, keys: list[str], where: str, checked: date
) -> None:
    given = item.get(field)
    lines = read.words(item, field, where) if isinstance(given, list) else [given]
    found.add(
        f"M:{item['id']}/{field}",
        # What to confirm stands once, with the claim of the service.
        {name: value for name, value in item.items() if name != "check"},
        where,
        checked,
        text=read.needed({field: "\n".join(filter(None, lines))}, field, where),
        sources=sorted(keys, key=lambda k: found.sources.opened(k) == NOT_OPENED),
    )


def answer_sources(item: Entry, known: Mapping[str, object], where: str) -> list[str]:
    """Keys of the sources of what a service may tell; none if it is our reading."""
    return field_sources(item, ANSWER, known, where)


def field_sources(
    item: Entry, field: str, known: Mapping[str, object], where: str
) -> list[str]:
    """Keys of the sources of one field, without our own words."""
    keys = [key for key in field_names(item, field, where) if key not in OUR_WORDS]
    for key in keys:
        if key not in known:
            raise StarterError(f"{where}: there is no source {key!r} in this file.")
    return keys


def field_names(item: Entry, field: str, where: str) -> list[str]:
    """What a field says that it rests on: source keys and our own words."""
    return read.words(item.get("field_sources") or {}, field, where)


def _glossary(found: Claims, path: Path) -> None:
    data = read.mapping_of(path)
    source = found.sources.add(data.get("source") or {}, f"{path.name}, source")
    for where, item in read.entries(data, "terms", path.name):
        term, meaning = (read.needed(item, f, where) for f in ("en", "definition"))
        found.add(
            f"G:{item['id']}",
            item,
            where,
            read.as_of(data, path.name),
            text=f"{term}: {meaning}",
            topic="glossary",
            confidence=Confidence.MEDIUM.value,
            sources=[source],
        )


def _listed_sources(found: Claims, prefix: str, topic: str, path: Path) -> None:
    data = read.mapping_of(path)
    for where, item in read.entries(data, "items", path.name):
        given = item.get("sources")
        if not isinstance(given, list) or not given:
            raise StarterError(f"{where}: “sources” must be a list of sources.")
        found.add(
            f"{prefix}:{item['id']}",
            item,
            where,
            read.as_of(data, path.name),
            text=read.needed(item, "text", where),
            topic=topic,
            confidence=Confidence.MEDIUM.value,
            sources=[found.sources.add(source, where) for source in given],
        )


def _organisations(found: Claims, data: Entry) -> None:
    """An organisation's claim is as sure as its surest contact."""
    checked = read.as_of(data, DIRECTORY)
    for where, item in read.entries(data, "organisations", DIRECTORY):
        good = [
            c
            for c in item.get("contacts", [])
            if c.get("confirmed", True) and c.get("confidence") != Confidence.LOW
        ]
        levels = {c.get("confidence") for c in good}
        surest = next((level for level in Confidence.values if level in levels), "low")
        pages = [*good, item]
        addresses = [read.needed(page, "source_url", where) for page in pages]
        found.add(
            f"O:{item['id']}",
            item,
            where,
            checked,
            text=read.needed(item, "description", where),
            topic="directory",
            confidence=surest,
            nations=read.words(item, "nations", where),
            sources=[found.sources.at(url, where) for url in addresses],
        )
