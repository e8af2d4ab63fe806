"""The page behind an enrolment link: a password, a phone, and the recovery codes."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from safety_site.staff import enrolment
from safety_site.staff.models import User

KEPT = "enrolment"
WRONG_CODE = (
    "This code does not belong to the picture above. Nothing was changed. Scan it once"
    " more, look that the phone's clock is right, type both passwords again, and the"
    " code that the phone shows now."
)


class EnrolmentForm(SetPasswordForm):
    code = forms.CharField(
        label="The six digits that the phone shows now",
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, who: str, token: str) -> HttpResponse:
    """Needs no sign-in: the link is the permission."""
    if request.method == "POST":
        # The user's row is held, so that a link used twice at once is used once.
        with transaction.atomic():
            return answered(request, enrolment.invited(who, token), token)
    return answered(request, enrolment.invited(who, token), token)


def answered(request: HttpRequest, user: User | None, token: str) -> HttpResponse:
    if user is None:
        return render(request, "staff/link_ended.html", status=410)
    key = key_shown(request, token)
    form = EnrolmentForm(user, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            codes = enrolment.enrol(user, given["new_password1"], key, given["code"])
        except enrolment.WrongCode:
            form.add_error("code", ValidationError(WRONG_CODE))
        else:
            del request.session[KEPT]
            return render(request, "staff/recovery_codes.html", {"codes": codes})
    return render(
        request,
        "staff/enrol.html",
        {
            "form": form,
            "name": user.get_username(),
            "picture": enrolment.drawn(user, key),
            "secret": enrolment.spelled(key),
        },
    )


def key_shown(request: HttpRequest, token: str) -> str:
    """The same secret until the link is used, so that one scan is enough."""
    kept = request.session.get(KEPT)
    if not kept or kept["token"] != token:
        kept = {"token": token, "key": enrolment.new_key()}
        request.session[KEPT] = kept
    key: str = kept["key"]
    return key
