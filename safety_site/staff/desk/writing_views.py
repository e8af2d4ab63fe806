"""What helps while English is written: advice, what can be placed, and older texts."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from safety_site.guide.content import column
from safety_site.languages import registry
from safety_site.staff.content.advice import Written, advice
from safety_site.staff.content.placing import placeable
from safety_site.staff.desk import restoring
from safety_site.staff.desk.screen import for_step, page, person
from safety_site.staff.roles import Step, may
from safety_site.translation.kinds import BY_KIND
from safety_site.translation.models import ENGLISH, VALUES
from safety_site.translation.submitting import Refused, newest

MEANS = {"meaning": True, "wording": False}


@for_step(Step.WRITE)
def tokens(request: HttpRequest) -> HttpResponse:
    """A screen; with `?list` its list alone, for the form to open."""
    found = placeable()
    if "list" in request.GET:
        return TemplateResponse(
            request, "staff/parts/tokens.html", {"placeable": found}
        )
    return page(
        request, "tokens", gettext_lazy("Numbers, names and links"), placeable=found
    )


@for_step(Step.WRITE)
def say(request: HttpRequest, kind: str) -> HttpResponse:
    """Advice on the English of a form, as it stands there. Nothing is kept."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if kind not in BY_KIND:
        raise Http404
    said = advice(_in_form(request, kind))
    return TemplateResponse(request, "staff/parts/advice.html", {"advice": said})


def _in_form(request: HttpRequest, kind: str) -> Written:
    given = request.POST
    uid = given.get("uid", "")
    last = newest(uid, ENGLISH) if uid.startswith(f"{kind}:") else None
    names = BY_KIND[kind].text_fields
    return Written(
        kind,
        last.uid if last else "",
        {name: given.get(column(name, ENGLISH), "") for name in names},
        bool(given.get("cited", "").strip()),
        given.get("slug", ""),
        given.get("allowed_because", ""),
        last.content if last else {},
    )


@for_step(Step.READ)
def again(request: HttpRequest, code: str, number: int, uid: str) -> HttpResponse:
    """An older revision, to be written again; `code` may be `und`, for values."""
    if code not in (*registry.SUPERSET, VALUES):
        raise Http404
    if not may(person(request), Step.WRITE, code):
        raise PermissionDenied
    found = restoring.older(uid, code, number)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            restoring.restore(
                found,
                person(request).username,
                opened=request.POST.get("opened", ""),
                meaning_changed=MEANS.get(request.POST.get("meaning", "")),
                replace=bool(request.POST.get("replace")),
            )
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{uid} waits for a check now.")
            return redirect("staff-history", uid=uid)
    return page(
        request,
        "again",
        format_lazy(gettext_lazy("Write {text} again as it was"), text=uid),
        uid=uid,
        older=found,
        reason=restoring.reason(found.revision),
        asks_meaning=code == ENGLISH,
        chosen=request.POST.get("meaning", ""),
        language=None if code == VALUES else registry.language(code),
    )
