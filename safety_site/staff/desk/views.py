"""The first screen, and what lies outside the texts."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from safety_site.languages import registry
from safety_site.publishing import freeze, packing, urgent
from safety_site.publishing import snapshot as snapshots
from safety_site.staff.desk import table
from safety_site.staff.desk.screen import for_step, page, person
from safety_site.staff.links.report import broken_links, links_to_open, moved_links
from safety_site.staff.phones import phones_due
from safety_site.staff.roles import Step, languages_of, may
from safety_site.translation.models import ENGLISH


def enabled_but_english() -> list[str]:
    return [code for code in settings.LANGUAGES_ENABLED if code != ENGLISH]


@for_step(Step.READ)
def start(request: HttpRequest) -> HttpResponse:
    """What waits for whom, and how far every language is."""
    languages = [ENGLISH, *enabled_but_english()]
    rows = table.table(languages)
    user = person(request)
    return page(
        request,
        "start",
        "What is to be done",
        languages=[registry.language(code) for code in languages],
        rows=rows,
        totals=table.totals(rows, languages),
        translates=languages_of(user, Step.WRITE),
        checks=languages_of(user, Step.CHECK),
        publishes=may(user, Step.PUBLISH),
        stopped=freeze.stopped(),
        warnings=len(urgent.known().in_force),
        newest=packing.newest_edition(),
    )


@for_step(Step.READ)
def outside(request: HttpRequest) -> HttpResponse:
    """What the weekly check of links found, and the numbers to ring."""
    today = timezone.localdate()
    snapshot = snapshots.take(today)
    return page(
        request,
        "outside",
        "Links and numbers",
        broken=broken_links(today, snapshot),
        moved=moved_links(today, snapshot),
        to_open=links_to_open(today, snapshot),
        phones=phones_due(today, snapshot),
    )
