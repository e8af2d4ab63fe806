"""The screens on which texts are translated and checked, and their history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from safety_site.languages import registry
from safety_site.staff.desk import checking, still_right, table, translating
from safety_site.staff.desk.bundles import bundle_of
from safety_site.staff.desk.history import history
from safety_site.staff.desk.screen import for_step, page, person, plain
from safety_site.staff.desk.state import State
from safety_site.staff.desk.whereabouts import look_address
from safety_site.staff.fact_check.asking import about_of
from safety_site.staff.fact_check.record import (
    beside_history,
    beside_waiting,
    on_the_whole,
)
from safety_site.staff.roles import Step, may
from safety_site.translation.models import ENGLISH, VALUES, StillRight


@for_step(Step.WRITE)
def translate(
    request: HttpRequest, language: str, bundle: str, part: int = 0
) -> HttpResponse:
    """`part` counts from 1. A bundle that one page cannot hold has each part at an
    address of its own: what is typed there is kept under that address.
    """
    if language == ENGLISH:
        raise Http404
    if request.method == "POST":
        found = translating.save(
            bundle,
            language,
            sent(request),
            person(request).username,
            all_right="all_right" in request.POST,
        )
        told(request, found)
    else:
        found = translating.entries(bundle, language)
    parts = translating.parts(found)
    if not found or part > len(parts):
        raise Http404
    if len(parts) > 1 and not part and request.method != "POST":
        asked = next((n for n, p in enumerate(parts, 1) if any(e.asks for e in p)), 1)
        return redirect("staff-translate-part", language, bundle, asked)
    here = {entry.uid for entry in parts[max(part, 1) - 1]}
    return page(
        request,
        "pair",
        format_lazy(
            gettext_lazy("{text} in {language}"),
            text=bundle,
            language=registry.language(language).autonym,
        ),
        bundle=bundle,
        language=registry.language(language),
        # Nobody loses what they typed, whatever became of the parts meanwhile.
        entries=[entry for entry in found if entry.uid in here or entry.unsent],
        parts=parts,
        part=part,
        outdated=any(e.state == State.OUTDATED for e in found if e.uid in here),
        next=following(bundle, language),
        look_url=look_address(bundle, language),
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
    waiting = checking.waiting(bundle, language)
    found = still_right.offers(bundle) if language == ENGLISH else []
    return page(
        request,
        "check",
        format_lazy(
            gettext_lazy("Check {text} in {language}"),
            text=bundle,
            language=registry.language(language).autonym,
        ),
        reworded=any(offer.since for offer in found),
        bundle=bundle,
        language=registry.language(language),
        waiting=beside_waiting(waiting, language),
        on_the_whole=on_the_whole(waiting, language),
        asks=may(person(request), Step.ASK, language),
        look_url=look_address(bundle, language),
    )


def key(name: str) -> tuple[str, str]:
    """("block:answer/1 ur") gives the uid and the language."""
    uid, _, language = name.rpartition(" ")
    return uid, language


@for_step(Step.READ)
def text_history(request: HttpRequest, uid: str) -> HttpResponse:
    steps = history(uid)
    if not steps:
        raise Http404
    written = {step.revision.language for step in steps} - {VALUES}
    user = person(request)
    newest = {s.revision.language: s.revision.digest for s in reversed(steps)}
    found = still_right.offers(bundle_of(uid))
    return page(
        request,
        "history",
        format_lazy(gettext_lazy("History of {text}"), text=uid),
        uid=uid,
        steps=beside_history(steps),
        about=about_of(uid),
        asks_in=[
            registry.language(code)
            for code in registry.SUPERSET
            if code in (written or {ENGLISH}) and may(user, Step.ASK, code)
        ],
        # Older revisions that say something else, in the languages one writes in.
        can_be_again={
            step.revision.pk
            for step in steps
            if step.revision.digest != newest[step.revision.language]
            and may(user, Step.WRITE, step.revision.language)
        },
        bundle=bundle_of(uid),
        offers=[offer for offer in found if offer.uid == uid and offer.since],
        may_say=still_right.may_say(user),
        said=StillRight.objects.filter(uid=uid).order_by("-pk"),
    )
