"""The five previews of a page, and the page itself as they frame it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from safety_site.languages import registry
from safety_site.languages.registry import Language
from safety_site.staff import errors
from safety_site.staff.desk import looks
from safety_site.staff.desk.preview import NotDrawn, Preview, preview
from safety_site.staff.desk.screen import for_step, page
from safety_site.staff.desk.whereabouts import has_page
from safety_site.staff.headers import POLICY_HEADER, with_sources
from safety_site.staff.roles import Step
from safety_site.translation.models import ENGLISH

PAPER = "paper"


@for_step(Step.READ)
def preview_page(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """The working copy, drawn as a public page with that page's own headers; only our
    own screens may frame it. `?on=paper` draws it as it would be printed.
    """
    try:
        made = _made(name, language)
    except NotDrawn as why:
        return _not_drawn(why)
    if request.GET.get("on") == PAPER:
        made = made._replace(html=looks.on_paper(made.html))
    response = HttpResponse(made.html)
    for header, value in made.headers:
        response[header] = value
    response[POLICY_HEADER] = response[POLICY_HEADER].replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    )
    return response


@for_step(Step.READ)
def look(request: HttpRequest, language: str, name: str) -> HttpResponse:
    known = registry.language(language)
    try:
        made = _made(name, language)
    except NotDrawn as why:
        return _not_drawn(why)
    others = _other_way(known)
    beside = next(
        (each for each in others if each.code == request.GET.get("beside")),
        next(iter(others), None),
    )
    origin = settings.PUBLIC_ORIGIN or request.build_absolute_uri("/")
    answer = page(
        request,
        "look",
        format_lazy(
            gettext_lazy("Preview of {text} in {language}"),
            text=bundle_named(name),
            language=known.name,
        ),
        name=name,
        language=known,
        languages=[registry.language(code) for code in _enabled()],
        frame=reverse("staff-preview", args=[language, name]),
        paper=f"{reverse('staff-preview', args=[language, name])}?on={PAPER}",
        others=others,
        beside=beside,
        card=looks.card(made, origin),
    )
    return with_sources(answer, "frame-src 'self'")


def bundle_named(name: str) -> str:
    """("answer") gives "page:answer": a page may be named by its key."""
    return name if ":" in name or has_page(name) else f"page:{name}"


def _made(name: str, language: str) -> Preview:
    made = preview(bundle_named(name), language)
    if made is None:
        raise Http404
    return made


def _not_drawn(why: NotDrawn) -> HttpResponse:
    return errors.page(
        409,
        "This page cannot be drawn yet",
        f"What is written so far does not make a page: {why}",
        "Everything that was saved is kept. Finish what it names, then look again.",
    )


def _enabled() -> list[str]:
    return list(dict.fromkeys([ENGLISH, *settings.LANGUAGES_ENABLED]))


def _other_way(known: Language) -> list[Language]:
    """Languages of the site that are read from the other side."""
    enabled = (registry.language(code) for code in _enabled())
    return [each for each in enabled if each.direction != known.direction]
