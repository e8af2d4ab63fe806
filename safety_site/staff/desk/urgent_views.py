"""The screen on which urgent notices are made, seen in all languages, and ended."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, override

from safety_site.languages.registry import Language
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing import urgent
from safety_site.publishing.concerned import shown
from safety_site.publishing.models import UrgentNotice
from safety_site.publishing.phrases import Slot
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.tags import urgent_words
from safety_site.staff.desk.screen import for_step, page, person, plain
from safety_site.staff.desk.urgent_form import UrgentForm
from safety_site.staff.roles import Step
from safety_site.translation.models import ENGLISH


class Said(NamedTuple):
    language: Language
    words: SafeString


class Standing(NamedTuple):
    """A notice in force, in English. `is_past`: its day is over."""

    notice: UrgentNotice
    words: str
    is_past: bool


@for_step(Step.PUBLISH)
def urgent_notices(request: HttpRequest) -> HttpResponse:
    """First seen, then made: the form is sent twice."""
    if request.method == "POST" and "end" in request.POST:
        return end(request)
    today = timezone.localdate()
    snapshot = snapshots.take(today)
    form = UrgentForm(snapshot, request.POST or None)
    said: list[Said] = []
    if request.method == "POST" and form.is_valid():
        if "make" in request.POST:
            return make(request, form, today)
        given = form.cleaned_data
        seen = UrgentNotice(
            phrase=given["phrase"], slots=form.slots, created=timezone.now()
        )
        said = [
            Said(each, words(snapshot, seen, each.code)) for each in snapshot.languages
        ]
    return page(
        request,
        "urgent",
        gettext_lazy("Urgent notices"),
        form=form,
        said=said,
        standing=[standing(snapshot, row, today) for row in snapshot.urgent.in_force],
    )


def make(request: HttpRequest, form: UrgentForm, today: date) -> HttpResponse:
    try:
        urgent.make(
            form.cleaned_data["phrase"],
            form.slots,
            form.where,
            author=person(request).username,
            reason=form.cleaned_data["reason"],
            today=today,
        )
    except urgent.Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            "The notice is made. Readers do not see it yet: open “What the next "
            "edition changes” and publish.",
        )
    return redirect("staff-urgent")


def end(request: HttpRequest) -> HttpResponse:
    number = plain(request, "end")
    chosen = int(number) if number.isascii() and number.isdigit() else 0
    try:
        urgent.end(chosen, person(request).username, plain(request, "reason"))
    except urgent.Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            "The notice is ended. Readers see it until you publish: open “What the "
            "next edition changes”.",
        )
    return redirect("staff-urgent")


def words(snapshot: Snapshot, row: UrgentNotice, code: str) -> SafeString:
    """As readers of a language get it."""
    with override(code):
        return urgent_words(shown(snapshot, row, code))


def standing(snapshot: Snapshot, row: UrgentNotice, today: date) -> Standing:
    try:
        said: str = words(snapshot, row, ENGLISH)
    except LookupError as error:
        said = str(error)
    day = row.slots.get(Slot.DATE, "")
    return Standing(row, said, bool(day) and day < today.isoformat())
