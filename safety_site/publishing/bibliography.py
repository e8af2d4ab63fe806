"""All that the public texts rest on: documents by publisher, and organisations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from safety_site.guide.claims import may_be_stated
from safety_site.guide.content import Json
from safety_site.languages import formats
from safety_site.languages.order import alphabetical
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import ENGLISH

# Not texts that a reader sees, but what they rest on, and the loader's own.
NOT_TEXTS = ("source", "claim", "fact", "starter")
# By the name of a value, the kind of the object to which a text belongs.
BELONGS_TO = ("page", "body", "tool")
DATE_FIRST = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?= \(|$)")
ORGANISATION = "O:"


class Found(NamedTuple):
    """Keys of documents, by publisher and title; organisations, by name."""

    documents: Sequence[str]
    organisations: Sequence[str]


@lru_cache(maxsize=1)
def everything(snapshot: Snapshot) -> Found:
    """Each claim gives all of its sources, the main one and those also seen.

    An organisation counts once, however many pages of it were read. Nothing is noted
    as read: what stands on a page is, when the page is made.
    """
    claims = _claims(snapshot)
    own = {c.removeprefix(ORGANISATION) for c in claims if c.startswith(ORGANISATION)}
    found = {
        key: values
        for claim, rests_on in claims.items()
        if not claim.startswith(ORGANISATION)
        for key in rests_on
        if (values := snapshot.released(f"source:{key}"))
    }
    return Found(
        documents=sorted(found, key=lambda key: (*_order(found[key]), key)),
        organisations=[
            name
            for name, values in sorted(snapshot.all_of("org"), key=_by_name)
            if values["source_url"]
            and (name in own or (values["listed"] and name in snapshot.contacts))
        ],
    )


def documents(snapshot: Snapshot, keys: Iterable[str]) -> list[Json]:
    """Groups of one publisher each, in the order of the keys."""
    shown = [v for key in keys if (v := snapshot.values(f"source:{key}"))]
    return [
        {"publisher": publisher, "sources": [_document(v) for v in group]}
        for publisher, group in groupby(shown, key=lambda values: values["publisher"])
    ]


def letters(snapshot: Snapshot, keys: Sequence[str]) -> str:
    """From which publisher to which, as "A-D"; empty without documents."""
    ends = [snapshot.released(f"source:{key}") for key in (*keys[:1], *keys[-1:])]
    first = [v["publisher"][:1].upper() for v in ends if v]
    return "–".join(dict.fromkeys(first))  # noqa: RUF001 - a range


def pages_seen(snapshot: Snapshot, names: Iterable[str]) -> list[Json]:
    """Where the number or address of each organisation was read, and when."""
    return [
        {
            "name": values["name"],
            "url": values["source_url"],
            "host": _host(values["source_url"]),
            "date": _in_words(values["seen"]),
        }
        for name in names
        if (values := snapshot.values(f"org:{name}"))
    ]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _document(values: Json) -> Json:
    kept = {name: values[name] for name in ("title", "url", "opened")}
    return {**kept, "date": _in_words(values["date"])}


def _in_words(date: str) -> str:
    """In English, as the title beside it; a remark after a date stays as it is."""
    match = DATE_FIRST.match(date)
    try:
        return formats.date(match[0], ENGLISH) + date[match.end() :] if match else date
    except ValueError:
        return date


def _by_name(organisation: tuple[str, Json]) -> tuple[str, str]:
    return alphabetical(organisation[1]["name"])


def _order(values: Json) -> tuple[tuple[str, str], str, tuple[str, str]]:
    """Two spellings of one publisher do not mix."""
    publisher = values["publisher"]
    return alphabetical(publisher), publisher, alphabetical(values["title"])


def _claims(snapshot: Snapshot) -> dict[str, list[str]]:
    """By claim that a text rests on and that may be stated, the keys of its sources."""
    cited = {claim for values in _texts(snapshot) for _, claim in values["citations"]}
    found = {}
    for claim in cited:
        values = snapshot.released(f"claim:{claim}")
        keys = values["sources"] if values else []
        read = [
            s["opened"] for key in keys if (s := snapshot.released(f"source:{key}"))
        ]
        if values and may_be_stated(values["confidence"], read):
            found[claim] = keys
    return found


def _texts(snapshot: Snapshot) -> Iterator[Json]:
    """The values of every object that readers see."""
    kinds = {uid.partition(":")[0] for uid, _ in snapshot.history.newest}
    for kind in sorted(kinds.difference(NOT_TEXTS)):
        for _, values in snapshot.all_of(kind):
            above = [(name, values[name]) for name in BELONGS_TO if name in values]
            if all(snapshot.released(f"{name}:{key}") for name, key in above):
                yield values
