"""The screens on which somebody says that what stands is still right."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from safety_site.languages import registry
from safety_site.publishing import reviews
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.snapshot import Snapshot
from safety_site.staff.desk import reviewing
from safety_site.staff.desk import still_right as wording
from safety_site.staff.desk.screen import for_step, page, person, plain
from safety_site.staff.roles import Step
from safety_site.translation.models import ENGLISH


@for_step(Step.WRITE)
def reviews_due(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "reviews",
        gettext_lazy("Reviews that are overdue"),
        due=reviews.overdue(_english()),
    )


@for_step(Step.WRITE)
def review_one(request: HttpRequest, uid: str) -> HttpResponse:
    """The claims of a page or an organisation, to be opened and dated anew."""
    snapshot = _english()
    if request.method == "POST":
        on_screen = {
            key: request.POST.get(f"{key}|opened", "")
            for key in request.POST.getlist("right")
        }
        done, refused = reviewing.confirm(
            on_screen, person(request).username, snapshot.today
        )
        for why in refused:
            messages.error(request, why)
        messages.success(
            request, f"Dated today: {len(done)}. They wait for a check now."
        )
        return redirect(request.path)
    found = reviewing.review(snapshot, uid)
    if not found.claims:
        raise Http404
    return page(
        request,
        "review",
        format_lazy(gettext_lazy("Review {text}"), text=uid),
        uid=uid,
        review=found,
    )


@for_step(Step.READ)
def still_right(request: HttpRequest, bundle: str) -> HttpResponse:
    """The texts of a bundle of which only the wording changed; for all languages."""
    if not wording.may_say(person(request)):
        raise PermissionDenied
    if request.method == "POST":
        uid = plain(request, "uid")
        done, refused = wording.say(
            bundle,
            {uid: plain(request, "english")},
            person(request).username,
            plain(request, "reason"),
        )
        for why in refused:
            messages.error(request, why)
        for each in done:
            messages.success(
                request, f"Kept: no translation of {each} needs to change."
            )
        return redirect(request.path)
    return page(
        request,
        "still_right",
        format_lazy(gettext_lazy("Only the wording changed in {text}"), text=bundle),
        bundle=bundle,
        offers=[(offer, _named(offer)) for offer in wording.offers(bundle)],
    )


def _named(offer: wording.Offer) -> list[registry.Language]:
    return [registry.language(code) for code in offer.languages]


def _english() -> Snapshot:
    return snapshots.take(timezone.localdate(), languages=[ENGLISH])
