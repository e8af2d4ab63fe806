"""What editors are told about links: broken, moved, or to be opened by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.snapshot import Snapshot
from safety_site.staff.links.addresses import uses
from safety_site.staff.links.models import LinkCheck, Outcome

Chosen = Callable[[LinkCheck], bool]


class Finding(NamedTuple):
    """One object that leads to one address. `since` is the day on which the failure
    was found first; of a move, and of what a program cannot tell, the day of the check.
    """

    uid: str
    words: str
    since: date
    address: str
    found: str
    name: str


def broken_links(today: date, snapshot: Snapshot | None = None) -> list[Finding]:
    """For the dashboard, the exit's first, then those broken for longest.

    Of the content released by `today`; a snapshot of it saves reading it again.
    """
    return findings(today, lambda check: check.is_broken, snapshot)


def moved_links(today: date, snapshot: Snapshot | None = None) -> list[Finding]:
    """What has a new address, which the words name."""
    return findings(today, lambda check: check.outcome == Outcome.MOVED, snapshot)


def links_to_open(today: date, snapshot: Snapshot | None = None) -> list[Finding]:
    """What no program can tell: a person must open it."""
    return findings(today, lambda check: check.outcome == Outcome.UNSURE, snapshot)


def failing_once(today: date, snapshot: Snapshot | None = None) -> list[Finding]:
    """What failed, and is believed only when it fails again a day later."""
    return findings(today, lambda check: check.fails and not check.is_broken, snapshot)


def findings(
    today: date, chosen: Chosen, snapshot: Snapshot | None = None
) -> list[Finding]:
    """Of addresses that the site still leads to, whatever is remembered of others."""
    checks = [check for check in LinkCheck.objects.all() if chosen(check)]
    if not checks:
        return []
    users = uses(snapshot or snapshots.take(today))
    order = {address: at for at, address in enumerate(users)}
    exits = {a for a, named in users.items() if named[0].uid.startswith("exit:")}
    found = [
        (check.address not in exits, _day(check), order[check.address], check)
        for check in checks
        if check.address in users
    ]
    return [
        Finding(
            uid=use.uid,
            words=f"{use.words}. {check.address} {check.found}.",
            since=since,
            address=check.address,
            found=check.found,
            name=use.words,
        )
        for _, since, _, check in sorted(found, key=lambda row: row[:3])
        for use in users[check.address]
    ]


def _day(check: LinkCheck) -> date:
    return timezone.localdate(check.failing_since or check.checked)
