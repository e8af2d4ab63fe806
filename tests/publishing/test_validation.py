"""Every rule that stops an edition, each with a page that breaks it."""

from __future__ import annotations

import dataclasses

import pytest

from safety_site.publishing import validation
from safety_site.publishing.rendering import html_of
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.validation import faults_of

ANSWER = "/en/answer"


@pytest.fixture
def answer(sheets: dict[str, Sheet]) -> Sheet:
    return sheets[ANSWER]


def changed(sheet: Sheet, **context: object) -> Sheet:
    return dataclasses.replace(sheet, context={**sheet.context, **context})


def test_a_good_page_has_no_fault(answer: Sheet) -> None:
    assert faults_of(answer, html_of(answer), 6_000) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("https://", "other://", "the exit link is missing"),
        ("tel:999", "tel:998", "the emergency line is missing"),
        ("tel:+448082000247", "tel:+44", "the helpline of England is missing"),
        ('href="/"', 'href="/elsewhere/"', "no link to all languages"),
        ("<h1>", "<h1>{fact:lost}", "{fact:lost} stands for nothing"),
        ("<title>", "<title>Abuse ", "the title holds the sensitive word “abuse”"),
        ("<h1>", '<img src="https://example.org/x.png" alt=""><h1>', "another host"),
        ("<h1>", '<link rel="x" href="//example.org"><h1>', "another host"),
        ("<style>", "<style>@import x;", "the style asks for a file"),
        ("<h1>", '<h1 style="background:url(x)">', "the style asks for a file"),
        ("<h1>", '<meta http-equiv="refresh" content="1"><h1>', "a meta element"),
        ('class="alarm"', 'class="calm"', "the emergency line is missing"),
        ('class="helplines"', 'class="x"', "the helpline of Wales is missing"),
        ("</h1>", "", "is not well formed"),
        ("<h1>", '<h1 id="a"><b id="a"></b>', "the id “a” stands twice"),
        ("<h1>", '<h1 class="a" class="b">', "twice"),
    ],
)
def test_a_page_that_breaks_a_rule_is_named(
    answer: Sheet, old: str, new: str, fault: str
) -> None:
    html = html_of(answer)
    assert old in html
    faults = faults_of(answer, html.replace(old, new), 6_000)
    assert any(fault in found for found in faults)
    assert all(found.startswith(f"{ANSWER}: ") for found in faults)


def test_a_page_over_its_budget_is_named(answer: Sheet) -> None:
    html, most = html_of(answer), validation.BUDGET
    assert faults_of(answer, html, most) == []
    assert faults_of(answer, html, most + 1) == [
        f"{ANSWER}: it weighs {most + 1:,} bytes with brotli; the budget is {most:,}"
    ]


def test_no_weight_keeps_a_notice_of_age_from_readers(answer: Sheet) -> None:
    aged = changed(answer, notices=["check-due"])
    most = validation.BUDGET + validation.FOR_AGE
    assert faults_of(aged, html_of(aged), most) == []
    assert len(faults_of(aged, html_of(aged), most + 1)) == 1


def test_an_owed_key_sentence_that_is_missing_is_named(answer: Sheet) -> None:
    owing = changed(answer, owed_keys=["9"])
    assert faults_of(owing, html_of(answer), 1) == [
        f"{ANSWER}: key sentence 9 is owed and missing"
    ]


def test_a_block_without_source_or_word_is_named(answer: Sheet) -> None:
    first, *rest = answer.context["blocks"]
    bare = changed(answer, blocks=[{**first, "sources": []}, *rest])
    assert "block 1 has no source" in faults_of(bare, html_of(answer), 1)[0]


def test_a_claim_without_a_source_is_named(answer: Sheet) -> None:
    first, *rest = answer.context["blocks"]
    bare = changed(answer, blocks=[{**first, "unsourced": ["D:x"]}, *rest])
    assert faults_of(bare, html_of(answer), 1) == [
        f"{ANSWER}: block 1 cites D:x, which has no source that may be stated"
    ]


def test_a_sensitive_address_is_named(answer: Sheet) -> None:
    page = dataclasses.replace(answer, path="/en/forced-marriage")
    faults = faults_of(page, html_of(answer), 1)
    assert any("the address holds the sensitive word" in fault for fault in faults)


@pytest.mark.usefixtures("in_urdu")
def test_a_bare_number_in_a_right_to_left_page_is_named(
    sheets: dict[str, Sheet],
) -> None:
    page = sheets["/ur/answer"]
    html = html_of(page)
    assert faults_of(page, html, 6_000) == []
    bare = html.replace("<h1>", "<h1>0808 2000 247 ", 1)
    assert "is not isolated" in faults_of(page, bare, 6_000)[0]
