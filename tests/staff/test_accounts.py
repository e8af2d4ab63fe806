"""Administrators make users, give them roles and hand them a link; nobody else does."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safety_site.staff.models import User
from tests.staff.conftest import Person, is_signed_in, person, text_of

USERS = "/staff/staff/user/"


def link_on(content: bytes) -> str:
    found = re.search(r"http://testserver(/staff/enrol/[^<]+)<", content.decode())
    assert found
    return found[1]


def test_a_user_is_made_without_a_password_and_gets_a_link(at_work: Client) -> None:
    role = Group.objects.get(name="editor")
    given = {"username": "nia", "groups": [role.pk], "is_active": "on"}
    shown = at_work.post(f"{USERS}add/", given)

    user = User.objects.get(username="nia")
    assert "It is shown only now" in text_of(shown)
    assert Client().get(link_on(shown.content)).status_code == 200
    assert not user.has_usable_password()
    assert user.is_staff
    assert list(user.groups.all()) == [role]


def test_a_new_link_is_made_only_when_that_is_confirmed(
    at_work: Client, editor: Person
) -> None:
    browser = Client()
    editor.sign_in(browser)
    address = f"{USERS}{editor.user.pk}/link/"
    assert address in at_work.get(f"{USERS}{editor.user.pk}/change/").content.decode()

    asked = at_work.get(address)
    assert "ends the password, the phone and the recovery codes" in text_of(asked)
    assert is_signed_in(browser)

    shown = at_work.post(address)
    assert not is_signed_in(browser)
    assert browser.get(link_on(shown.content)).status_code == 200
    assert LogEntry.objects.get().get_change_message() == "Made an enrolment link."


def test_there_is_no_link_for_somebody_switched_off(
    at_work: Client, editor: Person
) -> None:
    User.objects.filter(pk=editor.user.pk).update(is_active=False)
    answered = at_work.post(f"{USERS}{editor.user.pk}/link/")

    assert "so a link would not work. Nothing was changed." in text_of(answered)
    assert User.objects.get(pk=editor.user.pk).has_usable_password()


@pytest.mark.parametrize("way", ["add/", "{}/change/", "{}/link/", "{}/password/", ""])
def test_an_editor_manages_nobody(client: Client, editor: Person, way: str) -> None:
    editor.sign_in(client)
    address = USERS + way.format(editor.user.pk)
    given = {"username": "eva2", "groups": "1", "is_active": "on"}

    assert client.get(address).status_code in (403, 404, 302)
    assert client.post(address, given).status_code in (403, 404, 302)
    (eva,) = User.objects.all()
    assert (eva.username, eva.roles) == ("eva", {"editor"})


def test_names_stay_and_nobody_locks_themselves_out(
    at_work: Client, administrator: Person, editor: Person
) -> None:
    for someone in (administrator, editor):
        at_work.post(f"{USERS}{someone.user.pk}/change/", {"username": "other"})
    ada, eva = User.objects.order_by("username")

    assert (ada.username, ada.is_active, ada.roles) == ("ada", True, {"administrator"})
    assert (eva.username, eva.is_active) == ("eva", False)


def test_nobody_is_deleted(at_work: Client, editor: Person) -> None:
    assert at_work.post(f"{USERS}{editor.user.pk}/delete/").status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [editor.user.pk]}
    at_work.post(USERS, chosen | {"post": "yes"})

    assert User.objects.filter(pk=editor.user.pk).exists()


def test_a_longer_list_of_staff_asks_no_more_questions(at_work: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        at_work.get(USERS)
    for number in range(5):
        person(f"person{number}")
    with CaptureQueriesContext(connection) as many:
        listed = at_work.get(USERS)

    assert listed.content.decode().count("icon-yes.svg") >= 6
    assert len(many) == len(few)
