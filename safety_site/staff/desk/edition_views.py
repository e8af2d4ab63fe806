"""The screens on which editions are made, and what they said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy

from safety_site.publishing import freeze, packing
from safety_site.publishing.models import Edition
from safety_site.staff.desk import asking, proposing
from safety_site.staff.desk.history import said
from safety_site.staff.desk.screen import for_step, page, person, plain
from safety_site.staff.roles import Step, may

MOST_EDITIONS = 50


@for_step(Step.READ)
def publish(request: HttpRequest) -> HttpResponse:
    """The difference of the next edition, for all who may ask for it; and making it: by
    the operator's command, in a process of its own.
    """
    user = person(request)
    if request.method == "POST":
        if not may(user, Step.PUBLISH):
            raise PermissionDenied
        proposal = plain(request, "proposal")
        was_made = make_edition(request, proposing.publish, proposal, proposal)
        return redirect("staff-editions" if was_made else "staff-publish")
    made = proposing.propose()
    return page(
        request,
        "publish",
        gettext_lazy("What the next edition changes"),
        proposal=made,
        stopped=freeze.stopped(),
        publishes=may(user, Step.PUBLISH),
        asked=asking.asked(made.digest, user.username, timezone.now()),
    )


@for_step(Step.READ)
def ask(request: HttpRequest) -> HttpResponse:
    """For an urgent correction, while publishing is stopped."""
    if request.method == "POST":
        wanted, reason = plain(request, "wanted"), plain(request, "reason")
        try:
            asking.ask(wanted, person(request).username, reason, timezone.now())
        except asking.Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request,
                "You have asked for it. A publisher, another person, can make exactly "
                "this edition within 24 hours. Tell them.",
            )
    return redirect("staff-editions")


@for_step(Step.PUBLISH)
def stop_or_go_on(request: HttpRequest) -> HttpResponse:
    """What was asked, not the opposite of what is: two may press at once."""
    if request.method == "POST":
        wants_stop = request.POST.get("say") == "stop"
        if wants_stop == bool(freeze.stopped()):
            messages.info(request, "Somebody else has just done that.")
            return redirect("staff-editions")
        say = freeze.stop if wants_stop else freeze.go_on
        try:
            say(person(request).username, plain(request, "reason"))
        except ValueError as error:
            messages.error(request, str(error))
    return redirect("staff-editions")


@for_step(Step.READ)
def editions(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return go_back(request)
    newest = Edition.objects.defer("manifest", "english", "values")
    return page(
        request,
        "editions",
        gettext_lazy("Editions"),
        editions=newest.order_by("-number")[:MOST_EDITIONS],
        publishes=may(person(request), Step.PUBLISH),
        stopped=freeze.stopped(),
        record=freeze.record(),
        served=packing.newest_number(),
    )


def go_back(request: HttpRequest) -> HttpResponse:
    if not may(person(request), Step.PUBLISH):
        raise PermissionDenied
    number = plain(request, "number")
    make_edition(request, proposing.go_back, number, asking.back_to(number))
    return redirect("staff-editions")


def make_edition(
    request: HttpRequest,
    make: Callable[[str, str, str, str], proposing.Outcome],
    what: str,
    wanted: str,
) -> bool:
    """By the command for it, of `what`, which another person must have asked for as
    `wanted` while publishing is stopped; whether it was made. The person is told either
    way.
    """
    name, reason = person(request).username, plain(request, "reason")
    asked_by = ""
    if freeze.stopped():
        urgent = asking.asked(wanted, name, timezone.now())
        if urgent is None:
            messages.error(
                request,
                "Publishing is stopped, and nobody else has asked for exactly this in "
                "the last 24 hours. Nothing was published. Another person must sign in "
                "and ask for it.",
            )
            return False
        asked_by = urgent.author
    outcome = make(what, name, asked_by, reason)
    level = messages.SUCCESS if outcome.went_well else messages.ERROR
    messages.add_message(request, level, outcome.last_words)
    return outcome.went_well


@for_step(Step.READ)
def page_said(request: HttpRequest) -> HttpResponse:
    path = request.GET.get("path", "")
    day = day_of(request.GET.get("day", ""))
    return page(
        request,
        "said",
        gettext_lazy("What a page said"),
        path=path,
        day=day,
        said=said(path, day) if path else None,
    )


def day_of(text: str) -> date:
    today = timezone.localdate()
    try:
        return min(parse_date(text) or today, today)
    except ValueError:
        return today
