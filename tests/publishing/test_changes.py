"""What changed: told once, on its day, and never by a publisher who changed nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import brotli
import pytest
from django.core.management import call_command

from safety_site.delivery.pack import Pack
from safety_site.directory.models import Contact, Organisation
from safety_site.disclosure.models import Answer, PublicBody
from safety_site.guide.content import Content
from safety_site.guide.models import Block, Claim, Fact, KeySentence, Page, Term
from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.changes import changes, newly_english, newly_valued
from safety_site.publishing.clock import tick
from safety_site.publishing.kinds import changed
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import propose
from safety_site.publishing.rendering import html_of, render
from safety_site.translation.models import Standing
from safety_site.translation.submitting import check, newest, submit
from tests import pseudo
from tests.made_pages import list_page
from tests.publishing.conftest import DAY, Publish

Record = Callable[[date], None]
NEXT = DAY + timedelta(1)
LATER = DAY + timedelta(7)


def rewrite(item: Content, field: str, *, meaning: bool, text: str = "Also.") -> None:
    setattr(item, f"{field}_en", f"{getattr(item, f'{field}_en')} {text}")
    item.save()
    submit(item, "en", "amina", meaning_changed=meaning)


def release(item: Content, **values: object) -> None:
    for name, value in values.items():
        setattr(item, name, value)
    item.save()
    submit(item, "und", "amina")


def block(number: int = 1, page: str = "rule") -> Block:
    return Block.objects.get(page__key=page, number=number)


def new_fact() -> Fact:
    """One that no text of the starter places."""
    claim = Claim.objects.get(key="P:C9")
    fact = Fact.objects.create(key="new", value="537", unit="count", claim=claim)
    submit(fact, "und", "amina")
    return fact


def new_key(text: str) -> KeySentence:
    """One that no text of the starter places."""
    key = KeySentence.objects.create(key="new", text_en=text)
    submit(key, "und", "amina")
    submit(key, "en", "amina")
    return key


def place(token: str, *pages: str) -> None:
    for page in pages:
        rewrite(block(page=page), "body", meaning=False, text=f"\n\n{token}")


def helpline() -> Contact:
    return Contact.objects.get(organisation__key="galop", medium="phone", number=1)


@pytest.fixture
def record(starter: None, db: None) -> Callable[[date], None]:
    """Keeps an edition of a day, of which no page is rendered."""

    def make(day: date) -> None:
        snapshot = snapshots.take(day)
        Edition.objects.create(
            number=Edition.objects.count() + 1,
            created=datetime.combine(day, time(), UTC),
            day=day,
            author="paula",
            last_revision=snapshot.history.last_revision,
            english=newly_english(snapshot),
            values=newly_valued(snapshot),
            manifest={},
        )

    return make


def told(day: date = LATER) -> list[tuple[date, str, list[str], list[str]]]:
    """What the page says on a day: day, page, what changed, about whom."""
    snapshot = snapshots.take(day)
    shown = changed.beside(snapshot, "en").context["days"]
    return [
        (
            when,
            entry["name"]["text"],
            entry["what"],
            [name["text"] for name in entry["about"]],
        )
        for when, of_day in zip(
            dict.fromkeys(c.day for c in changes(snapshot)), shown, strict=True
        )
        for entry in of_day["entries"]
    ]


def packed(pack: Path) -> str:
    return brotli.decompress(Pack.open(pack).entry("/en/what-changed").brotli).decode()


def days(pack: Path) -> list[str]:
    return re.findall("<dt>(.+?)</dt>", packed(pack).partition("<dl")[2])[:2]


ANSWER = "The short answer"
RULE = "The rule people ask for"
HELP = "Find help"


def test_before_and_after_the_first_edition_there_is_nothing_to_tell(
    publish: Publish,
) -> None:
    before = contexts.sheets(snapshots.take(DAY))["/en/what-changed"]
    publish()
    after = contexts.sheets(snapshots.take(LATER))["/en/what-changed"]
    assert before.context == after.context
    assert after.context["days"] == []
    assert after.context["first_edition"] == "22 November 2026"
    assert "The first edition." in html_of(after)


@pytest.mark.parametrize(("meaning", "what"), [(True, "meaning"), (False, "wording")])
def test_a_changed_text_is_told_on_the_day_of_its_edition(
    record: Record, meaning: bool, what: str
) -> None:
    record(DAY)
    rewrite(block(), "body", meaning=meaning)
    record(NEXT)
    assert told() == [(NEXT, RULE, [what], [])]


def test_meaning_goes_before_wording_on_one_page_and_day(record: Record) -> None:
    record(DAY)
    rewrite(block(1), "body", meaning=False)
    rewrite(block(2), "body", meaning=True)
    record(NEXT)
    assert told() == [(NEXT, RULE, ["meaning"], [])]


def test_the_newest_day_comes_first(record: Record) -> None:
    record(DAY)
    rewrite(block(), "body", meaning=False)
    record(NEXT)
    rewrite(block(), "body", meaning=True)
    record(LATER)
    assert [(day, what) for day, _, what, _ in told()] == [
        (LATER, ["meaning"]),
        (NEXT, ["wording"]),
    ]


@pytest.mark.parametrize("day", [DAY, NEXT])
def test_publishing_again_makes_no_edition(
    publish: Publish, day: date, capsys: pytest.CaptureFixture[str]
) -> None:
    publish()
    rewrite(block(), "body", meaning=True)
    release(helpline(), value="0800 999 5429")
    assert publish(day) is not None
    assert publish(day) is None
    assert publish(LATER) is None
    call_command("publish", "--check")
    assert "are as a full render" in capsys.readouterr().out


def test_the_page_of_the_edition_itself_tells_of_it(
    publish: Publish, pack: Path
) -> None:
    publish()
    rewrite(block(), "body", meaning=True)
    publish(NEXT)
    page = packed(pack)
    assert days(pack) == ["23 November 2026", "22 November 2026"]
    assert f'<a href="/en/rule/">{RULE}</a><br>The meaning changed.' in page


def test_the_clock_tells_nothing(publish: Publish, pack: Path) -> None:
    publish()
    rewrite(block(), "body", meaning=True)
    publish(NEXT)
    # Submitted, and not published yet.
    rewrite(block(2), "body", meaning=True)
    release(helpline(), value="0800 999 5429")
    assert tick(LATER) is None
    edition = tick(DAY + timedelta(400))
    assert edition is not None
    assert (edition.english, edition.values) == ({}, {})
    assert days(pack) == ["23 November 2026", "22 November 2026"]


def test_a_check_of_the_same_words_is_no_change(record: Record) -> None:
    record(DAY)
    seen = newest("block:rule/1", "en")
    assert seen is not None
    check("block:rule/1", "en", seen.digest, "bela")
    record(NEXT)
    assert told() == []


def test_words_that_are_as_before_after_a_change_and_back_are_told_twice(
    record: Record,
) -> None:
    record(DAY)
    own = block()
    before = own.body_en
    rewrite(own, "body", meaning=True)
    record(NEXT)
    own.body_en = before
    own.save()
    submit(own, "en", "amina", meaning_changed=True)
    record(LATER)
    assert [what for _, _, what, _ in told()] == [["meaning"], ["meaning"]]


def test_a_changed_phone_is_told_with_the_name_of_its_organisation(
    record: Record,
) -> None:
    record(DAY)
    release(helpline(), value="0800 999 5429", dialled="+448009995429")
    record(NEXT)
    assert (NEXT, HELP, ["values"], ["Galop LGBT+ abuse helpline"]) in told()


def test_a_phone_that_is_shown_no_more_is_told(record: Record) -> None:
    record(DAY)
    release(helpline(), confidence="low")
    record(NEXT)
    assert (NEXT, HELP, ["values"], ["Galop LGBT+ abuse helpline"]) in told()


def test_a_phone_that_was_never_shown_is_not_told(record: Record) -> None:
    line = helpline()
    release(line, confidence="low")
    record(DAY)
    release(line, value="0800 999 5429")
    rewrite(line, "note", meaning=True)
    record(NEXT)
    assert told() == []


def test_a_note_to_an_organisation_names_it(record: Record) -> None:
    record(DAY)
    rewrite(Organisation.objects.get(key="galop"), "description", meaning=True)
    record(NEXT)
    assert told() == [(NEXT, HELP, ["meaning"], ["Galop LGBT+ abuse helpline"])]


def test_a_changed_figure_is_told_of_every_page_that_places_it(
    record: Record,
) -> None:
    fact = new_fact()
    place("{fact:new}", "answer", "rule")
    record(DAY)
    release(fact, value="600")
    record(NEXT)
    assert told() == [(NEXT, ANSWER, ["values"], []), (NEXT, RULE, ["values"], [])]


def test_a_figure_in_a_key_sentence_reaches_the_pages_of_the_sentence(
    record: Record,
) -> None:
    fact = new_fact()
    new_key("It is {fact:new}.")
    place("{key:new}", "now")
    record(DAY)
    release(fact, value="600")
    record(NEXT)
    assert told() == [(NEXT, "Right now", ["values"], [])]


def test_a_changed_answer_of_a_body_is_told_with_its_name(record: Record) -> None:
    body = PublicBody.objects.get(key="gp-surgery")
    record(DAY)
    release(body, answer=next(a for a in Answer if a != body.answer))
    record(NEXT)
    pages = Page.objects.filter(key__in=("who", f"who-{body.group}"))
    assert told() == [
        (NEXT, page.link_name_en, ["values"], [body.name_en])
        for page in pages.order_by("position")
    ]


def test_a_changed_key_sentence_is_told_of_the_pages_that_place_it(
    record: Record,
) -> None:
    key = new_key("You may say no.")
    place("{key:new}", "answer", "rule")
    record(DAY)
    rewrite(key, "text", meaning=True)
    record(NEXT)
    assert told() == [(NEXT, ANSWER, ["meaning"], []), (NEXT, RULE, ["meaning"], [])]


def test_a_word_explained_anew_is_told_of_its_page_alone(record: Record) -> None:
    list_page("words")
    record(DAY)
    rewrite(Term.objects.get(key="firewall"), "definition", meaning=False)
    record(NEXT)
    (day, _, what, about), *rest = told()
    assert (day, what, rest) == (NEXT, ["wording"], [])
    assert about == ["firewall (data-sharing ban)"]


def test_a_new_page_is_told_as_new(record: Record) -> None:
    record(DAY)
    page = Page.objects.create(
        key="tea",
        slug="tea",
        position=90,
        title_en="Tea",
        heading_en="Tea?",
        link_name_en="About tea",
        lead_en="Here.",
    )
    submit(page, "und", "amina")
    submit(page, "en", "amina")
    record(NEXT)
    rewrite(page, "lead", meaning=False)
    record(LATER)
    assert told() == [
        (LATER, "About tea", ["wording"], []),
        (NEXT, "About tea", ["new"], []),
    ]


def test_a_new_block_changes_the_meaning_of_its_page(record: Record) -> None:
    record(DAY)
    new = block()
    new.pk, new.number, new.position = None, 90, 90
    new.save()
    submit(new, "und", "amina")
    submit(new, "en", "amina")
    snapshot = snapshots.take(NEXT)
    assert [(c.page, c.what) for c in changes(snapshot)] == [("rule", {"meaning"})]


def test_a_block_taken_out_changes_the_meaning_of_its_page(record: Record) -> None:
    record(DAY)
    release(block(3), withdrawn=True)
    record(NEXT)
    assert told() == [(NEXT, RULE, ["meaning"], [])]


def test_of_a_page_taken_away_its_name_is_left(record: Record) -> None:
    record(DAY)
    rewrite(block(), "body", meaning=True)
    record(NEXT)
    release(Page.objects.get(key="rule"), withdrawn=True)
    record(LATER)
    assert told() == [(LATER, RULE, ["gone"], [])]
    html = html_of(contexts.sheets(snapshots.take(LATER))["/en/what-changed"])
    assert f"{RULE}<br>This page was taken away." in html
    assert "/en/rule/" not in html


def test_where_counting_begins_nothing_is_told(record: Record) -> None:
    """An edition made before values were on record."""
    record(DAY)
    Edition.objects.update(values={})
    rewrite(block(), "body", meaning=False)
    record(NEXT)
    assert told() == [(NEXT, RULE, ["wording"], [])]
    assert len(Edition.objects.get(number=2).values) > 400


def test_a_value_that_is_recorded_from_now_on_is_no_change(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safety_site.publishing import changes as module

    record(DAY)
    heard = {**module.HEARD, "contact": ("value", "dialled", "medium")}
    monkeypatch.setattr(module, "HEARD", heard)
    rewrite(block(), "body", meaning=False)
    record(NEXT)
    assert told() == [(NEXT, RULE, ["wording"], [])]


def test_an_edition_records_only_what_is_new(publish: Publish) -> None:
    publish()
    release(helpline(), value="0800 999 5429", dialled="+448009995429")
    edition = publish(NEXT)
    assert edition is not None
    assert edition.english == {}
    assert edition.values == {
        "contact:galop/phone/1": {"value": "0800 999 5429", "dialled": "+448009995429"}
    }


def many_days(publish: Publish, count: int) -> None:
    """Editions of which each has every organisation and word on record as changed:
    those of which one page has more than an entry names.
    """
    publish()
    about = [item.uid for kind in (Organisation, Term) for item in kind.objects.all()]
    first = Edition.objects.get()
    for number in range(2, count + 2):
        day = DAY + timedelta(number)
        seen = {uid: None if number % 2 else {"name": str(number)} for uid in about}
        Edition.objects.create(
            number=number,
            created=first.created,
            day=day,
            author="paula",
            last_revision=first.last_revision,
            english={},
            values=seen,
            manifest=first.manifest,
        )


def test_the_page_keeps_to_its_budget_however_much_changed(
    publish: Publish, in_urdu: None
) -> None:
    many_days(publish, 60)
    sheets = contexts.sheets(snapshots.take(DAY + timedelta(90)))
    for code in ("en", "ur"):
        sheet = sheets[f"/{code}/what-changed"]
        entries = [e for day in sheet.context["days"] for e in day["entries"]]
        assert len(entries) == changed.ENTRIES
        assert {len(entry["about"]) for entry in entries} == {changed.NAMES}
        assert render(sheet).faults == []
        assert not sheet.context["first_edition"]
    assert "keep a record of older changes" in html_of(sheets["/en/what-changed"])


def test_in_another_language_pages_and_days_are_in_its_words(
    publish: Publish, in_urdu: None
) -> None:
    publish()
    rewrite(block(), "body", meaning=True)
    publish(NEXT)
    html = html_of(contexts.sheets(snapshots.take(LATER))["/ur/what-changed"])
    assert f'<a href="/ur/rule/">{pseudo.pseudo(RULE, "ur")}</a>' in html
    assert pseudo.pseudo("The meaning changed.", "ur") in html
    assert "نومبر" in html


def test_a_translation_is_no_change(publish: Publish, in_urdu: None) -> None:
    publish()
    own = block()
    own.body_ur += " ب"
    own.save()
    submit(own, "ur", "tara", standing=Standing.DRAFT)
    assert publish(NEXT) is not None
    assert told() == []


def test_a_proposal_that_is_not_kept_leaves_nothing(publish: Publish) -> None:
    publish()
    rewrite(block(), "body", meaning=True)
    propose(NEXT)
    publish(LATER)
    assert told() == [(LATER, RULE, ["meaning"], [])]
