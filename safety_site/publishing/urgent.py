"""Urgent notices: made and ended by rows that stay (practice.md E13).

A notice reaches readers, and leaves them, with an edition like everything else. Which
rows an edition knows of is in `Edition.last_notice`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from safety_site.publishing import phrases
from safety_site.publishing.models import UrgentNotice


class Refused(Exception):
    """No row was added. The message says why and what to do next."""


class Known(NamedTuple):
    """The notices in force, oldest first, and the last row that tells of any."""

    in_force: tuple[UrgentNotice, ...]
    last: int


def known(last: int | None = None) -> Known:
    """Up to the row `last`, where it is given."""
    rows = UrgentNotice.objects.order_by("pk")
    if last is not None:
        rows = rows.filter(pk__lte=last)
    found = list(rows)
    ended = {row.ends for row in found}
    standing = tuple(r for r in found if r.ends is None and r.pk not in ended)
    return Known(standing, found[-1].pk if found else 0)


def make(
    phrase: str,
    slots: Mapping[str, str],
    place: str,
    *,
    author: str,
    reason: str,
    today: date,
) -> UrgentNotice:
    """`place` is a uid, or empty for the whole site. Raises Refused."""
    wrong: Sequence[str] = phrases.faults(phrase, slots, today)
    if not reason.strip():
        wrong = [*wrong, "Say why: whoever comes next must know it."]
    if wrong:
        raise Refused(" ".join(wrong))
    return UrgentNotice.objects.create(
        phrase=phrase,
        slots=dict(slots),
        place=place,
        author=author,
        reason=reason.strip(),
        created=timezone.now(),
    )


def end(notice: int, author: str, reason: str) -> UrgentNotice:
    """Raises Refused for one that is not in force."""
    if notice not in {row.pk for row in known().in_force}:
        raise Refused("This notice is not in force any more. Nothing was changed.")
    if not reason.strip():
        raise Refused("Say why: whoever comes next must know it.")
    return UrgentNotice.objects.create(
        ends=notice, author=author, reason=reason.strip(), created=timezone.now()
    )
