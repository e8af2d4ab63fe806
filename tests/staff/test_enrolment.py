"""A link is good once, for seven days, and until the next one is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from safety_site.staff import enrolment
from safety_site.staff.models import User
from tests.staff.conftest import (
    LOGIN,
    PASSWORD,
    Person,
    code_of,
    is_signed_in,
    key_typed,
    text_of,
)

NEW = "three grey umbrellas"


@pytest.fixture
def newcomer(db: None) -> User:
    user = User(username="nia", is_staff=True)
    user.set_unusable_password()
    user.save()
    return user


def key_on(page: HttpResponse) -> str:
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page.content.decode())
    assert found
    return key_typed(found[1])


def fill(
    client: Client, link: str, *, password: str = NEW, again: str = "", code: str = ""
) -> HttpResponse:
    shown = client.get(link)
    given = {
        "new_password1": password,
        "new_password2": again or password,
        "code": code or code_of(key_on(shown)),
    }
    return client.post(link, given)


def ended(client: Client, link: str) -> bool:
    page = client.get(link)
    return page.status_code == 410 and "This link has ended" in text_of(page)


def test_behind_the_link_are_a_password_a_phone_and_ten_codes(
    client: Client, newcomer: User
) -> None:
    link = enrolment.new_link(newcomer)
    key = key_on(client.get(link))
    done = fill(client, link)
    codes = re.findall(r"<code>(\w{4}-\w{4})</code>", done.content.decode())

    assert len(set(codes)) == 10
    assert StaticToken.objects.count() == 10
    TOTPDevice.objects.update(last_t=-1)
    for code in (code_of(key), codes[0], codes[9]):
        browser = Client()
        given = {"username": "nia", "password": NEW, "otp_token": code}
        browser.post(LOGIN, given)
        assert is_signed_in(browser)


def test_a_used_link_has_ended(client: Client, newcomer: User) -> None:
    link = enrolment.new_link(newcomer)
    assert not ended(client, link)
    fill(client, link)

    assert ended(client, link)
    assert ended(Client(), link)
    assert client.post(link, {"code": "1"}).status_code == 410


def test_a_newer_link_ends_the_older(client: Client, newcomer: User) -> None:
    older = enrolment.new_link(newcomer)
    newer = enrolment.new_link(newcomer)

    assert ended(client, older)
    assert not ended(client, newer)


@pytest.mark.parametrize(("days", "over"), [(6.99, False), (7.01, True)])
def test_a_link_ends_after_seven_days(
    client: Client,
    newcomer: User,
    monkeypatch: pytest.MonkeyPatch,
    days: float,
    over: bool,
) -> None:
    link = enrolment.new_link(newcomer)
    later = datetime.now() + timedelta(days=days)
    monkeypatch.setattr(enrolment.links, "_now", lambda: later)

    assert ended(client, link) is over


@pytest.mark.parametrize("switched_off", ["is_active", "is_staff"])
def test_a_link_for_somebody_who_may_not_sign_in_has_ended(
    client: Client, newcomer: User, switched_off: str
) -> None:
    link = enrolment.new_link(newcomer)
    User.objects.update(**{switched_off: False})

    assert ended(client, link)


@pytest.mark.parametrize("broken", ["/staff/enrol/!/x-1/", "/staff/enrol/OTk5/abc-1/"])
def test_a_made_up_link_is_no_link(client: Client, db: None, broken: str) -> None:
    assert ended(client, broken)


def test_the_link_of_one_is_not_for_another(
    client: Client, newcomer: User, editor: Person
) -> None:
    token = enrolment.new_link(newcomer).split("/")[-2]
    other = enrolment.new_link(editor.user).split("/")[-3]

    assert ended(client, f"/staff/enrol/{other}/{token}/")


Filled = Callable[[Client, str], HttpResponse]
UNFINISHED: dict[str, tuple[Filled, str]] = {
    "a wrong code": (
        lambda client, link: fill(client, link, code="000000"),
        "This code does not belong to the picture",
    ),
    "no code": (
        lambda client, link: fill(client, link, code=" "),
        "This field is required.",
    ),
    "two passwords": (
        lambda client, link: fill(client, link, again="three grey umbrella"),
        "password fields",
    ),
    "a short password": (
        lambda client, link: fill(client, link, password="umbrella"),  # noqa: S106
        "at least 12 characters",
    ),
}


@pytest.mark.parametrize("way", UNFINISHED)
def test_what_is_not_finished_changes_nothing(
    client: Client, newcomer: User, way: str
) -> None:
    link = enrolment.new_link(newcomer)
    before = User.objects.get(pk=newcomer.pk).password
    key = key_on(client.get(link))
    fill_in, says = UNFINISHED[way]
    answered = fill_in(client, link)

    assert says in text_of(answered)
    assert "Nothing was saved yet." in text_of(answered)
    assert NEW not in answered.content.decode()
    assert User.objects.get(pk=newcomer.pk).password == before
    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()
    # The picture stays the same, so one scan is enough.
    assert key_on(answered) == key
    assert fill(client, link).status_code == 200
    assert ended(client, link)


def test_a_new_link_ends_the_old_phone_and_the_session(
    client: Client, editor: Person
) -> None:
    editor.sign_in(client)
    link = enrolment.new_link(editor.user)
    assert not is_signed_in(client)
    for code in (code_of(editor.key), editor.codes[0]):
        other = Client()
        editor.sign_in(other, code)
        assert not is_signed_in(other)

    fill(Client(), link)
    assert not TOTPDevice.objects.filter(key=editor.key).exists()
    assert not User.objects.get(pk=editor.user.pk).check_password(PASSWORD)


def test_enrolling_again_with_a_wrong_code_keeps_the_old_phone(editor: Person) -> None:
    with pytest.raises(enrolment.WrongCode):
        enrolment.enrol(editor.user, NEW, enrolment.new_key(), "000000")

    assert User.objects.get(pk=editor.user.pk).check_password(PASSWORD)
    assert TOTPDevice.objects.get().key == editor.key
    assert StaticToken.objects.count() == 10


def test_the_picture_has_no_style_of_its_own(newcomer: User) -> None:
    picture = enrolment.drawn(newcomer, enrolment.new_key())

    assert picture.startswith("<svg ")
    assert "style" not in picture
    assert "otpauth://totp/Clear%20Guide%3Ania?secret=" in enrolment.address(
        newcomer, enrolment.new_key()
    )
