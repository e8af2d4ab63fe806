"""The first screen, and what lies outside the texts."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from safety_site.languages import registry
from safety_site.publishing import freeze, urgent
from safety_site.publishing import snapshot as snapshots
from safety_site.staff.desk import table
from safety_site.staff.desk.next_edition import newest_edition, released_since
from safety_site.staff.desk.next_steps import english_snapshot, next_steps
from safety_site.staff.desk.overview import overview
from safety_site.staff.desk.screen import for_step, page, person
from safety_site.staff.links.report import broken_links, links_to_open, moved_links
from safety_site.staff.phones import phones_due
from safety_site.staff.roles import Step, languages_of, may
from safety_site.translation.models import ENGLISH

# Of the table: of all kinds at once, thirty languages are more than a page should hold.
FIRST_KIND = "page"


def enabled_but_english() -> list[str]:
    return [code for code in settings.LANGUAGES_ENABLED if code != ENGLISH]


@for_step(Step.READ)
def start(request: HttpRequest) -> HttpResponse:
    """What waits for whom, and how far every language is."""
    languages = [ENGLISH, *enabled_but_english()]
    seen = overview(languages)
    rows = table.rows_of(seen.states, languages)
    user = person(request)
    english = english_snapshot(user, timezone.localdate())
    edition = newest_edition()
    kinds = list(dict.fromkeys(row.kind for row in rows))
    asked = request.GET.get("texts", "")
    kind = asked if asked in kinds else FIRST_KIND
    return page(
        request,
        "start",
        gettext_lazy("What is to be done"),
        steps=next_steps(user, seen, rows, languages, english),
        released=released_since(edition, settings.SHOW_DRAFTS),
        languages=[registry.language(code) for code in languages],
        kinds=kinds,
        kind=kind,
        rows=[row for row in rows if row.kind == kind],
        totals=table.totals(rows, languages),
        translates=languages_of(user, Step.WRITE),
        checks=languages_of(user, Step.CHECK),
        publishes=may(user, Step.PUBLISH),
        stopped=freeze.stopped(),
        warnings=len(urgent.known().in_force),
        newest=edition,
        origin=settings.PUBLIC_ORIGIN,
    )


@for_step(Step.READ)
def outside(request: HttpRequest) -> HttpResponse:
    """What the weekly check of links found, and the numbers to ring."""
    today = timezone.localdate()
    snapshot = snapshots.take(today, languages=[ENGLISH])
    return page(
        request,
        "outside",
        gettext_lazy("Links and numbers"),
        broken=broken_links(today, snapshot),
        moved=moved_links(today, snapshot),
        to_open=links_to_open(today, snapshot),
        phones=phones_due(today, snapshot),
    )
