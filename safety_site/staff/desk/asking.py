"""Urgent corrections by two people who are both signed in (practice.md E13).

While publishing is stopped, one person looks and asks, another publishes exactly what
was asked for, within a day. At a shell, where an operator is trusted, `--asked-by` says
the same.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from safety_site.publishing import freeze
from safety_site.publishing.models import Edition
from safety_site.staff.desk.asked import UrgentRequest
from safety_site.staff.models import User
from safety_site.staff.roles import Step, may

HOLDS_FOR = timedelta(hours=24)
PROPOSAL = re.compile(r"[0-9a-f]{64}", re.ASCII)
BACK_TO = re.compile(r"edition ([0-9]{1,9})", re.ASCII)


class Refused(Exception):
    """Nothing was asked for. The message says why."""


def back_to(number: str) -> str:
    """What is wanted by whoever wants to go back to an edition."""
    return f"edition {number}"


def ask(wanted: str, author: str, reason: str, now: datetime) -> UrgentRequest:
    """Raises Refused."""
    if freeze.stopped() is None:
        raise Refused("Publishing is not stopped: nobody needs to ask for an edition.")
    if not _means_something(wanted):
        raise Refused("This is no edition that anybody can make. Nothing was asked.")
    if not reason.strip():
        raise Refused("Say why: the publisher and whoever comes next must know it.")
    return UrgentRequest.objects.create(
        wanted=wanted, author=author, reason=reason.strip(), created=now
    )


def asked(wanted: str, publisher: str, now: datetime) -> UrgentRequest | None:
    """The newest word of another person who may still work here, within a day."""
    found = UrgentRequest.objects.filter(wanted=wanted, created__gt=now - HOLDS_FOR)
    for row in found.order_by("-pk"):
        if row.author.casefold() != publisher.casefold():
            colleague = User.objects.filter(username=row.author).first()
            if colleague and may(colleague, Step.READ):
                return row
    return None


def _means_something(wanted: str) -> bool:
    if PROPOSAL.fullmatch(wanted):
        return True
    found = BACK_TO.fullmatch(wanted)
    return bool(found and Edition.objects.filter(number=int(found[1])).exists())
