"""Stopping all publishing but urgent corrections, which then need two people (E13)."""

from __future__ import annotations

from django.utils import timezone

from safety_site.publishing.models import Freeze

# Words told at once; all stay in the table.
MOST_TOLD = 20


def stopped() -> Freeze | None:
    """The word that stops publishing now, if any."""
    newest = Freeze.objects.order_by("-pk").first()
    return newest if newest and newest.stops else None


def stop(author: str, reason: str) -> Freeze:
    return _say(True, author, reason)


def go_on(author: str, reason: str) -> Freeze:
    return _say(False, author, reason)


def record() -> list[Freeze]:
    """Who stopped publishing and who let it go on, the newest first."""
    return list(Freeze.objects.order_by("-pk")[:MOST_TOLD])


def why_not(author: str, publisher: str, reason: str) -> str:
    """Why an edition may not be made now; empty where it may."""
    freeze = stopped()
    people = {name.strip().casefold() for name in (author, publisher)} - {""}
    if freeze is None or (len(people) > 1 and reason.strip()):
        return ""
    return (
        f"Publishing was stopped by {freeze.author} on {freeze.created:%Y-%m-%d}: "
        f"{freeze.reason} An urgent correction needs two people and a written reason."
    )


def _say(stops: bool, author: str, reason: str) -> Freeze:
    if not reason.strip():
        raise ValueError("Say why: whoever comes next must know it.")
    return Freeze.objects.create(
        stops=stops, author=author, reason=reason.strip(), created=timezone.now()
    )
