"""The language in which a person sees the screens.

Only drawing happens in it. Were it in force while a view works, modeltranslation would
read and write the columns of that language where English is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import translation

from safety_site.languages import catalogues, registry
from safety_site.publishing.interface import marked
from safety_site.staff.models import User
from safety_site.translation.models import ENGLISH

LOCALE = Path(__file__).parent / "locale"


class InterfaceLanguage:
    """Middleware, behind that which knows who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: SimpleTemplateResponse
    ) -> SimpleTemplateResponse:
        with translation.override(language_of(request)):
            return response.render()


@cache
def languages() -> tuple[registry.Language, ...]:
    """Those in which the screens can be seen: English, and who has a catalogue."""
    return tuple(
        registry.language(code)
        for code in registry.SUPERSET
        if code == ENGLISH or catalogues.catalogue_path(LOCALE, code).is_file()
    )


def is_offered(code: str) -> bool:
    return any(each.code == code for each in languages())


def language_of(request: HttpRequest) -> str:
    """English for strangers, and where the chosen one is no longer offered."""
    user = getattr(request, "user", None)
    chosen = user.interface if isinstance(user, User) else ""
    return chosen if is_offered(chosen) else ENGLISH


def messages() -> list[str]:
    """Every string of the screens that is marked for translation."""
    return marked("staff", ("staff",), tuple(settings.TEMPLATES[0]["DIRS"]))
