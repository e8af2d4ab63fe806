"""The screens of the desk. Each asks `may` first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date

from safety_site.languages import registry
from safety_site.publishing import freeze, packing
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.models import Edition
from safety_site.staff.desk import checking, proposing, table, translating
from safety_site.staff.desk.history import history, said
from safety_site.staff.desk.preview import preview
from safety_site.staff.links.report import broken_links, links_to_open, moved_links
from safety_site.staff.models import User
from safety_site.staff.phones import phones_due
from safety_site.staff.roles import Step, languages_of, may
from safety_site.staff.site import staff_site
from safety_site.translation.models import ENGLISH

View = Callable[..., HttpResponse]
MOST_EDITIONS = 50
LONGEST_LINE = 500


def for_step(step: Step) -> Callable[[View], View]:
    """Signed in with both factors, and allowed to do a step in the view's language."""

    def decorate(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, **named: str) -> HttpResponse:
            language = named.get("language", ENGLISH)
            if not may(person(request), step, language):
                raise PermissionDenied
            if language not in registry.SUPERSET:
                raise Http404
            return view(request, **named)

        return staff_site.admin_view(asked)

    return decorate


def person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - admin_view let nobody else in
    return request.user


def page(
    request: HttpRequest, template: str, title: str, **context: Any
) -> TemplateResponse:
    whole = staff_site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, f"staff/{template}.html", whole)


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
        newest=packing.newest_edition(),
    )


@for_step(Step.WRITE)
def translate(request: HttpRequest, language: str, bundle: str) -> HttpResponse:
    if language == ENGLISH:
        raise Http404
    if request.method == "POST":
        found = translating.save(
            bundle, language, sent(request), person(request).username
        )
        told(request, found)
    else:
        found = translating.entries(bundle, language)
    if not found:
        raise Http404
    return page(
        request,
        "pair",
        f"{bundle} in {registry.language(language).autonym}",
        bundle=bundle,
        language=registry.language(language),
        entries=found,
        next=following(bundle, language),
    )


def following(bundle: str, language: str) -> str:
    """The next bundle after this one that has something to translate, if any."""
    needy = [row.bundle for row in table.table([language]) if row.cells[0].to_translate]
    later = [name for name in needy if name != bundle]
    return later[0] if later else ""


def sent(request: HttpRequest) -> Mapping[str, Mapping[str, str]]:
    """A form's fields `uid|name`, by uid."""
    by_uid: dict[str, dict[str, str]] = defaultdict(dict)
    for field, value in request.POST.items():
        uid, bar, name = field.partition("|")
        if bar and isinstance(value, str):
            by_uid[uid][name] = value
    return by_uid


def told(request: HttpRequest, found: list[translating.Entry]) -> None:
    saved = sum(entry.saved for entry in found)
    left = sum(entry.unsent for entry in found)
    if saved:
        messages.success(request, f"Saved as drafts: {saved}. They wait for a check.")
    if left:
        messages.error(
            request,
            f"Not saved: {left}. What you wrote is still in the form, with the reason "
            "beside it.",
        )
    if not saved and not left:
        messages.info(request, "Nothing was changed, and nothing was saved.")


@for_step(Step.CHECK)
def check(request: HttpRequest, language: str, bundle: str) -> HttpResponse:
    if request.method == "POST":
        given = sent(request)
        chosen = [key(each) for each in request.POST.getlist("checked")]
        on_screen = {
            key(name): (fields.get("text", ""), fields.get("english", ""))
            for name, fields in given.items()
        }
        if any(not may(person(request), Step.CHECK, code) for _, code in chosen):
            raise PermissionDenied
        done, refused = checking.mark(
            chosen, on_screen, person(request).username, plain(request, "reason")
        )
        for why in refused:
            messages.error(request, why)
        messages.success(request, f"Marked as checked: {len(done)}.")
        return redirect(request.path)
    return page(
        request,
        "check",
        f"Check {bundle} in {registry.language(language).autonym}",
        bundle=bundle,
        language=registry.language(language),
        waiting=checking.waiting(bundle, language),
    )


def key(name: str) -> tuple[str, str]:
    """("block:answer/1 ur") gives the uid and the language."""
    uid, _, language = name.rpartition(" ")
    return uid, language


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


def plain(request: HttpRequest, name: str) -> str:
    """One line that a person typed; nothing that a command could trip over."""
    typed = request.POST.get(name, "")[:LONGEST_LINE]
    return "".join(mark for mark in typed if mark.isprintable()).strip()


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


@for_step(Step.READ)
def text_history(request: HttpRequest, uid: str) -> HttpResponse:
    steps = history(uid)
    if not steps:
        raise Http404
    return page(request, "history", f"History of {uid}", uid=uid, steps=steps)


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


@for_step(Step.READ)
def preview_page(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """The working copy, drawn as a public page with that page's own headers."""
    made = preview(name, language)
    if made is None:
        raise Http404
    response = HttpResponse(made.html)
    for header, value in made.headers:
        response[header] = value
    return response
