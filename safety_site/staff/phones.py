"""Which numbers a person must ring, and what was heard. No program rings any.

What was heard confirms a number, and nothing else. It makes no number public and takes
none away: `confidence` and `confirmed` are an editor's, who read the number at its
source, and a second person checks the change (corrections A8, A10 and A18). So a number
of medium confidence goes on saying that it was not re-checked until they change it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.db import models
from django.db.models import Max

from safety_site.directory.models import Medium
from safety_site.guide.content import Json
from safety_site.publishing import finding, lists
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.notices import months_after
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation import invisible

# Contacts are looked at every three months (practice.md E4).
MONTHS = 3
# Nobody answered: at another hour somebody may.
NEXT_TRY = timedelta(days=1)
# A call to try them would take the place of somebody who needs help.
NEVER_RUNG = ("999", "112", "18000")
# Authors that are programs: they hear nothing.
PROGRAMS = ("starter", "clock")
HOW = {
    Medium.PHONE: "ring",
    Medium.RELAY: "ring through Relay UK",
    Medium.SMS: "send a text",
}


class Heard(models.TextChoices):
    RIGHT = "right"
    WRONG = "wrong"
    NO_ANSWER = "no answer"


class PhoneCheck(models.Model):
    """What one person heard at one number on one day. Never changed or deleted:
    triggers in the database refuse it.

    `contact` is a uid, `dialled` the number as it was then, `by` a name as text: what
    was heard outlives accounts.
    """

    contact = models.TextField(db_index=True)
    dialled = models.TextField()
    day = models.DateField()
    by = models.TextField()
    heard = models.TextField(choices=Heard)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.contact} {self.day}: {self.heard}"


class Refused(Exception):
    """Nothing was written. The message says why and what to do next."""


class Phone(NamedTuple):
    """A number that the site shows. `due` is the day from which it is to be rung, `why`
    says to its caller what the call is for. `last` is what was heard last, if ever.
    """

    uid: str
    organisation: str
    shown: str
    dialled: str
    how: str
    source_url: str
    confidence: str
    due: date
    why: str
    last: PhoneCheck | None

    def is_due(self, today: date) -> bool:
        return self.due <= today


class Due(NamedTuple):
    """For the dashboard. `since`: the day from which it was to be rung."""

    uid: str
    words: str
    since: date


def phones(today: date, snapshot: Snapshot | None = None) -> list[Phone]:
    """Every number of the released site that may be rung: those heard wrong first, then
    the oldest check, never checked before all others; lines that stand on every page
    come before their equals.
    """
    snapshot = snapshot or snapshots.take(today)
    latest = _latest()
    helplines = list(lists.helpline_of(snapshot).values())
    found = [
        (
            bool(phone.last is None or phone.last.heard != Heard.WRONG),
            phone.last.day if phone.last else date.min,
            name not in helplines,
            at,
            phone,
        )
        for at, (name, uid, contact) in enumerate(_shown(snapshot))
        if contact["dialled"] not in NEVER_RUNG
        for phone in [_phone(snapshot, name, uid, contact, latest, today)]
    ]
    return [row[-1] for row in sorted(found, key=lambda row: row[:-1])]


def never_rung(today: date, snapshot: Snapshot | None = None) -> list[str]:
    """Emergency numbers of the site, as shown: they are compared with their source."""
    shown = _shown(snapshot or snapshots.take(today))
    numbers = (c["value"] for _, _, c in shown if c["dialled"] in NEVER_RUNG)
    return list(dict.fromkeys(numbers))


def phones_due(today: date, snapshot: Snapshot | None = None) -> list[Due]:
    """For the dashboard, in the order in which to ring."""
    return [
        Due(
            phone.uid,
            f"{phone.organisation}: {phone.how} {phone.shown}. {phone.why}",
            phone.due,
        )
        for phone in phones(today, snapshot)
        if phone.is_due(today)
    ]


def record(
    uid: str,
    *,
    by: str,
    heard: Heard,
    today: date,
    note: str = "",
    number: str = "",
) -> PhoneCheck:
    """Keep what a person heard at a number that the site shows. Raises Refused.

    `number`, where it is given, is what was rung: a printed list may be older than the
    number.
    """
    by, note = by.strip(), note.strip()
    if not by or by.casefold() in PROGRAMS:
        raise Refused(
            "Say who rang, by name: a number is confirmed by a person. Nothing was "
            "kept. Add --by and the name."
        )
    if found := invisible.in_values({"name": by, "note": note}):
        raise Refused(
            f"There are characters that nobody can see: {'; '.join(found)}. Nothing "
            "was kept. Type the words by hand, then record it again."
        )
    snapshot = snapshots.take(today)
    shown = {each: contact for _, each, contact in _shown(snapshot)}
    contact = shown.get(uid)
    if contact is None:
        raise Refused(_why_not(uid, snapshot))
    if contact["dialled"] in NEVER_RUNG:
        raise Refused(
            f"{contact['value']} is for emergencies and is never rung to try it. "
            "Nothing was kept. Compare it with its source instead."
        )
    if number and _digits(number) not in map(_digits, _spellings(contact)):
        raise Refused(
            f"“{uid}” is {contact['value']} now and not {number}, which was rung. "
            "Nothing was kept. Ring the new number, then record what you hear."
        )
    return PhoneCheck.objects.create(
        contact=uid,
        dialled=contact["dialled"],
        day=today,
        by=by,
        heard=heard,
        note=note,
    )


def _spellings(contact: Json) -> tuple[str, str]:
    return contact["value"], contact["dialled"]


def _digits(number: str) -> str:
    return "".join(filter(str.isdecimal, number))


def _why_not(uid: str, snapshot: Snapshot) -> str:
    if snapshot.released(uid) is None or not uid.startswith("contact:"):
        return (
            f"The site shows no contact “{uid}”. Nothing was kept. The list of numbers "
            "gives each its name."
        )
    return (
        f"The site does not show the number of “{uid}”, and a call does not confirm "
        "it: an editor must read it at its source, and a second person check the "
        "change. Nothing was kept. Give the editor what you heard."
    )


def _shown(snapshot: Snapshot) -> list[tuple[str, str, Json]]:
    """(organisation, uid, values) of whatever can be dialled, in the site's order."""
    return [
        (name, f"contact:{contact}", values)
        for name in finding.public(snapshot)
        for contact, values in snapshot.contacts.get(name, ())
        if values["dialled"]
    ]


def _latest() -> dict[str, PhoneCheck]:
    """By contact, the newest check: of one day, the one that was recorded last."""
    days = PhoneCheck.objects.values("contact").annotate(day=Max("day"))
    last = {row["contact"]: row["day"] for row in days}
    found = PhoneCheck.objects.filter(day__in=set(last.values())).order_by("pk")
    return {c.contact: c for c in found if c.day == last[c.contact]}


def _phone(
    snapshot: Snapshot,
    name: str,
    uid: str,
    contact: Json,
    latest: Mapping[str, PhoneCheck],
    today: date,
) -> Phone:
    last = latest.get(uid)
    due, why = _due(snapshot, uid, contact, last, today)
    return Phone(
        uid=uid,
        organisation=finding.public(snapshot)[name]["name"],
        shown=contact["value"],
        dialled=contact["dialled"],
        how=HOW.get(contact["medium"], "ring"),
        source_url=contact["source_url"],
        confidence=contact["confidence"],
        due=due,
        why=why,
        last=last,
    )


def _due(
    snapshot: Snapshot, uid: str, contact: Json, last: PhoneCheck | None, today: date
) -> tuple[date, str]:
    if last is None:
        return _shown_since(snapshot, uid, contact, today), "Nobody has rung it yet."
    if last.dialled != contact["dialled"]:
        since = max(_shown_since(snapshot, uid, contact, today), last.day)
        return since, f"The number changed since {last.by} rang on {last.day}."
    if last.heard == Heard.WRONG:
        said = f": {last.note.rstrip('.')}" if last.note else ""
        heard = f"On {last.day} {last.by} heard that it is wrong{said}."
        return last.day, f"{heard} Correct it or withdraw it, and publish."
    if last.heard == Heard.NO_ANSWER:
        return last.day + NEXT_TRY, f"Nobody answered on {last.day}: try another hour."
    return months_after(last.day, MONTHS), f"{last.by} found it right on {last.day}."


def _shown_since(snapshot: Snapshot, uid: str, contact: Json, today: date) -> date:
    """The day of the first edition with this number; today, before there is one."""
    for values, day in reversed(snapshot.record.values.get(uid, ())):
        if values and values["dialled"] == contact["dialled"]:
            return min(day, today)
        break
    return today
