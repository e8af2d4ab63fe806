"""What goes with every answer to staff; cookies that never leave the staff path."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from safety_site.delivery.headers import STRICT_TRANSPORT
from safety_site.staff import enrolment
from safety_site.staff.headers import POLICY
from tests.staff.conftest import LOGIN, Person

INLINE = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.I
)


def answers(client: Client, someone: Person) -> dict[str, HttpResponse]:
    """One of each kind, signed in and not."""
    link = enrolment.new_link(someone.user)
    return {
        "signing in": Client().get(LOGIN),
        "refused": Client().post(LOGIN, {"username": "x", "password": "y"}),
        "led to signing in": Client().get("/staff/"),
        "a link": Client().get(link),
        "an ended link": Client().get("/staff/enrol/MQ/wrong/"),
        "first page": client.get("/staff/"),
        "a list": client.get("/staff/staff/user/"),
        "a form": client.get("/staff/staff/user/add/"),
        "a link shown": client.post(f"/staff/staff/user/{someone.user.pk}/link/"),
        "asked before a link": client.get(f"/staff/staff/user/{someone.user.pk}/link/"),
        "password": client.get("/staff/password_change/"),
        "not found": client.get("/staff/nowhere/"),
        "not allowed": Client(enforce_csrf_checks=True).post(LOGIN, {}),
        "wrong host": Client().get("/staff/", HTTP_HOST="else.where"),
        "no slash": client.get("/staff"),
        "signed out": client.post("/staff/logout/"),
    }


def test_every_answer_carries_the_headers_and_no_inline_code(
    at_work: Client, editor: Person
) -> None:
    for name, answered in answers(at_work, editor).items():
        assert answered["Content-Security-Policy"] == POLICY, name
        assert answered["Referrer-Policy"] == "same-origin", name
        assert answered["Cache-Control"] == "no-store", name
        assert answered["X-Content-Type-Options"] == "nosniff", name
        assert answered["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert "camera=()" in answered["Permissions-Policy"], name
        assert not INLINE.search(answered.content.decode()), name
        assert "Traceback" not in answered.content.decode(), name


def test_inline_code_would_be_noticed() -> None:
    for found in ('<p style="">', "<script>", "<a onclick=x>", "<style>"):
        assert INLINE.search(found)
    assert not INLINE.search('<script src="/static/x.js" defer>')


def test_cookies_stay_below_the_staff_path(client: Client, editor: Person) -> None:
    client.get(LOGIN)
    editor.sign_in(client)
    client.post("/staff/password_change/", {})

    assert set(client.cookies) == {"sessionid", "csrftoken"}
    for cookie in client.cookies.values():
        assert cookie["path"] == "/staff/"
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert not cookie["domain"]
        # Ended with the browser; in the database after eight hours.
        assert not cookie["max-age"]
        assert not cookie["expires"]
    assert client.session.get_expiry_age() == 8 * 3600


@pytest.mark.parametrize("secure", [True, False])
def test_https_is_asked_for_over_https_and_in_production(
    db: None, settings: Any, secure: bool
) -> None:
    name, value = STRICT_TRANSPORT
    answered = Client().get(LOGIN, secure=secure)
    assert answered.headers.get(name) == (value if secure else None)

    settings.PRODUCTION = True
    assert Client().get(LOGIN, secure=secure)[name] == value


def test_what_fails_is_told_in_plain_words(
    at_work: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work.raise_request_exception = False

    def broken(*args: object, **kwargs: object) -> None:
        raise ValueError("MARKER")

    monkeypatch.setattr("safety_site.staff.site.staff_site.each_context", broken)
    answered = at_work.get("/staff/")

    assert answered.status_code == 500
    assert "Something failed" in answered.content.decode()
    assert "MARKER" not in answered.content.decode()
    assert answered["Content-Security-Policy"] == POLICY
