"""The screens on which a recorded voice is heard, attached to a page and taken off."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from safety_site.delivery.files import FileEntry, answer_for, opened, pieces
from safety_site.languages import registry
from safety_site.publishing import files, recordings
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.models import Recording
from safety_site.publishing.read_aloud import published_sheet
from safety_site.publishing.sheet import Sheet
from safety_site.staff.desk import recorded
from safety_site.staff.desk.screen import for_step, page, person
from safety_site.staff.headers import with_sources
from safety_site.staff.roles import Step

CONSENT = (
    "Tick that the person who reads knows that their voice will be public, and agreed. "
    "Nothing was attached."
)
OTHER_WORDS = (
    "The page says something else now. Nothing was attached. Read the words below, "
    "listen once more, then attach it again."
)
NOTHING_SENT = "No file was chosen. Nothing was attached."


@for_step(Step.READ)
def recordings_list(request: HttpRequest) -> HttpResponse:
    """With a page and a language chosen, on to them."""
    key, code = request.GET.get("page", ""), request.GET.get("language", "")
    snapshot = snapshots.take(timezone.localdate())
    pages = recorded.readable(snapshot)
    codes = {each.code for each in snapshot.languages}
    if key in pages and code in codes:
        return redirect("staff-recording", language=code, name=key)
    return page(
        request,
        "recordings",
        gettext_lazy("Recorded voices"),
        recorded=recorded.recorded(snapshot),
        pages=pages,
        languages=snapshot.languages,
    )


@for_step(Step.READ)
def recording(request: HttpRequest, language: str, name: str) -> HttpResponse:
    try:
        sheet = published_sheet(name, language)
    except recordings.Refused as refused:
        messages.error(request, str(refused))
        return redirect("staff-recordings")
    user = person(request)
    attaches = recorded.may_attach(user, language)
    takes_off = recorded.may_take_off(user, language)
    if request.method == "POST":
        is_off = request.POST.get("say") == "take off"
        if not (takes_off if is_off else attaches):
            raise PermissionDenied
        _said(request, sheet, is_off=is_off)
        return redirect(request.path)
    last = recordings.load().get((name, language))
    answer = page(
        request,
        "recording",
        format_lazy(
            gettext_lazy("A recorded voice for {text} in {language}"),
            text=name,
            language=registry.language(language).name,
        ),
        name=name,
        language=registry.language(language),
        heard=recordings.heard(sheet.context),
        words=recorded.words(sheet),
        recording=last if last and last.file else None,
        is_of_these_words=bool(last and last.words == recordings.heard(sheet.context)),
        attaches=attaches,
        takes_off=takes_off,
    )
    return with_sources(answer, "media-src 'self'")


def _said(request: HttpRequest, sheet: Sheet, *, is_off: bool) -> None:
    author = person(request).username
    try:
        if is_off:
            recordings.take_off(sheet, author)
            messages.success(request, "It is taken off with the next edition.")
            return
        made = _attached(request, sheet, author)
    except recordings.Refused as refused:
        messages.error(request, str(refused))
        return
    messages.success(
        request,
        f"Attached: {made.seconds} seconds. Listen to it below. Readers hear it once a "
        "publisher has published the next edition.",
    )


def _attached(request: HttpRequest, sheet: Sheet, author: str) -> Recording:
    """Raises Refused."""
    sent = request.FILES.get("file")
    if sent is None:
        raise recordings.Refused(NOTHING_SENT)
    if request.POST.get("consent") != "yes":
        raise recordings.Refused(CONSENT)
    if request.POST.get("heard") != recordings.heard(sheet.context):
        raise recordings.Refused(OTHER_WORDS)
    return recordings.attach(sheet, sent.read(), author)


@for_step(Step.READ)
def sound(request: HttpRequest, digest: str) -> HttpResponseBase:
    """A recording before readers hear it: in parts, as a player asks for them."""
    kept = Recording.objects.filter(file=digest).exclude(file="").first()
    file = opened(files.place_of(digest), kept.length) if kept else None
    if kept is None or file is None:
        raise Http404
    entry = FileEntry(request.path, digest, kept.length, recordings.MEDIA_TYPE)
    told = answer_for(entry, [], request.META)
    answer = StreamingHttpResponse(pieces(file, told.part), status=told.status)
    for name, value in told.headers:
        answer[name] = value
    return answer
