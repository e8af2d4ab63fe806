"""What changed on which day, page by page: from the record that editions keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import Literal, NamedTuple, TypeVar

from safety_site.guide.content import Json
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation import tokens
from safety_site.translation.history import EnglishStep
from safety_site.translation.models import ENGLISH, VALUES

What = Literal["new", "gone", "meaning", "values", "wording"]
# The values whose change a reader must hear of. Of all else: that it came or went.
HEARD = {
    "fact": ("value", "unit"),
    "contact": ("value", "dialled"),
    "org": ("name",),
    "body": ("answer", "nations"),
    "event": ("date",),
}
# While one of these is False, readers do not see the object.
SHOWN_IF = ("publishable", "listed")
# Where objects stand that do not bear the name of their page.
HOME = {"term": "words", "event": "history"}


class Step(NamedTuple):
    day: date
    uid: str
    what: What


@dataclass
class Change:
    """One page on one day. `about` are the uids of those it changed about."""

    day: date
    page: str
    what: set[What] = field(default_factory=set)
    about: set[str] = field(default_factory=set)


def newly_english(snapshot: Snapshot) -> dict[str, int]:
    """By uid, the English revision shown now that no edition before has shown last."""
    shown_now = {
        uid: found.text.number
        for uid in snapshot.history.english
        if (found := snapshot.peek(uid, ENGLISH))
    }
    before = snapshot.record.english
    return {
        uid: number
        for uid, number in shown_now.items()
        if uid not in before or before[uid][-1][0] != number
    }


def newly_valued(snapshot: Snapshot) -> dict[str, Json | None]:
    """By uid, the heard values that are not those last on record."""
    before = snapshot.record.values
    found: dict[str, Json | None] = {}
    for uid, language in snapshot.history.newest:
        if language != VALUES or not _is_heard(snapshot, uid):
            continue
        state = _heard(snapshot, uid)
        if uid in before:
            if before[uid][-1][0] != state:
                found[uid] = state
        elif state is not None:
            found[uid] = state
    return found


@lru_cache(maxsize=1)
def changes(snapshot: Snapshot) -> Sequence[Change]:
    """Newest first, on one day in the order of pages. The first edition is none.

    Of a page that is there no more, only that it went.
    """
    order = list(snapshot.pages)
    placed = cache(partial(_placed, snapshot))
    found: dict[tuple[date, str], Change] = {}
    for day, uid, what in _all_steps(snapshot):
        for page in _pages_of(snapshot, uid, placed):
            if page in snapshot.pages or what == "gone":
                change = found.setdefault((day, page), Change(day, page))
                change.what.add(what)
                change.about.update(_about(uid))
    return sorted(
        found.values(),
        key=lambda change: (
            -change.day.toordinal(),
            order.index(change.page) if change.page in order else len(order),
            change.page,
        ),
    )


def _is_heard(snapshot: Snapshot, uid: str) -> bool:
    return uid in snapshot.history.english or uid.partition(":")[0] in HEARD


def _heard(snapshot: Snapshot, uid: str) -> Json | None:
    """None when readers do not see the object."""
    values = snapshot.released(uid)
    if values is None or any(values.get(name) is False for name in SHOWN_IF):
        return None
    return {name: values[name] for name in HEARD.get(uid.partition(":")[0], ())}


def _all_steps(snapshot: Snapshot) -> Iterator[Step]:
    english = _steps(snapshot, snapshot.record.english, newly_english)
    values = _steps(snapshot, snapshot.record.values, newly_valued)
    first_day = snapshot.record.first_day or snapshot.today
    for uid, seen in values.items():
        numbers = english.get(uid, [])
        # What readers never saw before; else this is only where counting begins.
        if numbers and numbers[0][1] == seen[0][1] > first_day:
            yield Step(seen[0][1], uid, _came_or_went(uid, gone=False))
        for (old, _), (new, day) in pairwise(seen):
            if old is None or new is None:
                yield Step(day, uid, _came_or_went(uid, gone=new is None))
            elif any(old[name] != new[name] for name in old.keys() & new):
                yield Step(day, uid, "values")
        revisions = {s.number: s for s in snapshot.history.english.get(uid, ())}
        for (before, _), (after, day) in pairwise(numbers):
            if what := _difference(revisions, before, after):
                yield Step(day, uid, what)


def _came_or_went(uid: str, *, gone: bool) -> What:
    match uid.partition(":")[0]:
        case "page":
            return "gone" if gone else "new"
        case "contact" | "fact":
            return "values"
    return "meaning"


def _difference(
    revisions: Mapping[int, EnglishStep], before: int, after: int
) -> What | None:
    """A check of the same words changes nothing. A step back counts like one on."""
    if before not in revisions or after not in revisions:
        return "meaning"
    if revisions[before].digest == revisions[after].digest:
        return None
    since, until = sorted((before, after))
    between = (s for n, s in revisions.items() if since < n <= until)
    return "meaning" if any(s.meaning_changed for s in between) else "wording"


State = TypeVar("State", int, Json | None)


def _steps(
    snapshot: Snapshot,
    recorded: Mapping[str, Sequence[tuple[State, date]]],
    newly: Callable[[Snapshot], Mapping[str, State]],
) -> dict[str, list[tuple[State, date]]]:
    """What is on record, and what the edition being proposed will add to it."""
    steps = {uid: list(shown) for uid, shown in recorded.items()}
    if snapshot.is_proposal:
        for uid, state in newly(snapshot).items():
            steps.setdefault(uid, []).append((state, snapshot.today))
    return steps


Placed = Mapping[tuple[str, str], set[str]]
"""By kind of token and name (of a phone, its organisation), the texts that place it."""


def _placed(snapshot: Snapshot) -> Placed:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for uid in snapshot.history.english:
        shown = snapshot.peek(uid, ENGLISH)
        if shown is None or _heard(snapshot, uid) is None:
            continue
        for text in shown.text.content.values():
            for token in tokens.found(text):
                name = token.name
                if token.kind == "phone":
                    name, _ = tokens.phone_parts(name)
                found[token.kind, name].add(uid)
    return found


def _pages_of(snapshot: Snapshot, uid: str, placed: Callable[[], Placed]) -> set[str]:
    """The keys of the pages on which a reader meets an object."""
    kind, _, name = uid.partition(":")
    first = name.partition("/")[0]
    pages: set[str] = set()
    if kind in ("fact", "key"):
        pages = _pages_of_all(snapshot, placed().get((kind, name), ()), placed)
    elif kind in ("org", "contact"):
        if dict(snapshot.all_of("org")).get(first, {}).get("listed", True):
            pages = {"help"}
        if kind == "contact":
            texts = placed().get(("phone", first), ())
            pages |= _pages_of_all(snapshot, texts, placed)
    elif kind in ("body", "part"):
        group = dict(snapshot.all_of("body")).get(first, {}).get("group", "")
        own = f"who-{group}"
        pages = {own if own in snapshot.pages else "who"}
        if kind == "body":
            pages.add("who")
    else:
        pages = {HOME.get(kind, first)}
    return pages


def _pages_of_all(
    snapshot: Snapshot, uids: Iterable[str], placed: Callable[[], Placed]
) -> set[str]:
    return {page for uid in uids for page in _pages_of(snapshot, uid, placed)}


def _about(uid: str) -> set[str]:
    """Who or what a reader knows it by; nothing, where the page's name says it."""
    kind, _, name = uid.partition(":")
    first = name.partition("/")[0]
    known_by = {"org": "org", "contact": "org", "body": "body", "part": "body"}
    if kind in known_by:
        return {f"{known_by[kind]}:{first}"}
    return {uid} if kind == "term" else set()
