"""Two factors for every page; what a wrong try costs, and what is kept of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.test import Client
from django.test.client import RequestFactory
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from safety_site.staff.sign_in import REFUSED, address_of
from tests.staff.conftest import (
    LOGIN,
    PASSWORD,
    Person,
    code_of,
    is_signed_in,
    text_of,
)

# Before signing in, with a password alone, with both as editor, as administrator.
SEEN = {
    "/staff/": (302, 302, 200, 200),
    "/staff/staff/user/": (302, 302, 403, 200),
    "/staff/staff/user/add/": (302, 302, 403, 200),
    "/staff/password_change/": (302, 302, 200, 200),
    "/staff/jsi18n/": (302, 302, 200, 200),
    "/staff/no-such-page/": (302, 302, 404, 404),
    "/staff/login/": (200, 200, 302, 302),
    "/staff/enrol/MQ/wrong/": (410, 410, 410, 410),
}


@pytest.mark.parametrize("path", SEEN)
def test_who_may_see_what(
    path: str, client: Client, editor: Person, administrator: Person
) -> None:
    with_password, both, all_rights = Client(), Client(), Client()
    with_password.force_login(
        administrator.user, "django.contrib.auth.backends.ModelBackend"
    )
    editor.sign_in(both)
    administrator.sign_in(all_rights)
    clients = (client, with_password, both, all_rights)

    assert tuple(one.get(path).status_code for one in clients) == SEEN[path]


def test_a_page_leads_to_signing_in_and_back(client: Client, editor: Person) -> None:
    led = client.get("/staff/password_change/")
    assert led["Location"] == f"{LOGIN}?next=/staff/password_change/"

    answered = client.post(led["Location"], editor.given() | {"next": "//else.where/"})
    assert answered["Location"] == "/staff/"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("wrong", None),
        (PASSWORD, "000000"),
        (PASSWORD, "aaaa-aaaa"),
        ("wrong", "000000"),
    ],
)
def test_a_wrong_try_does_not_say_what_was_wrong(
    client: Client, editor: Person, password: str, code: str | None
) -> None:
    answered = client.post(LOGIN, editor.given(code, password))

    assert REFUSED in text_of(answered)
    assert PASSWORD not in answered.content.decode()
    assert not is_signed_in(client)


def test_an_account_without_a_phone_or_without_rights_is_refused_in_the_same_words(
    client: Client, editor: Person
) -> None:
    TOTPDevice.objects.all().delete()
    assert REFUSED in text_of(client.post(LOGIN, editor.given("123456")))

    editor.user.is_staff = False
    editor.user.save()
    assert REFUSED in text_of(client.post(LOGIN, editor.given(editor.codes[0])))


def test_a_password_alone_signs_nobody_in(client: Client, editor: Person) -> None:
    answered = client.post(LOGIN, editor.given(""))

    assert "This field is required." in text_of(answered)
    assert not is_signed_in(client)


def test_a_code_of_the_phone_works_once(client: Client, editor: Person) -> None:
    code = code_of(editor.key)

    assert editor.sign_in(Client(), code).status_code == 302
    assert REFUSED in text_of(editor.sign_in(client, code))


def test_a_recovery_code_works_once_however_it_is_typed(
    client: Client, editor: Person
) -> None:
    first, second = editor.codes[:2]

    assert editor.sign_in(Client(), first.upper().replace("-", " ")).status_code == 302
    assert REFUSED in text_of(editor.sign_in(client, first))
    assert StaticToken.objects.count() == 9
    # A wrong recovery code is no failed try of the phone.
    assert editor.sign_in(client).status_code == 302
    assert second not in text_of(client.get("/staff/"))


def test_a_person_cannot_use_the_phone_of_another(
    client: Client, editor: Person, administrator: Person
) -> None:
    editor.sign_in(client, code_of(administrator.key))
    editor.sign_in(client, administrator.codes[0])

    assert not is_signed_in(client)
    assert StaticToken.objects.count() == 20


@pytest.mark.parametrize("wrong", ["password", "code"])
def test_five_wrong_tries_close_a_name_from_one_address_for_fifteen_minutes(
    client: Client, editor: Person, administrator: Person, wrong: str
) -> None:
    given = (
        editor.given(password="wrong")  # noqa: S106
        if wrong == "password"
        else editor.given("000000")
    )
    statuses = [client.post(LOGIN, given).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]

    TOTPDevice.objects.update(throttling_failure_count=0)
    refused = editor.sign_in(client)
    assert refused.status_code == 429
    assert "Wait 15 minutes" in text_of(refused)
    assert "The account was not changed." in text_of(refused)
    assert not is_signed_in(client)
    # Neither another person nor another address is kept out.
    assert administrator.sign_in(Client()).status_code == 302
    far = Client(REMOTE_ADDR="192.0.2.7")
    assert editor.sign_in(far, editor.codes[0]).status_code == 302

    past = timezone.now() - timedelta(minutes=15, seconds=1)
    AccessAttempt.objects.update(attempt_time=past)
    TOTPDevice.objects.update(throttling_failure_count=0, last_t=-1)
    assert editor.sign_in(client).status_code == 302


def test_of_a_wrong_try_nothing_typed_is_kept_and_it_goes_again(
    client: Client, editor: Person, administrator: Person
) -> None:
    client.post(LOGIN, editor.given("123123", "a wrong teapot") | {"next": "/staff/"})
    kept = AccessAttempt.objects.get()
    everything = f"{kept.post_data} {kept.get_data} {kept.path_info}"
    assert not [word for word in ("teapot", "123123", "eva") if word in everything]

    past = timezone.now() - timedelta(minutes=16)
    AccessAttempt.objects.update(attempt_time=past)
    administrator.sign_in(client)
    assert not AccessAttempt.objects.exists()
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9", "192.0.2.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "made up, 198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "198.51.100.9, made up", "127.0.0.1"),
        ("::1", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_a_try_counts_for_the_address_that_our_proxy_saw(
    monkeypatch: pytest.MonkeyPatch, peer: str, forwarded: str, counted: str
) -> None:
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    request = RequestFactory().get(
        "/staff/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded
    )
    assert address_of(request) == counted


def test_somebody_switched_off_is_out_at_once(client: Client, editor: Person) -> None:
    editor.sign_in(client)
    assert is_signed_in(client)

    editor.user.is_active = False
    editor.user.save()
    assert not is_signed_in(client)


def test_a_new_password_keeps_the_phone(client: Client, editor: Person) -> None:
    editor.sign_in(client)
    new = "a short blue kettle"
    given = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}

    assert client.post("/staff/password_change/", given).status_code == 302
    assert is_signed_in(client)
    other = Client()
    other.post(LOGIN, editor.given(editor.codes[0], new))
    assert is_signed_in(other)
