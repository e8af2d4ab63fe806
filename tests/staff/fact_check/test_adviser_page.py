"""What an adviser sees, and what becomes of what they send."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safety_site.guide.models import Block, Fact
from safety_site.staff.fact_check.answering import LONGEST, MOST_ANSWERS
from safety_site.staff.fact_check.models import AdviserAnswer, AskedText, TextAnswer
from safety_site.staff.headers import POLICY
from tests.staff.conftest import text_of
from tests.staff.fact_check.conftest import Ask, change, translate

pytestmark = pytest.mark.usefixtures("starter", "db")


def test_numbers_stand_as_readers_see_them(ask: Ask, block: Block) -> None:
    change(
        block,
        "Wait **{fact:mvdac-length}**. Ring {phone:emergency-999}, read {page:now}.\n\n"
        "- {term:mvdac}\n- {key:1}",
    )
    html = ask().opened().content.decode()
    assert "<strong>3 months</strong>" in html
    assert 'Ring <bdi dir="ltr">999</bdi>' in html
    assert "{fact:" not in html
    assert "{phone:" not in html
    # A link would lead away from what was typed.
    assert 'href="tel:' not in html
    assert 'href="/en/' not in html


def test_what_a_text_rests_on_stands_beside_it(ask: Ask) -> None:
    html = ask("body:police-witness").opened()
    page = text_of(html)
    assert "What text 2 rests on" in page
    assert "Checked on" in page
    assert re.search(r'<a href="https://[^"]+" target="_blank"', html.content.decode())
    assert "May it tell the Home Office?" in page
    claim = next(iter(AskedText.objects.all()[0].fact_check.claims.values()))
    assert " ".join(claim.split()[:3]) in page


def test_a_number_alone_is_shown_as_a_number(ask: Ask) -> None:
    fact = Fact.objects.get(key="mvdac-length")
    page = text_of(ask(fact.uid).opened())
    assert "value 3 months" in page
    assert "What text 1 rests on" in page


@pytest.mark.parametrize(
    "about",
    ["org:national-domestic-abuse-helpline", "tool:check", "key", "event", "term"],
)
def test_every_kind_can_be_read(ask: Ask, about: str) -> None:
    link = ask(about)
    page = link.opened()
    assert page.status_code == 200
    assert "{" not in re.sub(r"<[^>]+>", "", page.content.decode())
    assert link.check.texts.count() == page.content.decode().count("<fieldset")


def test_a_translation_stands_beside_its_english(ask: Ask, block: Block) -> None:
    translate(block)
    html = ask(language="ur").opened().content.decode()
    assert 'class="words" lang="ur" dir="rtl"' in html
    assert 'lang="en-GB" dir="ltr"' in html
    # The number in Urdu words, since its reader sees those.
    assert "{fact:" not in html
    assert "ماہ" in html or "مہینے" in html


def test_the_words_of_a_claim_hold_their_numbers_too(ask: Ask) -> None:
    link = ask("term")
    assert any("{phone:" in words for words in link.check.claims.values())
    assert "{phone:" not in text_of(link.opened())


def test_nothing_is_kept_on_the_device_and_no_address_leaves(ask: Ask) -> None:
    link = ask()
    for answer in (
        link.opened(),
        link.sends(),
        link.sends(whole="Good."),
        link.client.get(f"{link.address[:-2]}/"),
        link.client.put(link.address),
    ):
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Security-Policy"] == POLICY
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert b"<script" not in answer.content
        assert b" style=" not in answer.content
    assert not link.client.cookies


def test_whoever_is_signed_in_reads_the_same_page(ask: Ask, signed_in) -> None:
    link = ask()
    assert signed_in("editor").get(link.address).content == link.opened().content


def test_an_answer_is_kept_with_the_exact_text(ask: Ask) -> None:
    link = ask()
    answer = link.sends(
        verdict_2="wrong", comment_2="It changed in May.", whole="Good otherwise."
    )
    assert (answer.status_code, answer.url) == (302, f"{link.address}?sent")
    assert "Your answer was sent and is kept" in text_of(link.client.get(answer.url))
    (said,) = TextAnswer.objects.all()
    assert said.asked == link.check.texts.get(position=2)
    assert (said.verdict, said.comment) == ("wrong", "It changed in May.")
    assert said.answer.comment == "Good otherwise."


def test_sending_twice_adds_a_second_answer(ask: Ask) -> None:
    link = ask()
    link.sends(verdict_1="right")
    link.sends(verdict_1="wrong", comment_1="I had overlooked a line.")
    assert [said.verdict for said in TextAnswer.objects.all()] == ["right", "wrong"]
    assert text_of(link.opened()).count("an answer on") == 2


def test_a_link_takes_only_so_many(ask: Ask) -> None:
    link = ask()
    for _ in range(MOST_ANSWERS):
        assert link.sends(verdict_1="right").status_code == 302
    refused = link.sends(whole="One more.")
    assert "takes no more answers" in text_of(refused)
    assert "One more." in text_of(refused)
    assert AdviserAnswer.objects.count() == MOST_ANSWERS


NOTHING = ({}, {"whole": " \u202e\0\n "}, {"verdict_9999": "right"})


@pytest.mark.parametrize("typed", NOTHING)
def test_an_empty_answer_is_not_sent(ask: Ask, typed: dict[str, str]) -> None:
    answer = ask().sends(**typed)
    assert "Nothing was filled in, so nothing was sent" in text_of(answer)
    assert not AdviserAnswer.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"verdict_1": "right; DROP"}, "none of the three answers"),
        ({"comment_1": "It is wrong."}, "Choose an answer beside this comment"),
        ({"verdict_1": "wrong", "comment_1": "x" * (LONGEST + 1)}, "No more than"),
        ({"whole": "x" * (LONGEST + 1)}, "No more than"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_in_the_form(
    ask: Ask, typed: dict[str, str], says: str
) -> None:
    answer = ask().sends(**typed, comment_2="Beside it.", verdict_2="right")
    html = answer.content.decode()
    assert says in text_of(answer)
    assert "Nothing was sent yet" in html
    assert "Beside it." in html
    assert 'value="right" checked' in html
    assert typed.get("comment_1", "") in html
    assert typed.get("whole", "") in html
    assert not AdviserAnswer.objects.exists()


def test_hostile_words_are_words(ask: Ask, signed_in) -> None:
    hostile = "</textarea><script>alert(1)</script>{{ secret }}"
    link = ask()
    assert b"<script>alert" not in link.sends(comment_1=hostile).content
    link.sends(verdict_1="wrong", comment_1=hostile + "\u202e\0 end", whole=hostile)
    assert TextAnswer.objects.get().comment == hostile + " end"
    browser = signed_in("checker en")
    for address in (
        "/staff/fact-check/",
        "/staff/check/en/page:answer/",
        "/staff/history/page:answer/",
    ):
        html = browser.get(address).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html


def queries(ask: Ask, about: str, language: str = "en") -> int:
    link = ask(about, language)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert link.opened().status_code == 200
    return len(asked)


def test_queries_do_not_grow_with_texts_or_languages(ask: Ask, block: Block) -> None:
    translate(block)
    few = queries(ask, "key:1")
    assert queries(ask, "page:answer") == few
    assert queries(ask, "term") == few
    assert queries(ask, "page:answer", "ur") == few
    assert few < 15
