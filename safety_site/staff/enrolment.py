"""How somebody comes to a password and a second factor: by a link that an administrator
makes, or at the terminal of the server.

A link is kept nowhere. It is signed over the user's password hash, which is random as
long as there is no password: using the link, or making a new one, changes the hash and
so ends every link before.
"""

from __future__ import annotations

import io
import time
from base64 import b32encode
from collections.abc import Iterable

import segno
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.safestring import SafeString, mark_safe
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from safety_site.staff.models import User

RECOVERY_CODES = 10
PHONE, PAPER = "phone", "recovery codes"
SECONDS, DIGITS = 30, 6


class WrongCode(Exception):
    """The code does not belong to the key that was shown. Nothing was changed."""


class EnrolmentLinks(PasswordResetTokenGenerator):
    key_salt = "safety_site.staff.enrolment"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        """Not over the last sign-in or an e-mail address, as Django's: neither ends a
        link.
        """
        return f"{user.pk} {user.password} {timestamp}"


links = EnrolmentLinks()


def new_link(user: User) -> str:
    """The path of a one-time link. Ends the password, the second factor, every session
    and every earlier link of this user.
    """
    with transaction.atomic():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        end_second_factors(user)
    who = urlsafe_base64_encode(str(user.pk).encode())
    return reverse("enrol", args=[who, links.make_token(user)])


def invited(who: str, token: str) -> User | None:
    """Whom a link is for, if it is still good. Locks their row inside a transaction."""
    try:
        key = int(urlsafe_base64_decode(who))
    except ValueError:
        return None
    found = User.objects.filter(pk=key, is_active=True, is_staff=True)
    if transaction.get_connection().in_atomic_block:
        found = found.select_for_update()
    user = found.first()
    return user if user and links.check_token(user, token) else None


def new_key() -> str:
    """A new secret for a phone: 20 random bytes in hexadecimal."""
    key: str = default_key()
    return key


def spelled(key: str) -> str:
    """The secret as one types it into a phone that cannot scan: groups of four."""
    whole = b32encode(bytes.fromhex(key)).decode()
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def code_now(key: str) -> str:
    """What a phone with this secret shows at this moment."""
    totp = TOTP(bytes.fromhex(key), SECONDS, 0, DIGITS)
    totp.time = time.time()
    return f"{totp.token():0{DIGITS}}"


def drawn(user: User, key: str) -> SafeString:
    """The secret as a QR code in SVG, black on white, without any style attribute."""
    code = segno.make(address(user, key), micro=False)
    picture = code.svg_inline(
        scale=5, light="#fff", title="QR code for your phone", omitsize=False
    )
    return mark_safe(picture)  # noqa: S308 - paths and numbers alone


def printed(user: User, key: str) -> str:
    """The secret as a QR code for a terminal."""
    out = io.StringIO()
    segno.make(address(user, key), micro=False).terminal(out, compact=True)
    return out.getvalue()


def address(user: User, key: str) -> str:
    found: str = TOTPDevice(user=user, key=key).config_url
    return found


def enrol(
    user: User, password: str, key: str, code: str, roles: Iterable[str] = ()
) -> list[str]:
    """Gives `user` this password, the phone with this key, ten recovery codes and
    further roles, all or nothing; saves a user that is new. Raises WrongCode.
    """
    with transaction.atomic():
        user.set_password(password)
        user.save()
        user.groups.add(*Group.objects.filter(name__in=roles))
        end_second_factors(user)
        phone = TOTPDevice.objects.create(user=user, name=PHONE, key=key)
        if not phone.verify_token(code.replace(" ", "")):
            raise WrongCode
        paper = StaticDevice.objects.create(user=user, name=PAPER)
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(
            StaticToken(device=paper, token=code) for code in codes
        )
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def end_second_factors(user: User) -> None:
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()


def is_enrolled(user: User) -> bool:
    """Whether they have a password and a phone."""
    phones = TOTPDevice.objects.devices_for_user(user, confirmed=True)
    return user.has_usable_password() and bool(phones.exists())
