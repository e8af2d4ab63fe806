"""The screen on which a translator takes texts away in a file, and brings them back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from safety_site.languages import registry
from safety_site.staff.desk import exchanging, table
from safety_site.staff.desk.screen import for_step, page, person
from safety_site.staff.roles import Step
from safety_site.translation.exchange.importing import ChangedMeanwhile
from safety_site.translation.exchange.reading import MOST_FAULTS, Refused
from safety_site.translation.models import ENGLISH


@for_step(Step.WRITE)
def download(request: HttpRequest, language: str) -> HttpResponse:
    if language == ENGLISH:
        raise Http404
    bundle = request.GET.get("bundle", "")
    if bundle and bundle not in _bundles(language):
        raise Http404
    answer = HttpResponse(
        exchanging.file_of(language, bundle),
        content_type="text/x-gettext-translation; charset=utf-8",
    )
    part = f"-{bundle.replace(':', '-')}" if bundle else ""
    answer["Content-Disposition"] = f'attachment; filename="{language}{part}.po"'
    return answer


@for_step(Step.WRITE)
def exchange(request: HttpRequest, language: str) -> HttpResponse:
    """Sent once, a file is looked at; sent again from there, it is saved."""
    if language == ENGLISH:
        raise Http404
    look = None
    faults: list[str] = []
    if request.method == "POST":
        try:
            data = _data(request)
            if "plan" in request.POST and _saved(request, language):
                return redirect(request.path)
            look = exchanging.look(data, language, person(request).username)
        except Refused as refused:
            faults = refused.faults
    return page(
        request,
        "exchange",
        format_lazy(
            gettext_lazy("Texts in {language}, in a file"),
            language=registry.language(language).name,
        ),
        language=registry.language(language),
        bundles=_bundles(language),
        look=look,
        faults=faults[:MOST_FAULTS],
        more_faults=max(0, len(faults) - MOST_FAULTS),
    )


def _data(request: HttpRequest) -> bytes:
    """Raises Refused."""
    if packed := request.POST.get("packed"):
        return exchanging.unpacked(packed)
    sent = request.FILES.get("file")
    if sent is None:
        raise Refused(exchanging.NAME, ["No file was chosen."])
    return bytes(sent.read())


def _saved(request: HttpRequest, language: str) -> bool:
    """Raises Refused. What is not the plan any more is looked at again."""
    try:
        done = exchanging.save(
            request.POST.get("packed", ""),
            request.POST.get("plan", ""),
            language,
            person(request).username,
        )
    except ChangedMeanwhile:
        messages.error(
            request,
            "Something changed since you looked. Nothing was saved. Below is what the "
            "file would change now: read it, then save it.",
        )
        return False
    messages.success(request, f"Saved as drafts: {done.made}. They wait for a check.")
    return True


def _bundles(language: str) -> list[str]:
    return [row.bundle for row in table.table([language]) if row.cells[0].counts]
