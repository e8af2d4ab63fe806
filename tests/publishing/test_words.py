"""Words explained: their page, and the links that lead to it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from pytest_django import Settings

from safety_site.guide.models import Block, Claim, KeySentence, Page, Term
from safety_site.publishing import contexts, routes
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.publish import NotPublished, propose
from safety_site.publishing.reading import read
from safety_site.publishing.rendering import html_of, render
from safety_site.publishing.sensitive import sensitive_words
from safety_site.publishing.sheet import Sheet
from safety_site.translation.models import Revision
from safety_site.translation.submitting import submit
from tests import pseudo
from tests.made_pages import list_page
from tests.publishing.conftest import DAY

FIREWALL = routes.anchor(routes.Anchor.WORD, "firewall")


@pytest.fixture
def sheet(starter: None, db: None) -> Callable[[str], Sheet]:
    list_page("words")
    return lambda path: contexts.sheets(snapshots.take(DAY))[path]


def place(token: str) -> Block:
    """A token in a text and a heading of the page `rule`."""
    block = Block.objects.get(page__key="rule", number=1)
    block.heading_en = f"What is a {token}?"
    block.body_en += f"\n\nA {token} is a rule."
    block.save()
    submit(block, "en", "amina", meaning_changed=False)
    return block


def new_term() -> Term:
    """One that no text of the starter places."""
    term = Term.objects.create(key="new", term_en="newly", definition_en="A word.")
    submit(term, "und", "amina")
    submit(term, "en", "amina")
    return term


def edit(term: Term, *, meaning_changed: bool = True) -> None:
    term.definition_en += " Truly."
    term.save()
    submit(term, "en", "amina", meaning_changed=meaning_changed)


def test_all_words_stand_in_order_with_their_definitions(sheet) -> None:
    terms = sheet("/en/words").context["terms"]
    assert len(terms) == Term.objects.count() == 50
    names = [term["term"] for term in terms]
    assert names[:2] == ["abuser", "caseworker"]
    assert names == sorted(names, key=str.casefold)
    html = html_of(sheet("/en/words"))
    assert f'<dt id="{FIREWALL}">firewall (data-sharing ban)</dt>' in html
    assert "It is not law in the UK." in html


def test_a_definition_shows_numbers_by_token(sheet) -> None:
    html = html_of(sheet("/en/words"))
    assert 'In danger, call <a href="tel:999"><bdi dir="ltr">999</bdi></a>.' in html


def test_no_address_of_a_word_says_what_it_is(sheet) -> None:
    ids = [term["id"] for term in sheet("/en/words").context["terms"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("w[0-9a-f]{5}", name) for name in ids)
    assert not [w for w in sensitive_words("en") for name in ids if w in name]


def test_a_word_in_a_text_leads_to_its_entry(sheet) -> None:
    place("{term:firewall}")
    html = html_of(sheet("/en/rule"))
    link = f'<a href="/en/words/#{FIREWALL}">firewall (data-sharing ban)</a>'
    assert html.count(f"A {link} is a rule.") == 1
    assert "<h2>What is a firewall (data-sharing ban)?</h2>" in html


def test_without_the_page_a_word_is_plain_text(sheet) -> None:
    place("{term:firewall}")
    page = Page.objects.get(key="words")
    page.withdrawn = True
    page.save()
    submit(page, "und", "amina")
    html = html_of(sheet("/en/rule"))
    assert "A firewall (data-sharing ban) is a rule." in html


def test_a_word_that_may_not_be_shown_stops_the_edition(sheet) -> None:
    place("{term:firewall}")
    term = Term.objects.get(key="firewall")
    term.withdrawn = True
    term.save()
    submit(term, "und", "amina")
    with pytest.raises(NotPublished, match="firewall} stands for nothing"):
        propose(DAY)


def test_a_word_whose_claim_may_not_be_stated_stops_the_edition(sheet) -> None:
    claim = Claim.objects.get(key="G:firewall")
    claim.confidence = "low"
    claim.save()
    submit(claim, "und", "amina")
    with pytest.raises(NotPublished, match="term:firewall cites G:firewall, which has"):
        propose(DAY)


def test_a_word_that_names_no_claim_stops_the_edition(sheet) -> None:
    term = Term.objects.create(key="tea", term_en="tea", definition_en="A drink.")
    submit(term, "und", "amina")
    submit(term, "en", "amina")
    with pytest.raises(NotPublished, match="term:tea has no source and no word"):
        propose(DAY)


class TestInUrdu:
    @pytest.fixture
    def urdu(self, sheet, in_urdu: None) -> Callable[[str], Sheet]:
        return sheet

    def test_a_translated_word_is_followed_by_its_english(self, urdu) -> None:
        pseudo.translated(place("{term:firewall}"), "ur")
        html = html_of(urdu("/ur/rule"))
        word = pseudo.pseudo("firewall (data-sharing ban)", "ur")
        assert f'<a href="/ur/words/#{FIREWALL}">{word}</a> (<bdi lang="en-GB"' in html

    def test_the_list_says_each_word_in_english_too(self, urdu) -> None:
        html = html_of(urdu("/ur/words"))
        english = '(<bdi lang="en-GB" dir="ltr">police</bdi>)</dt>'
        assert f"{pseudo.pseudo('police', 'ur')} {english}" in html

    def test_the_list_is_in_the_order_of_its_own_language(self, urdu) -> None:
        keys = {code: self.keys(urdu(f"/{code}/words")) for code in ("en", "ur")}
        assert sorted(keys["en"]) == sorted(keys["ur"])
        assert keys["en"] != keys["ur"]

    def keys(self, sheet: Sheet) -> list[str]:
        return [term["id"] for term in sheet.context["terms"]]

    def entry(self, sheet: Sheet, key: str) -> dict[str, object]:
        found = [
            t
            for t in sheet.context["terms"]
            if t["id"] == routes.anchor(routes.Anchor.WORD, key)
        ]
        return found[0]

    def test_a_word_outdated_in_meaning_says_so(self, urdu) -> None:
        edit(Term.objects.get(key="police"))
        page = urdu("/ur/words")
        assert self.entry(page, "police")["notice"] == "stale"
        message = "This part is out of date. The English text has changed."
        assert html_of(page).count(pseudo.pseudo(message, "ur")) == 1

    def test_a_critical_word_carries_its_english_beside_a_draft(self, urdu) -> None:
        term = Term.objects.get(key="firewall")
        term.critical = True
        term.save()
        submit(term, "und", "amina")
        page = urdu("/ur/words")
        assert "It is not law in the UK." in html_of(page)
        edit(term)
        assert self.entry(urdu("/ur/words"), "firewall")["notice"] == "english-changed"

    def test_a_new_word_is_shown_in_english_and_says_why(self, urdu) -> None:
        term = Term.objects.create(key="tea", term_en="tea", definition_en="A drink.")
        submit(term, "und", "amina")
        submit(term, "en", "amina")
        page = urdu("/ur/words")
        assert self.entry(page, "tea")["notice"] == "english-missing"
        assert '<bdi lang="en-GB" dir="ltr">tea</bdi></dt>' in html_of(page)
        assert not read(html_of(page)).mistakes

    def test_the_page_is_within_its_budget(self, urdu) -> None:
        assert render(urdu("/ur/words")).faults == []


def test_a_language_needs_the_words_that_essential_pages_place(
    sheet, settings: Settings
) -> None:
    settings.LANGUAGES_ENABLED = ["en", "ur"]
    term = new_term()
    assert term.uid not in snapshots.take(DAY).missing("ur")
    place("{term:new}")
    assert term.uid in snapshots.take(DAY).missing("ur")
    pseudo.translated(term, "ur")
    assert term.uid not in snapshots.take(DAY).missing("ur")


def test_a_word_in_a_key_sentence_is_needed_too(sheet, settings: Settings) -> None:
    settings.LANGUAGES_ENABLED = ["en", "ur"]
    term = new_term()
    assert term.uid not in snapshots.take(DAY).missing("ur")
    key = KeySentence.objects.get(key="1")
    key.text_en += " It is a {term:new}."
    key.save()
    submit(key, "en", "amina", meaning_changed=False)
    assert term.uid in snapshots.take(DAY).missing("ur")


def test_every_word_is_frozen_in_english(starter: None, db: None) -> None:
    assert Revision.objects.filter(uid__startswith="term:", language="en").count() == 50
