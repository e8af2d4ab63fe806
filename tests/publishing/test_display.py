"""What a reader of another language sees where text is a draft, stale or missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from safety_site.directory.models import Contact
from safety_site.guide.models import Block, BlockKind, KeySentence, Page
from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.rendering import html_of
from safety_site.publishing.sheet import Sheet
from safety_site.translation.models import VALUES, Revision, Standing
from safety_site.translation.submitting import check, submit
from tests import pseudo
from tests.publishing.conftest import DAY

English = 'lang="en-GB" dir="ltr"'


@pytest.fixture
def urdu(starter: None, db: None, settings: Settings, tmp_path: Path) -> None:
    """Interface strings in pseudo-Urdu, and a texts that each test makes itself."""
    folder = pseudo.write_catalogues(tmp_path / "locale", "ur")
    settings.LOCALE_PATHS = [folder, *settings.LOCALE_PATHS]
    settings.LANGUAGES_ENABLED = ["en", "ur"]


@pytest.fixture
def rule(urdu: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Sheet]:
    """The Urdu sheet of `rule`, whatever else of the language is ready."""

    def sheet(days: int = 0) -> Sheet:
        snapshot = snapshots.take(DAY + timedelta(days))
        monkeypatch.setattr(type(snapshot), "is_ready", lambda self, code: True)
        return contexts.sheets(snapshot)["/ur/rule"]

    return sheet


def blocks() -> list[Block]:
    return list(Block.objects.filter(page__key="rule").order_by("position"))


def translate_rule(standing: Standing = Standing.MACHINE_DRAFT) -> None:
    for item in [Page.objects.get(key="rule"), *blocks(), *KeySentence.objects.all()]:
        pseudo.translated(item, "ur", standing)


def notices(sheet: Sheet) -> list[str]:
    return [block["notice"] for block in sheet.context["blocks"]]


def test_a_page_without_any_translation_keeps_its_frame(rule) -> None:
    sheet = rule()
    html = html_of(sheet)
    assert sheet.context["notices"] == ["page-missing", "draft-both"]
    assert '<html lang="ur"' in html
    assert html.count(English) > len(blocks())


def test_a_translated_frame_does_not_make_a_missing_page_a_translation(rule) -> None:
    for contact in Contact.objects.exclude(note_en=""):
        pseudo.translated(contact, "ur")
    assert rule().context["notices"] == ["page-missing", "draft-both"]


def test_a_machine_draft_says_so_and_leads_to_the_english(rule) -> None:
    translate_rule()
    sheet = rule()
    assert sheet.context["notices"] == ["draft-machine", "draft-both"]
    assert 'href="/en/rule/"' in html_of(sheet)


def test_a_persons_draft_says_so(rule) -> None:
    translate_rule(Standing.DRAFT)
    assert rule().context["notices"] == ["draft-human", "draft-both"]


def test_a_checked_translation_of_checked_english_says_nothing(rule) -> None:
    check_all()
    for item in [Page.objects.get(key="rule"), *blocks(), *KeySentence.objects.all()]:
        draft = pseudo.translated(item, "ur", Standing.DRAFT)
        english = draft.english_digest
        check(item.uid, "ur", draft.digest, "bela", english_on_screen=english)
    assert rule().context["notices"] == []


def test_a_critical_machine_draft_carries_its_english(rule) -> None:
    translate_rule()
    shown = {b["id"]: b["english"] is not None for b in rule().context["blocks"]}
    assert shown == {str(b.number): b.critical for b in blocks()}


def test_a_critical_draft_by_a_person_needs_no_english_beside_it(rule) -> None:
    translate_rule(Standing.DRAFT)
    assert not any(b["english"] for b in rule().context["blocks"])


def test_a_key_sentence_in_a_draft_carries_its_english(rule) -> None:
    translate_rule(Standing.DRAFT)
    key = "No law in the UK bans the police"
    assert key in html_of(rule())


def test_a_missing_block_is_shown_in_english_and_says_why(rule) -> None:
    page, first, *rest = [Page.objects.get(key="rule"), *blocks()]
    for item in [page, *rest, *KeySentence.objects.all()]:
        pseudo.translated(item, "ur")
    sheet = rule()
    assert notices(sheet)[0] == "english-missing"
    assert set(notices(sheet)[1:]) == {""}
    assert sheet.context["blocks"][0]["heading"] == first.heading_en


def test_a_key_sentence_outdated_in_meaning_is_shown_in_english_at_once(rule) -> None:
    translate_rule()
    key = KeySentence.objects.get(key="1")
    key.text_en = "Nothing in law stops the police."
    key.save()
    submit(key, "en", "amina", meaning_changed=True)
    sheet = rule()
    assert "english-changed" in notices(sheet)
    assert '<bdi lang="en-GB" dir="ltr">Nothing in law stops' in html_of(sheet)


def test_a_change_of_wording_shows_no_notice(rule) -> None:
    translate_rule()
    block = next(b for b in blocks() if not b.critical)
    block.body_en += " Truly."
    block.save()
    submit(block, "en", "amina", meaning_changed=False)
    assert set(notices(rule(100))) == {""}


def test_a_language_is_offered_only_when_it_is_ready(urdu: None) -> None:
    snapshot = snapshots.take(DAY)
    assert [language.code for language in snapshot.languages] == ["en"]
    assert "page:answer" in snapshot.missing("ur")
    assert "interface strings" not in snapshot.missing("ur")
    assert "interface strings" in snapshot.missing("th")


def check_all(*but: str) -> None:
    """Every text and value of the site, checked at once by a second person."""
    for revision in Revision.objects.exclude(uid__in=but):
        if revision.uid.startswith("starter:"):
            continue
        check(revision.uid, revision.language, revision.digest, "bela")


def test_an_unchecked_value_on_a_page_makes_it_a_draft(starter: None, db: None) -> None:
    check_all("body:gp-surgery")
    sheets = contexts.sheets(snapshots.take(DAY))
    assert sheets["/en/who"].context["notices"] == ["draft-en"]
    assert sheets["/en/rule"].context["notices"] == []


def test_a_lead_outdated_in_meaning_says_so_at_the_top(rule) -> None:
    translate_rule(Standing.DRAFT)
    page = Page.objects.get(key="rule")
    page.lead_en = "The opposite."
    page.save()
    submit(page, "en", "amina", meaning_changed=True)
    assert "stale" in rule().context["notices"]


def test_english_in_lists_and_links_says_its_language(rule) -> None:
    translate_rule()
    html = html_of(rule())
    assert '<bdi lang="en-GB" dir="ltr">Free. Day and night.</bdi>' in html
    assert '<bdi lang="en-GB" dir="ltr">Find help</bdi>' in html


def test_words_to_hold_up_are_closed_and_carry_their_english_even_when_checked(
    rule,
) -> None:
    block = blocks()[0]
    block.form = BlockKind.SHOW
    submit(block, VALUES, "amina")
    translate_rule(Standing.DRAFT)
    sheet = rule()
    shown = sheet.context["blocks"][0]
    assert (shown["english"]["body"], shown["english"]["is_draft"]) == (
        block.body_en,
        False,
    )
    assert '<details name="card">\n<summary><h2>' in html_of(sheet)
    assert "<details open" not in html_of(sheet)


def test_words_to_hold_up_say_where_a_computer_translated_them(rule) -> None:
    block = blocks()[0]
    block.form = BlockKind.SHOW
    submit(block, VALUES, "amina")
    translate_rule()
    assert '<div class="hers">\n<p class="label">' in html_of(rule())


def test_a_page_about_visas_says_that_it_is_no_advice(rule) -> None:
    page = Page.objects.get(key="rule")
    assert "general" not in rule().context["notices"]
    page.topic = "visa"
    submit(page, VALUES, "amina")
    assert "general" in rule().context["notices"]
