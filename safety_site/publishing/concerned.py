"""Which pages an urgent notice concerns, and what it shows there."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from safety_site.guide.content import Json
from safety_site.languages import formats
from safety_site.publishing import data_files
from safety_site.publishing.models import UrgentNotice
from safety_site.publishing.phrases import PHRASES, Slot
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import link, own_name
from safety_site.translation.models import ENGLISH

# Where nobody is asked to wait.
NOW = "now"


def put_notices(snapshot: Snapshot, sheet: Sheet, read: Collection[str]) -> None:
    """Into the context of a page made from the texts and values `read`, by uid.

    No notice can stand inside a sound: a page that has one offers no recording.
    """
    if not snapshot.urgent.in_force or data_files.writer_of(sheet):
        return
    context = sheet.context
    found = [
        row
        for row in snapshot.urgent.in_force
        if concerns(row, context.get("key", ""), read)
    ]
    if not found:
        return
    context["urgent"] = [shown(snapshot, row, sheet.language) for row in found]
    if (context.get("with_english") or {}).get("current"):
        context["urgent_english"] = [shown(snapshot, row, ENGLISH) for row in found]
    context["recording"] = None


def concerns(row: UrgentNotice, page: str, read: Collection[str]) -> bool:
    """A page of the guide is concerned with all lists that belong to it; a number, a
    name or a public body wherever it is shown, in the frame of a page too.
    """
    if PHRASES[row.phrase].waits and page == NOW:
        return False
    kind, _, name = row.place.partition(":")
    if not kind:
        return bool(page)
    if kind == "page":
        return page == name
    if kind == "org":
        ways = f"contact:{name}/"
        return row.place in read or any(uid.startswith(ways) for uid in read)
    return row.place in read


def shown(snapshot: Snapshot, row: UrgentNotice, code: str) -> Json:
    """A notice in a language, as `parts/urgent.html` takes it. Raises LookupError."""
    return {
        "phrase": row.phrase,
        "date": formats.date(timezone.localdate(row.created), code),
        "slots": {
            name: _slot(snapshot, row, name, value, code)
            for name, value in row.slots.items()
        },
    }


def _slot(
    snapshot: Snapshot, row: UrgentNotice, name: str, value: str, code: str
) -> Json:
    """Raises LookupError for a record that may not be shown: none goes silently."""
    if name == Slot.DATE:
        return {"text": formats.date(value, code), "language": None}
    if name == Slot.PAGE:
        found = link(snapshot, value, code)
        if found:
            return {**found["name"], "path": found["path"]}
    else:
        values = snapshot.values(f"org:{value}")
        if values:
            return own_name(values["name"], code)
    raise LookupError(
        f"Urgent notice {row.pk} names the {name} “{value}”, which may not be shown. "
        "End the notice, or make another one."
    )
