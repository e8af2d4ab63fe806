"""The desk's screens: asking an adviser, all that were asked, and ending a link."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from safety_site.languages import registry
from safety_site.staff.desk.screen import for_step, page, person
from safety_site.staff.fact_check import asking, record
from safety_site.staff.fact_check.answering import plain
from safety_site.staff.fact_check.models import FactCheck
from safety_site.staff.roles import Step, may

A_LINE, A_TEXT = 200, 2_000


class PlainField(forms.CharField):
    """Without characters that nobody can see."""

    def to_python(self, value: object) -> str:
        return plain(value or "")


class AskForm(forms.Form):
    use_required_attribute = False

    adviser = PlainField(
        max_length=A_LINE,
        label=gettext_lazy("The adviser's name, as it stands in the record"),
        help_text=gettext_lazy("The record is kept for good. Ask them first."),
    )
    role = PlainField(
        max_length=A_LINE,
        label=gettext_lazy("Their role"),
        help_text=gettext_lazy("For example: a regulated immigration adviser."),
    )
    question = PlainField(
        max_length=A_TEXT,
        label=gettext_lazy("What you ask them"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Name no client, and nothing by which one could be known."
        ),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("The link ends after"),
        coerce=int,
        choices=[
            (days, format_lazy(gettext_lazy("{days} days"), days=days))
            for days in asking.DAYS
        ],
        initial=14,
    )


@for_step(Step.ASK)
def ask(request: HttpRequest, language: str, about: str) -> HttpResponse:
    """The link is shown in the answer to the form, and never again."""
    asked = asking.texts(about, language)
    if not asked:
        raise Http404
    form = AskForm(request.POST or None)
    too_many = len(asked) > asking.MOST_TEXTS
    if not too_many and form.is_valid():
        given = dict(form.cleaned_data)
        days = given.pop("days")
        check, token = asking.ask(
            about,
            language,
            asked,
            asking.Words(**given),
            days,
            person(request).username,
            timezone.now(),
        )
        link = reverse("fact-check", args=[check.pk, token])
        return page(
            request,
            "fact_check_link",
            format_lazy(gettext_lazy("A link for {name}"), name=check.adviser),
            check=check,
            link=request.build_absolute_uri(link),
        )
    return page(
        request,
        "fact_check_ask",
        gettext_lazy("Ask an outside adviser"),
        about=about,
        language=registry.language(language),
        asked=[each.text.uid for each in asked],
        form=form,
        most=asking.MOST_TEXTS if too_many else 0,
    )


@for_step(Step.READ)
def fact_checks(request: HttpRequest) -> HttpResponse:
    screen, listed = record.all_checks(
        person(request), request.GET.get("page", ""), timezone.now()
    )
    return page(
        request,
        "fact_checks",
        gettext_lazy("Questions to outside advisers"),
        screen=screen,
        listed=listed,
    )


@require_POST
@for_step(Step.READ)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    check = get_object_or_404(FactCheck, pk=pk)
    user = person(request)
    if not may(user, Step.ASK, check.language):
        raise PermissionDenied
    asking.end(check, user.username, timezone.now())
    messages.success(
        request, f"The link for {check.adviser} has ended. What they sent is kept."
    )
    return redirect("staff-fact-checks")
