"""Who may ask, what is asked about, and the life of a link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from safety_site.guide.models import Block, Claim, Fact
from safety_site.staff.fact_check import asking
from safety_site.staff.fact_check.asking import State, state
from safety_site.staff.fact_check.models import (
    AdviserAnswer,
    AskedText,
    FactCheck,
    FactCheckEnd,
    TextAnswer,
)
from safety_site.staff.models import User
from safety_site.translation.models import Revision
from safety_site.translation.submitting import submit
from tests.staff.conftest import Person, text_of
from tests.staff.fact_check.conftest import Ask, change, days, translate

pytestmark = pytest.mark.usefixtures("starter", "db")
ASK = "/staff/fact-check/ask/{}/page:answer/"
FORM = {
    "adviser": "Amina K.",
    "role": "solicitor",
    "question": "Is it the law of today?",
    "days": "28",
}
MAY_ASK_IN = {
    "editor": {"en", "ur"},
    "translator ur": set(),
    "checker en": {"en"},
    "checker ur": {"ur"},
    "publisher": {"en", "ur"},
    "administrator": set(),
}


@pytest.mark.parametrize("role", MAY_ASK_IN)
def test_who_may_ask_in_which_language(signed_in, role: str, block: Block) -> None:
    translate(block)
    browser = signed_in(role)
    answers = {code: browser.get(ASK.format(code)).status_code for code in ("en", "ur")}
    assert {code for code, status in answers.items() if status == 200} == MAY_ASK_IN[
        role
    ]
    assert set(answers.values()) <= {200, 403}


def test_a_stranger_cannot_ask() -> None:
    assert Client().get(ASK.format("en")).status_code == 302
    assert Client().get("/staff/fact-check/").status_code == 302


def test_the_link_is_shown_once_and_kept_nowhere(signed_in) -> None:
    browser = signed_in("editor")
    shown = browser.post(ASK.format("en"), FORM)
    link = re.search(r'id="link">http://testserver([^<\s]+)<', shown.content.decode())
    assert link
    check = FactCheck.objects.get()
    token = link[1].rstrip("/").rpartition("/")[2]
    assert len(token) >= 43
    kept = [str(value) for value in FactCheck.objects.values_list()[0]]
    assert not any(token in value for value in kept)
    assert token not in browser.get("/staff/fact-check/").content.decode()
    assert (check.ends - check.created, check.asker) == (days(28), "bela")
    assert Client().get(link[1]).status_code == 200
    # As programs for mail cut it.
    assert Client().get(link[1].rstrip("/")).status_code == 200


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("adviser", ""),
        ("adviser", "x" * 201),
        ("role", "\u202e"),
        ("question", "\0"),
        ("question", "x" * 2001),
        ("days", "365"),
        ("days", "x"),
    ],
)
def test_without_a_proper_form_there_is_no_link(signed_in, field, typed) -> None:
    answer = signed_in("editor").post(ASK.format("en"), FORM | {field: typed})
    assert answer.status_code == 200
    assert "No link was made" in text_of(answer)
    assert "Is it the law" in text_of(answer) or field == "question"
    assert not FactCheck.objects.exists()


@pytest.mark.parametrize(
    "about", ["page:nothing", "nothing", "page", "x" * 900, "key:%00", "page:answer/1"]
)
def test_what_does_not_exist_cannot_be_asked_about(signed_in, about: str) -> None:
    address = f"/staff/fact-check/ask/en/{about}/"
    assert signed_in("editor").get(address).status_code == 404


def test_a_list_that_is_too_long_is_asked_about_text_by_text(signed_in) -> None:
    browser = signed_in("editor")
    address = "/staff/fact-check/ask/en/claim/"
    answer = browser.post(address, FORM)
    assert "one link asks about 200 at most" in text_of(answer)
    assert not FactCheck.objects.exists()
    claim = Claim.objects.all()[0]
    browser.post(f"/staff/fact-check/ask/en/{claim.uid}/", FORM)
    assert [a.text.uid for a in AskedText.objects.all()] == [claim.uid]


@pytest.mark.parametrize(
    ("days_later", "is_over"), [(0, False), (6.999, False), (7, True), (400, True)]
)
def test_a_link_dies_after_its_date(
    ask: Ask, editor: Person, days_later: float, is_over: bool
) -> None:
    link = ask()
    now = link.check.created + days(days_later)
    found = state(link.check, editor.user, now)
    assert found == (State.OVER if is_over else State.OPEN)


def closed(link) -> bool:
    for answer in (link.opened(), link.sends(whole="More.")):
        assert answer.status_code in (200, 302, 410)
        if answer.status_code != 410:
            return False
        assert "This link has ended" in text_of(answer)
        assert "mvdac" not in text_of(answer)
        assert "law of today" not in text_of(answer)
    return True


def test_a_dead_link_shows_and_takes_nothing(ask: Ask) -> None:
    assert closed(ask(now=timezone.now() - days(7)))
    assert not closed(ask(now=timezone.now() - days(6.99)))
    assert AdviserAnswer.objects.count() == 1


@pytest.mark.parametrize("role", ["checker en", "publisher", "editor"])
def test_whoever_may_ask_may_end_a_link(signed_in, ask: Ask, role: str) -> None:
    link = ask()
    browser = signed_in(role)
    address = f"/staff/fact-check/end/{link.check.pk}/"
    assert "End the link for Amina K." in str(browser.get("/staff/fact-check/").content)
    assert browser.get(address).status_code == 405
    for _ in "twice":
        assert browser.post(address).status_code == 302
    assert closed(link)
    assert FactCheckEnd.objects.get().by == "bela"
    assert "ended by bela" in text_of(browser.get("/staff/fact-check/"))


@pytest.mark.parametrize("role", ["translator ur", "checker ur", "administrator"])
def test_others_cannot_end_it(signed_in, ask: Ask, role: str) -> None:
    link = ask()
    browser = signed_in(role)
    assert b"End the link" not in browser.get("/staff/fact-check/").content
    address = f"/staff/fact-check/end/{link.check.pk}/"
    assert browser.post(address).status_code == 403
    assert not closed(link)


@pytest.mark.parametrize("lost", ["account", "role"])
def test_a_link_ends_with_its_askers_power(ask: Ask, editor: Person, lost: str) -> None:
    link = ask()
    if lost == "account":
        User.objects.update(is_active=False)
    else:
        editor.user.groups.clear()
    assert closed(link)


def test_a_wrong_link_is_not_found(ask: Ask) -> None:
    link, other = ask(), ask()
    for pk, token in (
        (link.check.pk, other.token),
        (link.check.pk, link.token[:-1]),
        (link.check.pk, f"{link.token}="),
        (link.check.pk, "x" * 1500),
        (link.check.pk, "\udc80".encode("utf-8", "surrogatepass").hex()),
        (link.check.pk, "%00"),
        (link.check.pk, link.check.token_digest),
        (999_999, link.token),
        (10**40, link.token),
        (0, asking.digest_of("")),
    ):
        for answer in (
            link.client.get(f"/staff/fact-check/{pk}/{token}/"),
            link.client.post(f"/staff/fact-check/{pk}/{token}/", {"whole": "Hello."}),
        ):
            assert answer.status_code == 404, token
            assert "There is no such link" in text_of(answer)
    assert not AdviserAnswer.objects.exists()


def test_what_was_asked_stays_what_it_was(ask: Ask, block: Block) -> None:
    asked = ask()
    change(block, "Quite another text.")
    Claim.objects.update(text="A claim of tomorrow.")
    page = text_of(asked.opened())
    assert "Quite another text." not in page
    assert "A claim of tomorrow." not in page
    assert "Quite another text." in text_of(ask().opened())


def test_a_number_stays_what_it_was_when_it_was_asked_about(ask: Ask) -> None:
    asked = ask("page:three-months")
    fact = Fact.objects.get(key="mvdac-length")
    fact.value = "99"
    fact.save()
    submit(fact, "und", "eva")
    assert "3 months" in text_of(asked.opened())
    assert "99 months" not in text_of(asked.opened())
    assert "99 months" in text_of(ask("page:three-months").opened())


@pytest.mark.parametrize(
    "model", [FactCheck, AskedText, FactCheckEnd, AdviserAnswer, TextAnswer]
)
def test_the_database_refuses_to_change_the_record(ask: Ask, model) -> None:
    link = ask()
    link.sends(verdict_1="right")
    asking.end(link.check, "eva", timezone.now())
    table = model._meta.db_table
    statements = [f"DELETE FROM {table}", f"UPDATE {table} SET id = id"]  # noqa: S608
    if connection.vendor == "sqlite":
        statements.append(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608
    for statement in statements:
        with (
            pytest.raises(DatabaseError, match="never changed or deleted"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_no_place_or_device_of_an_adviser_is_kept() -> None:
    source = Path(asking.__file__).parent
    words = "".join(file.read_text() for file in source.glob("*.py"))
    assert not re.search(r"REMOTE_ADDR|FORWARDED|USER_AGENT|\.session\b", words)
    columns = {
        field.name
        for model in (FactCheck, AskedText, FactCheckEnd, AdviserAnswer, TextAnswer)
        for field in model._meta.concrete_fields
    }
    assert columns == {
        *("id", "about", "language", "adviser", "role", "question", "asker", "claims"),
        *("last_revision", "token_digest", "created", "ends", "fact_check", "position"),
        *("text", "english", "values", "by", "comment", "answer", "asked", "verdict"),
    }


def test_a_translation_is_asked_about_beside_the_english_it_was_made_from(
    ask: Ask, block: Block
) -> None:
    before = Revision.objects.filter(uid=block.uid, language="en").latest("number")
    made = translate(block)
    change(block, "Quite another text.")
    asked = ask(language="ur").check.texts.get()
    assert (asked.text, asked.english) == (made, before)
