"""Which reviews are overdue: by the functions that put "check-due" on a page.

A page is due when the claim that was checked longest ago is, an organisation when its
own claim is. Lists of organisations are due with the first of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from safety_site.publishing import finding, kinds, organisations
from safety_site.publishing.blocks import checked_on, oldest
from safety_site.publishing.kinds.help_lists import REVIEW_MONTHS
from safety_site.publishing.notices import months_after, review_is_due
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import ENGLISH

CLAIM = "claim:"


class Overdue(NamedTuple):
    """`uid` is that of a page or an organisation."""

    uid: str
    checked: date
    due: date


def overdue(snapshot: Snapshot) -> list[Overdue]:
    """Those that were due first come first."""
    if not _may_be_any(snapshot):
        return []
    return sorted(_overdue(snapshot), key=lambda each: (each.due, each.uid))


def _overdue(snapshot: Snapshot) -> Iterator[Overdue]:
    days = [
        (f"page:{key}", last_checked(snapshot, key), values["review_months"])
        for key, values in snapshot.pages.items()
    ]
    days += [
        (f"org:{name}", organisations.oldest_check(snapshot, [name]), REVIEW_MONTHS)
        for name in finding.public(snapshot)
    ]
    for uid, day, months in days:
        if day and review_is_due(day, months, snapshot.today):
            yield Overdue(uid, day, months_after(day, months))


def last_checked(snapshot: Snapshot, key: str) -> date | None:
    """Of a page: the oldest check among all that it rests on."""
    days = [checked_on(snapshot, uid) for uid in snapshot.blocks.get(key, [])]
    days += [beside.checked for beside in kinds.besides(snapshot, key, ENGLISH)]
    return oldest(days)


def claims_of(snapshot: Snapshot, uid: str) -> list[str]:
    """Keys of the claims whose checks date a page or an organisation; none for what
    is neither, or is not shown.
    """
    kind, _, name = uid.partition(":")
    with snapshot.reading() as read:
        if kind == "page" and name in snapshot.pages:
            last_checked(snapshot, name)
        elif kind == "org":
            organisations.oldest_check(snapshot, [name])
    claims = {uid for uid, _ in read if uid.startswith(CLAIM)}
    return sorted(claim.removeprefix(CLAIM) for claim in claims)


def _may_be_any(snapshot: Snapshot) -> bool:
    """Whether a claim is old enough for the shortest of all terms: looking at every
    page takes longer.
    """
    terms = [values["review_months"] for values in snapshot.pages.values()]
    checked = oldest(
        date.fromisoformat(values["checked"]) for _, values in snapshot.all_of("claim")
    )
    return review_is_due(checked, min([*terms, REVIEW_MONTHS]), snapshot.today)
