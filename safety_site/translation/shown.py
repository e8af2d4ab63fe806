"""One function decides which text of an object a reader sees, and what is said about
it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from safety_site.translation.history import EnglishStep, Frozen, History
from safety_site.translation.models import ENGLISH, VALUES, Standing

# Days for which a text outdated in meaning stays, with a notice; then English is shown.
DAYS_OF_GRACE = 14

Notice = Literal["", "stale", "english-changed", "english-missing"]


@dataclass(frozen=True)
class Shown:
    """The text that stands, the language it is in, and the notice that goes with it.

    `english` is the English shown on the English page: it stands beside a critical
    machine draft. It is None only in English itself and in `und`.
    """

    text: Frozen
    notice: Notice = ""
    english: Frozen | None = None

    @property
    def is_english_instead(self) -> bool:
        return self.notice in ("english-changed", "english-missing")


def shown(history: History, uid: str, language: str, today: date) -> Shown | None:
    """None when nothing may be shown: never submitted, or drafts not allowed.

    Whether the object is withdrawn is not asked here: its values say that.
    """
    if language in (ENGLISH, VALUES):
        source = _source(history, uid, language)
        return Shown(source) if source else None
    english = _source(history, uid, ENGLISH)
    if english is None:
        return None
    candidates = _allowed(history, uid, language, _unreleased(history, english))
    current = [r for r in candidates if r.english_digest == english.digest]
    if current:
        return Shown(current[0], "", english)
    outdated = sorted(candidates, key=lambda r: -r.number)
    if not outdated:
        return Shown(english, "english-missing", english)
    text = outdated[0]
    steps = [s for s in history.english[uid] if s.number <= english.number]
    change = change_of_meaning(steps, text.english_digest)
    if change is None:
        return Shown(text, "", english)
    grace_ends = _first_day(history, uid, change, today) + timedelta(DAYS_OF_GRACE)
    if is_critical(history, uid) or today > grace_ends:
        return Shown(english, "english-changed", english)
    return Shown(text, "stale", english)


def is_critical(history: History, uid: str) -> bool:
    values = _source(history, uid, VALUES)
    return bool(values and values.content.get("critical"))


def _source(history: History, uid: str, language: str) -> Frozen | None:
    """English or values: what is checked, else a draft where the deployment allows
    it.
    """
    return next(iter(_allowed(history, uid, language)), None)


def _unreleased(history: History, english: Frozen) -> set[str]:
    """Digests of English that came after the one that is shown: what was translated
    from it waits with it.
    """
    steps = history.english.get(english.uid, ())
    known = {step.digest for step in steps if step.number <= english.number}
    return {step.digest for step in steps} - known


def _allowed(
    history: History, uid: str, language: str, unreleased: Container[str] = ()
) -> list[Frozen]:
    """Revisions that may be shown, best first: once checked, drafts no longer count."""
    revisions = [
        revision
        for revision in history.newest.get((uid, language), ())
        if revision.english_digest not in unreleased
    ]
    checked = _of(revisions, Standing.CHECKED)
    if checked:
        return checked
    # Values have no language of their own: they are drafts of the English site.
    if (ENGLISH if language == VALUES else language) not in history.drafts:
        return []
    return _of(revisions, Standing.DRAFT) + _of(revisions, Standing.MACHINE_DRAFT)


def _of(revisions: Iterable[Frozen], standing: Standing) -> list[Frozen]:
    return [r for r in revisions if r.standing == standing]


def change_of_meaning(
    steps: Sequence[EnglishStep], english_digest: str
) -> EnglishStep | None:
    """The first change of meaning between the English that a text was made from and
    the last of `steps`, which are all English up to that, oldest first.

    A text made from an English that is not on record counts as changed from the start.
    """
    base = max((s.number for s in steps if s.digest == english_digest), default=0)
    since = [s for s in steps if s.number > base]
    if base == 0:
        return since[0]
    return next((s for s in since if s.meaning_changed), None)


def _first_day(history: History, uid: str, change: EnglishStep, today: date) -> date:
    """The day of the first edition that showed the change; today, if none has yet."""
    days = [
        day
        for number, day in history.first_shown.get(uid, ())
        if number >= change.number
    ]
    return min(days, default=today)
