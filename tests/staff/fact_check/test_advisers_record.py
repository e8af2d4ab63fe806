"""Where an answer stands: beside the exact revision, and beside what waits."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safety_site.guide.models import Block
from safety_site.staff.fact_check import asking
from safety_site.translation.models import Revision, Standing
from safety_site.translation.submitting import check
from tests.staff.conftest import text_of
from tests.staff.fact_check.conftest import Ask, change, days, translate

pytestmark = pytest.mark.usefixtures("starter", "db")
SAID = "An outside adviser, Amina K., solicitor, said on"


def sections(browser: Client, uid: str) -> list[str]:
    """The revisions of a history, newest first."""
    html = browser.get(f"/staff/history/{uid}/").content.decode()
    return [
        " ".join(re.sub(r"<[^>]+>", " ", part).split())
        for part in re.findall(r'<section class="step">.*?</section>', html, re.DOTALL)
    ]


def test_a_reply_stands_in_the_history_beside_the_revision_it_was_about(
    signed_in, ask: Ask, block: Block
) -> None:
    link = ask()
    change(block, "Quite another text.")
    position = link.check.texts.get(text__uid=block.uid).position
    link.sends(
        **{f"verdict_{position}": "wrong", f"comment_{position}": "It ended in May."}
    )
    newest, *older = [
        part for part in sections(signed_in("checker en"), block.uid) if "· en" in part
    ]
    assert SAID not in newest
    assert SAID in older[0]
    assert "Wrong It ended in May." in older[0]


def test_a_check_of_the_same_words_leaves_the_reply_where_it_was(
    signed_in, ask: Ask, block: Block
) -> None:
    link = ask()
    link.sends(verdict_1="right")
    uid = link.check.texts.get(position=1).text.uid
    last = Revision.objects.filter(uid=uid, language="en").latest("number")
    assert check(uid, "en", last.digest, "bela").standing == Standing.CHECKED
    english = [p for p in sections(signed_in("checker en"), uid) if "· en" in p]
    assert [SAID in part for part in english] == [False, True]


def test_a_checker_sees_the_reply_beside_the_text_that_waits(
    signed_in, ask: Ask, block: Block
) -> None:
    link = ask()
    position = link.check.texts.get(text__uid=block.uid).position
    link.sends(**{f"verdict_{position}": "cannot say"}, whole="The list is short.")
    browser = signed_in("checker en")
    address = "/staff/check/en/page:answer/"
    page = text_of(browser.get(address))
    assert f"{SAID} {timezone.localdate():%-d %B %Y}: I cannot say" in page
    assert "on the whole: The list is short." in page
    assert "about an older text" not in page
    change(block, "Quite another text.")
    page = text_of(browser.get(address))
    # The words are others now, and the values are the same.
    assert (
        page.count("I cannot say (about an older text, which has changed since)") == 1
    )
    assert page.count(SAID) == 2


def test_a_translations_reply_is_older_once_its_english_or_its_words_change(
    signed_in, ask: Ask, block: Block
) -> None:
    translate(block)
    link = ask(language="ur")
    link.sends(verdict_1="right")
    browser = signed_in("checker ur")
    page = text_of(browser.get("/staff/check/ur/page:answer/"))
    assert SAID in page
    assert "about an older text" not in page
    translate(block, "دوسرا متن {fact:mvdac-length}")
    page = text_of(browser.get("/staff/check/ur/page:answer/"))
    assert "about an older text" in page
    # Nobody was asked about the English.
    english = signed_in_again(browser, "en")
    assert SAID not in english


def signed_in_again(browser: Client, language: str) -> str:
    from django.contrib.auth.models import Group

    from safety_site.staff.models import User

    group = Group.objects.get(name=f"checker {language}")
    User.objects.get(username="bela").groups.add(group)
    return text_of(browser.get(f"/staff/check/{language}/page:answer/"))


def test_an_answer_changes_nothing_by_itself(ask: Ask) -> None:
    before = list(Revision.objects.order_by("pk").values_list("pk", "standing"))
    ask().sends(verdict_1="right", whole="All of it is right.")
    assert list(Revision.objects.order_by("pk").values_list("pk", "standing")) == before


def test_what_waits_for_an_answer_comes_first(signed_in, ask: Ask) -> None:
    now = timezone.now()
    ask("page:answer")
    ask("page:now").sends(verdict_1="right", whole="Good.")
    ask("page:home", now=now - days(8))
    ended = ask("body:police-witness")
    asking.end(ended.check, "eva", now)
    page = text_of(signed_in("translator ur").get("/staff/fact-check/"))
    found = re.findall(r"(page:\w+|body:[\w-]+) in English: Amina K\.", page)
    assert found == ["page:answer", "body:police-witness", "page:home", "page:now"]
    assert page.count("No answer yet.") == 3
    assert "On the whole Good." in page


def test_queries_of_the_list_do_not_grow_with_what_was_asked(
    signed_in, ask: Ask
) -> None:
    browser = signed_in("checker en")
    counts = []
    for about in ("page:answer", "key", "body:police-witness"):
        ask(about).sends(verdict_1="right", verdict_2="right")
        with CaptureQueriesContext(connection) as asked:
            browser.get("/staff/fact-check/")
        counts.append(len(asked))
    assert len(set(counts)) == 1
    with CaptureQueriesContext(connection) as asked:
        browser.get("/staff/check/en/page:answer/")
    few = len(asked)
    ask("page:answer").sends(verdict_1="wrong", verdict_2="wrong", verdict_3="wrong")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/staff/check/en/page:answer/")
    assert len(asked) == few


@pytest.mark.parametrize("number", ["0", "9999", "x", "-1", "\0"])
def test_any_screen_of_the_list_can_be_asked_for(signed_in, ask: Ask, number) -> None:
    ask()
    answer = signed_in("editor").get("/staff/fact-check/", {"page": number})
    assert answer.status_code == 200
    assert b"Amina K." in answer.content


def test_the_ways_to_ask_lead_to_the_form(signed_in, block: Block) -> None:
    browser = signed_in("editor", "checker en")
    for address in (
        f"/staff/history/{block.uid}/",
        "/staff/check/en/page:answer/",
        f"/staff/guide/block/{block.pk}/change/",
    ):
        html = browser.get(address).content.decode()
        assert 'href="/staff/fact-check/ask/en/page:answer/"' in html, address
