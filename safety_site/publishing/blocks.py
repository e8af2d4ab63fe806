"""The context of one block: its text, what is said about it, and its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from safety_site.guide.claims import may_be_stated
from safety_site.guide.content import Json
from safety_site.guide.models import BlockKind
from safety_site.languages import formats
from safety_site.publishing.places import key_sentences, places_for
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import language_of
from safety_site.translation.models import ENGLISH, Standing
from safety_site.translation.shown import Shown, is_critical

# Of a block and its key sentences, the gravest notice is the one shown.
GRAVEST = ("english-changed", "stale", "english-missing", "")


@dataclass(frozen=True)
class BlockContext:
    data: Json
    shown: list[Shown]
    checked: date | None


Texts = Callable[[Json, str], Json]
"""From the content of a revision, in a language: its heading and body."""


def own_texts(content: Json, language: str) -> Json:
    return {"heading": content["heading"], "body": content["body"]}


def block_context(
    snapshot: Snapshot, uid: str, language: str, *, with_english: bool = False
) -> BlockContext:
    block = text_context(snapshot, uid, language, with_english=with_english)
    values = snapshot.values(uid) or {}
    block.data.update(id=str(values["number"]), kind=values["form"])
    return block


def text_context(
    snapshot: Snapshot,
    uid: str,
    language: str,
    texts: Texts = own_texts,
    *,
    with_english: bool = False,
) -> BlockContext:
    """A text with what is said about it; `texts` gives its heading and body.

    `with_english`: its English is given whatever its standing, and nowhere twice.
    """
    values = snapshot.values(uid)
    found = snapshot.text(uid, language)
    if values is None or found is None:
        raise LookupError(f"{uid} may not be shown; it should not be among the texts.")
    own = texts(found.text.content, language)
    read_in = ENGLISH if found.is_english_instead else language
    keys = key_sentences(snapshot, own.values(), read_in)
    held_up = values.get("form") == BlockKind.SHOW
    places = places_for(snapshot, own.values(), read_in)
    citations = [c for _, c in values["citations"]]
    checked = checked_on(snapshot, uid)
    data: Json = {
        **own,
        "places": _without_english(places) if with_english else places,
        "notice": min((s.notice for s in [found, *keys]), key=GRAVEST.index),
        "language": language_of(found),
        "english": _english_beside(
            snapshot, found, texts, held_up=held_up, always=with_english
        ),
        "checked": formats.date(checked, language) if checked else "",
        "citations": citations,
        "sources": sources(snapshot, citations),
        "unsourced": unsourced(snapshot, citations),
    }
    return BlockContext(data, [found, *keys], checked)


def _english_beside(
    snapshot: Snapshot, found: Shown, texts: Texts, *, held_up: bool, always: bool
) -> Json | None:
    """A critical text in a machine draft carries its English under it; words to hold
    up always do: the person who reads them may know nothing else.

    `is_draft`: the text itself must say that a computer translated it.
    """
    if found.english is None or found.is_english_instead:
        return None
    weighty = held_up or is_critical(snapshot.history, found.text.uid)
    draft = weighty and found.text.standing == Standing.MACHINE_DRAFT
    if not (always or held_up or draft):
        return None
    own = texts(found.english.content, ENGLISH)
    places = places_for(snapshot, own.values(), ENGLISH)
    return {**own, "places": places, "is_draft": draft}


def oldest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)


def checked_on(snapshot: Snapshot, uid: str) -> date | None:
    """The day of a text that rests on claims of its own."""
    cited = (snapshot.values(uid) or {"citations": []})["citations"]
    return claims_checked(snapshot, [claim for _, claim in cited])


def _without_english(places: dict[str, Json]) -> dict[str, Json]:
    """A key sentence carries its own, which then stands beside it already."""
    twice = ("english", "english_places")
    return {
        token: {name: value for name, value in place.items() if name not in twice}
        if token.startswith("{key:")
        else place
        for token, place in places.items()
    }


def claims_checked(snapshot: Snapshot, citations: list[str]) -> date | None:
    """The oldest check date among the claims: a text is as fresh as its oldest
    claim.
    """
    days = [
        date.fromisoformat(claim["checked"])
        for key in citations
        if (claim := snapshot.values(f"claim:{key}"))
    ]
    return min(days, default=None)


def unsourced(snapshot: Snapshot, citations: list[str]) -> list[str]:
    """Claims that may not be stated, or not any more: withdrawn, low or never
    opened.
    """
    claims = [key for key in citations if not key.startswith("word:")]
    return [key for key in claims if not _may_be_stated(snapshot, key)]


def _may_be_stated(snapshot: Snapshot, key: str) -> bool:
    claim = snapshot.values(f"claim:{key}")
    if claim is None:
        return False
    sources = [snapshot.values(f"source:{name}") for name in claim["sources"]]
    opened = [source["opened"] for source in sources if source]
    return may_be_stated(claim["confidence"], opened)


def sources(snapshot: Snapshot, citations: list[str]) -> list[Json]:
    """The main source of each claim, once, then the word for what has no source."""
    listed: dict[str, Json] = {}
    for key in citations:
        if key.startswith("word:"):
            listed[key] = {"word": key.removeprefix("word:")}
            continue
        claim = snapshot.values(f"claim:{key}")
        for source in (claim["sources"] if claim else [])[:1]:
            if values := snapshot.values(f"source:{source}"):
                listed[source] = shown_source(values) | {"word": None}
    return list(listed.values())


def shown_source(values: Json) -> Json:
    return {name: values[name] for name in ("title", "publisher", "url", "date")}
