"""Name, password and code in one form, and what follows five wrong tries."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_otp.forms import OTPAuthenticationFormMixin
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from safety_site.environment import words
from safety_site.staff.models import User

# The same for every reason: no stranger learns which of the three was right.
REFUSED = (
    "You are not signed in: the name, the password and the code do not belong together,"
    " or the code was used before. Nothing was changed. Wait for the next code and try"
    " again. After five wrong tries this name has to wait for 15 minutes."
)
SIX_DIGITS = re.compile(r"\d{6}")
PROXIES = "127.0.0.1,::1"


class SignInForm(AdminAuthenticationForm, OTPAuthenticationFormMixin):
    """A wrong code counts as a wrong password: both are kept by django-axes."""

    otp_token = forms.CharField(
        label="Code from your phone, or a recovery code",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}
        ),
    )
    error_messages = dict.fromkeys(
        (*AdminAuthenticationForm.error_messages, "inactive"), REFUSED
    )
    otp_error_messages = dict.fromkeys(
        OTPAuthenticationFormMixin.otp_error_messages, REFUSED
    )

    def clean_otp_token(self) -> str:
        return re.sub(r"[\s-]", "", self.cleaned_data["otp_token"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        user = self.get_user()
        if not cleaned.get("otp_token"):
            return cleaned
        try:
            self.clean_otp(user)
        except forms.ValidationError:
            user_login_failed.send(
                sender=__name__,
                credentials={"username": cleaned["username"]},
                request=self.request,
            )
            raise
        return cleaned

    def _chosen_device(self, user: User) -> Device | None:
        """The kind is seen from the code, so that nobody has to choose it, and a code
        of one kind is no failed try of the other.
        """
        is_totp = SIX_DIGITS.fullmatch(self.cleaned_data["otp_token"])
        kind = TOTPDevice if is_totp else StaticDevice
        found = kind.objects.devices_for_user(user, confirmed=True)
        return found.select_for_update().first()

    def _update_form(self, user: User) -> None:
        """django-otp would write the password into the page."""


def address_of(request: HttpRequest) -> str:
    """The address a try is counted for: of the visitor, also behind a proxy of ours.

    Such a proxy adds the address it sees at the end of `X-Forwarded-For`; what stands
    before may have been made up.
    """
    peer: str = request.META.get("REMOTE_ADDR", "")
    proxies = words("FORWARDED_ALLOW_IPS", PROXIES)
    if peer and peer not in proxies and "*" not in proxies:
        return peer
    told: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    last = told.rpartition(",")[2].strip()
    try:
        return str(ip_address(last))
    except ValueError:
        return peer


def locked(
    request: HttpRequest, response: HttpResponse | None, credentials: object
) -> HttpResponse:
    """Takes the place of every answer to a name and address with five wrong tries."""
    return render(request, "staff/locked.html", status=429)
