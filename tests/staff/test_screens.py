"""The screens: who is let in, and a text's way from the form to a check."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from safety_site.disclosure.models import PublicBody
from safety_site.guide.models import Block, Citation, Claim, Fact, Term
from safety_site.publishing import freeze
from safety_site.translation.models import Revision
from tests.staff.conftest import person

pytestmark = pytest.mark.usefixtures("starter", "db")
ADDRESSES = {
    "start": "/staff/",
    "translate": "/staff/translate/ur/page:answer/",
    "check ur": "/staff/check/ur/page:answer/",
    "check en": "/staff/check/en/page:answer/",
    "editions": "/staff/editions/",
    "history": "/staff/history/block:answer/1/",
    "said": "/staff/said/",
    "outside": "/staff/outside/",
    "advisers": "/staff/fact-check/",
    "urgent": "/staff/urgent/",
    "review": "/staff/review/page:answer/",
    "reviews": "/staff/review/",
    "still right": "/staff/still-right/page:answer/",
    "preview": "/staff/preview/en/answer/",
    "write": "/staff/guide/block/",
    "staff": "/staff/staff/user/",
}
EVERYONE = {
    *("start", "editions", "history", "said", "outside", "advisers", "preview", "write")
}
SEES = {
    "editor": EVERYONE | {"review", "reviews", "still right"},
    "translator ur": EVERYONE | {"translate"},
    "checker ur": EVERYONE | {"check ur"},
    "checker en": EVERYONE | {"check en", "still right"},
    "publisher": EVERYONE | {"urgent"},
    "administrator": EVERYONE | {"staff"},
}


@pytest.fixture
def signed_in(client: Client) -> Callable[..., Client]:
    def sign_in(*roles: str) -> Client:
        who = person("amina", *roles)
        assert who.sign_in(client).status_code == 302
        return client

    return sign_in


@pytest.mark.parametrize("role", SEES)
def test_a_role_opens_its_own_screens_and_no_others(signed_in, role: str) -> None:
    browser = signed_in(role)
    opened = {
        name
        for name, address in ADDRESSES.items()
        if browser.get(address).status_code == 200
    }
    assert opened == SEES[role]


def test_without_a_role_every_screen_is_refused(signed_in) -> None:
    browser = signed_in()
    assert {browser.get(a).status_code for a in ADDRESSES.values()} == {403}


@pytest.mark.parametrize(("origin", "told"), [("", True), ("https://a.example", False)])
def test_staff_are_told_that_nothing_can_be_shared_without_a_public_name(
    signed_in, settings, origin: str, told: bool
) -> None:
    settings.PUBLIC_ORIGIN = origin
    said = signed_in("editor").get("/staff/").content.decode()
    assert ("PUBLIC_ORIGIN is not set: there are no share pages" in said) == told


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    for address in ADDRESSES.values():
        answer = client.get(address)
        assert (answer.status_code, answer.url.partition("?")[0]) == (
            302,
            "/staff/login/",
        )


def fields(form) -> dict[str, object]:
    """What a browser would send back."""
    found = {}
    for bound in form:
        value = bound.value()
        if value is True:
            found[bound.html_name] = "on"
        elif value not in (None, False):
            found[bound.html_name] = value
    return found


@pytest.fixture
def block() -> Block:
    return Block.objects.filter(page__key="answer")[0]


def form_of(browser: Client, block: Block) -> tuple[str, dict[str, object]]:
    address = reverse("admin:guide_block_change", args=[block.pk])
    answer = browser.get(address)
    return address, fields(answer.context["adminform"].form)


def test_an_editor_writes_and_asks_for_a_check(signed_in, block: Block) -> None:
    browser = signed_in("editor")
    address, sent = form_of(browser, block)
    sent["heading_en"] = "They can. No law stops it"
    refused = browser.post(address, sent | {"_submit": "1"})
    assert b"Say whether only the wording changed" in refused.content
    assert Revision.objects.filter(uid=block.uid, language="en").count() == 1
    means = {"_submit": "1", "meaning": "wording", "reason": "Plainer."}
    assert browser.post(address, sent | means).status_code == 302
    made = Revision.objects.filter(uid=block.uid, language="en").latest("number")
    assert made.content["heading"] == "They can. No law stops it"
    assert (made.author, made.reason, made.meaning_changed) == (
        "amina",
        "Plainer.",
        False,
    )


def test_plain_words_are_weighed_and_do_not_stop_a_save(
    signed_in, block: Block
) -> None:
    browser = signed_in("editor")
    address, sent = form_of(browser, block)
    sent["body_en"] = "Your details were passed on! It took 9 weeks."
    answer = browser.post(address, sent | {"_continue": "1"}, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert any("a figure without a token: 9" in each for each in said)
    assert any("no exclamation marks" in each for each in said)
    assert any("who does it?" in each for each in said)
    block.refresh_from_db()
    assert block.body_en == sent["body_en"]


def test_saving_leaves_every_other_language_alone(signed_in, block: Block) -> None:
    browser = signed_in("editor")
    address, sent = form_of(browser, block)
    Block.objects.filter(pk=block.pk).update(body_ur="ایک ترجمہ")
    sent["heading_en"] = "They can"
    assert browser.post(address, sent | {"_continue": "1"}).status_code == 302
    block.refresh_from_db()
    assert (block.heading_en, block.body_ur) == ("They can", "ایک ترجمہ")
    # Saved, and not released: nobody was asked for a check.
    assert Revision.objects.filter(uid=block.uid, language="en").count() == 1


def test_the_second_of_two_editors_is_told_and_loses_nothing(
    signed_in, block: Block
) -> None:
    browser = signed_in("editor")
    address, sent = form_of(browser, block)
    Block.objects.filter(pk=block.pk).update(heading_en="Written by the first")
    sent["heading_en"] = "Written by the second"
    answer = browser.post(address, sent | {"_continue": "1"})
    page = answer.content.decode()
    assert "Someone else saved this while you were writing" in page
    assert 'value="Written by the second"' in page or ">\nWritten by the second" in page
    assert "Written by the </del>" in page or "first</ins>" in page
    block.refresh_from_db()
    assert block.heading_en == "Written by the first"
    again = fields(answer.context["adminform"].form)
    assert browser.post(address, again | {"_continue": "1"}).status_code == 302
    block.refresh_from_db()
    assert block.heading_en == "Written by the second"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("heading_en", "", "has no heading in en"),
        ("body_en", "Ask {org:nobody}.", "names records that do not exist"),
        ("body_en", "One\u200eword.", "characters that nobody can see"),
        ("body_en", "word " * 26 + ".", "over 25 words"),
        ("cited", "P:nothing", "is no claim"),
        ("cited", "", "Name what it rests on"),
    ],
)
def test_what_cannot_be_released_stays_in_the_form(
    signed_in, block: Block, field: str, value: str, says: str
) -> None:
    browser = signed_in("editor")
    address, sent = form_of(browser, block)
    answer = browser.post(
        address, sent | {field: value, "_submit": "1", "meaning": "meaning"}
    )
    assert answer.status_code == 200
    assert says in answer.content.decode()
    before = block.heading_en, block.body_en
    block.refresh_from_db()
    assert (block.heading_en, block.body_en) == before


def test_a_fee_is_written_like_text_and_shows_where_it_stands(signed_in) -> None:
    browser = signed_in("editor")
    fact = Fact.objects.get(key="mvdac-length")
    address = reverse("admin:guide_fact_change", args=[fact.pk])
    opened = browser.get(address)
    assert b"in each of 1 languages: changing it changes them all" in opened.content
    assert b"block:three-months/1" in opened.content
    sent = fields(opened.context["adminform"].form)
    wrong = browser.post(address, sent | {"value": "many", "_submit": "1"})
    assert b"which is no" in wrong.content
    assert (
        browser.post(address, sent | {"value": "7", "_submit": "1"}).status_code == 302
    )
    assert (
        Revision.objects.filter(uid=fact.uid).latest("number").content["value"] == "7"
    )


def test_a_key_is_right_from_the_first_save_on(signed_in) -> None:
    browser = signed_in("editor")
    sent = {"key": "two words/1", "term_en": "Tea", "definition_en": "A drink."}
    address = "/staff/guide/term/add/"
    answer = browser.post(address, sent | {"_continue": "1"})
    assert b"Write a key in letters" in answer.content
    assert not Term.objects.filter(term_en="Tea").exists()


def test_nothing_is_ever_deleted(signed_in, block: Block) -> None:
    browser = signed_in("editor", "publisher", "administrator")
    address = reverse("admin:guide_block_delete", args=[block.pk])
    assert browser.post(address, {"post": "yes"}).status_code == 403
    assert Block.objects.filter(pk=block.pk).exists()


@pytest.mark.parametrize(
    "address",
    [
        "/staff/check/und/page:answer/",
        "/staff/translate/und/page:answer/",
        "/staff/translate/en/page:answer/",
        "/staff/history/block:nothing/1/",
        "/staff/preview/en/nothing/",
    ],
)
def test_an_address_that_means_nothing_is_not_found(signed_in, address: str) -> None:
    assert signed_in("editor", "checker en").get(address).status_code == 404


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-31", "x"])
def test_any_day_can_be_asked_for(signed_in, day: str) -> None:
    answer = signed_in("editor").get(f"/staff/said/?path=/en/&day={day}")
    assert answer.status_code == 200


def test_a_preview_is_drawn_under_the_policy_of_its_page(signed_in, block) -> None:
    Block.objects.filter(pk=block.pk).update(heading_en="Only typed so far")
    answer = signed_in("editor").get("/staff/preview/en/answer/")
    assert "Only typed so far" in answer.content.decode()
    assert "style-src 'sha256-" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


def test_every_public_body_can_be_written(signed_in) -> None:
    browser = signed_in("editor")
    body = PublicBody.objects.all()[0]
    address = reverse("admin:disclosure_publicbody_change", args=[body.pk])
    sent = fields(browser.get(address).context["adminform"].form)
    assert "answer: " in sent["cited"]
    kept = list(Citation.objects.filter(uid=body.uid).values_list("field", "claim"))
    assert browser.post(address, sent | {"_continue": "1"}).status_code == 302
    now = Citation.objects.filter(uid=body.uid).values_list("field", "claim")
    assert list(now) == kept


def test_a_corrected_number_is_shown_to_whoever_saves_second(signed_in) -> None:
    browser = signed_in("editor")
    claim = Claim.objects.all()[0]
    address = reverse("admin:guide_claim_change", args=[claim.pk])
    sent = fields(browser.get(address).context["adminform"].form)
    # Editors alone read a claim's text: no revision holds it.
    Claim.objects.filter(pk=claim.pk).update(text="What the first one wrote")
    answer = browser.post(address, sent | {"note": "Mine", "_continue": "1"})
    assert b"Someone else saved this" in answer.content
    assert "wrote</ins>" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.text == "What the first one wrote"


def test_two_who_stop_publishing_at_once_do_not_start_it_again(signed_in) -> None:
    browser = signed_in("publisher")
    for reason in ("A number is wrong.", "Alarm."):
        browser.post("/staff/publish/stop/", {"say": "stop", "reason": reason})
    stopped = freeze.stopped()
    assert stopped
    assert stopped.reason == "A number is wrong."
    browser.post("/staff/publish/stop/", {"say": "go on", "reason": "Mended."})
    assert freeze.stopped() is None
