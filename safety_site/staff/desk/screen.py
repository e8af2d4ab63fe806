"""What every screen of the desk is made with: who may see it, and its frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.functional import Promise

from safety_site.languages import registry
from safety_site.staff.models import User
from safety_site.staff.roles import Step, may
from safety_site.staff.site import staff_site
from safety_site.translation.models import ENGLISH

View = Callable[..., HttpResponseBase]
LONGEST_LINE = 500


def for_step(step: Step) -> Callable[[View], View]:
    """Signed in with both factors, and allowed to do a step in the view's language."""

    def decorate(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, **named: str) -> HttpResponseBase:
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
    request: HttpRequest, template: str, title: str | Promise, **context: Any
) -> TemplateResponse:
    whole = staff_site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, f"staff/{template}.html", whole)


def plain(request: HttpRequest, name: str) -> str:
    """One line that a person typed; nothing that a command could trip over."""
    typed = request.POST.get(name, "")[:LONGEST_LINE]
    return "".join(mark for mark in typed if mark.isprintable()).strip()
