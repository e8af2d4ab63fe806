"""What an urgent notice can say: whole sentences, translated before they are needed.

Nobody types a word of a notice (practice.md E13): there would be no time to translate
it. What differs from one to the next stands in typed slots. No phrase states law.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_noop


class Slot(StrEnum):
    """What may stand in a phrase: a day as 2026-11-22, and two keys of records."""

    DATE = "date"
    ORGANISATION = "organisation"
    PAGE = "page"


class Phrase(NamedTuple):
    """`waits`: it asks the reader to wait, which nobody in danger may be told.

    `is_ahead`: its date lies ahead.
    """

    text: str
    slots: tuple[Slot, ...] = ()
    waits: bool = False
    is_ahead: bool = False


PHRASES = {
    "may-be-wrong": Phrase(
        gettext_noop("This page may be wrong. We are checking it."),
    ),
    "rule-changed": Phrase(
        gettext_noop(
            "A rule on this page changed on %(date)s. "
            "This page may be wrong. We are checking it."
        ),
        (Slot.DATE,),
    ),
    "ask-first": Phrase(
        gettext_noop("Please ask an adviser before you act on this page."),
        waits=True,
    ),
    "number-fails": Phrase(
        gettext_noop(
            "The phone number of this service does not work now: %(organisation)s. "
            "You can call another line on this page."
        ),
        (Slot.ORGANISATION,),
    ),
    "closed-until": Phrase(
        gettext_noop(
            "This service is closed until %(date)s: %(organisation)s. "
            "You can call another line on this page."
        ),
        (Slot.DATE, Slot.ORGANISATION),
        is_ahead=True,
    ),
    "do-not-use": Phrase(
        gettext_noop(
            "Do not use the form or link of this service now: %(organisation)s. "
            "Talk to an adviser first."
        ),
        (Slot.ORGANISATION,),
    ),
    "read-first": Phrase(
        gettext_noop("Please read this page first: %(page)s."),
        (Slot.PAGE,),
        waits=True,
    ),
}


def faults(phrase: str, slots: Mapping[str, str], today: date) -> list[str]:
    """Why these slots do not fill this phrase; keys of records are not looked up."""
    if phrase not in PHRASES:
        return ["Choose what the notice says."]
    known = PHRASES[phrase]
    found = [
        f"This notice names no {name}: leave it empty."
        for name in slots
        if name not in known.slots
    ]
    found += [
        f"This notice needs one more thing: the {slot}."
        for slot in known.slots
        if not slots.get(slot)
    ]
    if slots.get(Slot.DATE) and Slot.DATE in known.slots:
        found += _date_faults(slots[Slot.DATE], today, is_ahead=known.is_ahead)
    return found


def _date_faults(written: str, today: date, *, is_ahead: bool) -> list[str]:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return [f"{written} is not a day. Write it as {today}."]
    if is_ahead and day < today:
        return [f"{day} is past: nobody needs to be told to wait for it."]
    return []
