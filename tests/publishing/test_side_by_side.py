"""A page with its English beside it: what stands on it, and what is said of it."""

from __future__ import annotations

import pytest

from safety_site.guide.models import Block, KeySentence, Page
from safety_site.publishing import kinds, urgent
from safety_site.publishing.kinds import group, side_by_side
from safety_site.publishing.rendering import headers_of, html_of, render
from safety_site.translation.models import Standing
from safety_site.translation.submitting import submit
from tests import pseudo
from tests.publishing.conftest import DAY, Sheets

DRAFT = pytest.mark.parametrize("standing", [Standing.MACHINE_DRAFT, Standing.DRAFT])


@pytest.fixture
def without_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MORE", (group.further_pages, side_by_side.more))


@pytest.fixture
def sheets(urdu_sheets: Sheets) -> Sheets:
    return urdu_sheets


def blocks() -> list[Block]:
    return list(Block.objects.filter(page__key="rule").order_by("position"))


def translate_rule(*but: Block, standing: Standing = Standing.MACHINE_DRAFT) -> None:
    for item in [Page.objects.get(key="rule"), *blocks(), *KeySentence.objects.all()]:
        if item not in but:
            pseudo.translated(item, "ur", standing)


def test_every_page_of_a_language_has_one_and_no_english_page(sheets) -> None:
    made = sheets()
    guide = [sheet for sheet in made.values() if sheet.context.get("with_english")]
    alone = {s.path for s in guide if not s.context["with_english"]["current"]}
    both = {s.path for s in guide if s.context["with_english"]["current"]}
    assert both == {f"{path}/en" for path in alone}
    assert {"/ur", "/ur/rule", "/ur/who/health/2"} <= alone
    assert all(path.startswith("/ur") for path in alone)


def test_either_page_leads_to_the_other_and_to_the_same_in_english(sheets) -> None:
    made = sheets()
    assert 'href="/ur/rule/en/"' in html_of(made["/ur/rule"])
    html = html_of(made["/ur/rule/en"])
    assert 'href="/ur/rule/"' in html
    assert 'href="/en/rule/"' in html
    assert html.count('aria-current="page"') == 1


@DRAFT
def test_every_part_has_its_english_whoever_translated_it(sheets, standing) -> None:
    translate_rule(standing=standing)
    html = html_of(sheets()["/ur/rule/en"])
    for block in blocks():
        assert html.count(f">{block.heading_en}</h3>") == 1


def test_what_is_english_already_is_shown_once_and_says_why(sheets) -> None:
    first = blocks()[0]
    translate_rule(first)
    sheet = sheets()["/ur/rule/en"]
    assert sheet.context["blocks"][0]["notice"] == "english-missing"
    assert html_of(sheet).count(f">{first.heading_en}<") == 1


def test_a_key_sentence_of_a_draft_is_said_once_in_either_language(sheets) -> None:
    translate_rule(standing=Standing.DRAFT)
    assert (
        html_of(sheets()["/ur/rule/en"]).count("No law in the UK bans the police") == 1
    )


def test_a_text_that_is_out_of_date_stands_beside_the_new_english(sheets) -> None:
    translate_rule(standing=Standing.DRAFT)
    block = next(block for block in blocks() if not block.critical)
    block.body_en = "Wholly new words."
    block.save()
    submit(block, "en", "amina", meaning_changed=True)
    shown = sheets()["/ur/rule/en"].context["blocks"][blocks().index(block)]
    assert shown["notice"] == "stale"
    assert shown["english"]["body"] == "Wholly new words."


def test_a_page_without_any_translation_keeps_its_address(sheets) -> None:
    sheet = sheets()["/ur/rule/en"]
    assert "page-missing" in sheet.context["notices"]
    assert '<div class="english"' not in html_of(sheet)


def test_an_urgent_notice_is_said_in_both_languages(sheets) -> None:
    urgent.make(
        "rule-changed",
        {"date": str(DAY)},
        "page:rule",
        author="paula",
        reason="New law.",
        today=DAY,
    )
    sheet = sheets()["/ur/rule/en"]
    assert render(sheet).faults == []
    html = html_of(sheet)
    assert html.count('class="notice urgent"') == 2
    assert "A rule on this page changed on 22 November 2026." in html


def test_it_is_said_to_be_in_both_languages(sheets) -> None:
    made = sheets()
    for path, languages in (("/ur/rule", "ur"), ("/ur/rule/en", "ur, en-GB")):
        assert ("Content-Language", languages) in headers_of(made[path], "")
