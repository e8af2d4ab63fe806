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

from safety_site.publishing import freeze
from safety_site.publishing.models import Edition
from safety_site.staff.desk import proposing
from safety_site.staff.desk.history import said
from safety_site.staff.desk.screen import for_step, page, person, plain
from safety_site.staff.models import User
from safety_site.staff.roles import Step, may

MOST_EDITIONS = 50


@for_step(Step.PUBLISH)
def publish(request: HttpRequest) -> HttpResponse:
    """The difference of the next edition, and making it: by the operator's command, in
    a process of its own.
    """
    if request.method == "POST":
        was_made = make_edition(request, proposing.publish, "proposal")
        return redirect("staff-editions" if was_made else "staff-publish")
    return page(
        request,
        "publish",
        "What the next edition changes",
        proposal=proposing.propose(),
        stopped=freeze.stopped(),
    )


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


def asker(request: HttpRequest) -> str:
    """Who asks for what this person publishes: a colleague, or nobody.

    Raises ValueError for a name that nobody here has.
    """
    name = plain(request, "asked_by")
    if not name:
        return ""
    colleague = User.objects.filter(username=name).first()
    if colleague is None or not may(colleague, Step.READ):
        raise ValueError(f"Nobody who works here is called {name}.")
    return name


@for_step(Step.READ)
def editions(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return go_back(request)
    newest = Edition.objects.defer("manifest", "english", "values")
    return page(
        request,
        "editions",
        "Editions",
        editions=newest.order_by("-number")[:MOST_EDITIONS],
        publishes=may(person(request), Step.PUBLISH),
    )


def go_back(request: HttpRequest) -> HttpResponse:
    if not may(person(request), Step.PUBLISH):
        raise PermissionDenied
    make_edition(request, proposing.go_back, "number")
    return redirect("staff-editions")


def make_edition(
    request: HttpRequest,
    make: Callable[[str, str, str, str], proposing.Outcome],
    what: str,
) -> bool:
    """By the command for it, of what the form's field `what` names; whether it was
    made. The person is told either way.
    """
    try:
        asked_by = asker(request)
    except ValueError as error:
        messages.error(request, str(error))
        return False
    name, reason = person(request).username, plain(request, "reason")
    outcome = make(plain(request, what), name, asked_by, reason)
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
        "What a page said",
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
