"""Urgent notices: in all languages with one edition, on the pages concerned alone."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import brotli
import polib
import pytest
from django.conf import settings as configured
from django.db import DatabaseError, transaction
from pytest_django import Settings

from safety_site.delivery.pack import Pack
from safety_site.directory.models import Organisation
from safety_site.publishing import contexts, freeze, phrases, urgent
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.clock import tick
from safety_site.publishing.models import Freeze, UrgentNotice
from safety_site.publishing.publish import NotPublished, propose
from safety_site.publishing.rollback import rollback
from safety_site.publishing.validation import faults_of
from safety_site.starter import translations
from safety_site.starter.read import STARTER
from safety_site.translation.models import VALUES
from safety_site.translation.submitting import submit
from tests.publishing.conftest import CODE, DAY, Publish

pytestmark = pytest.mark.usefixtures("starter", "db")
MARK = 'class="notice urgent"'
LINE = "Galop"


def make(phrase: str = "may-be-wrong", place: str = "", **slots: str) -> UrgentNotice:
    return urgent.make(
        phrase, slots, place, author="paula", reason="It was rung.", today=DAY
    )


def pages(pack: Path) -> dict[str, str]:
    opened = Pack.open(pack)
    return {
        path: brotli.decompress(opened.entry(path).brotli).decode()
        for path in opened.entries
        if "/data/" not in path and not CODE.fullmatch(path)
    }


def warned(pack: Path) -> set[str]:
    return {path for path, html in pages(pack).items() if MARK in html}


def test_a_notice_reaches_three_languages_at_once_and_leaves_them(
    publish: Publish, pack: Path, settings: Settings
) -> None:
    settings.LANGUAGES_ENABLED = ["en", "ur", "ar"]
    translations.bring_in(STARTER, settings.LANGUAGES_ENABLED, lambda line: None)
    publish()
    before = pages(pack)
    galop = Organisation.objects.get(key="galop")
    number = galop.contacts.get(medium="phone", number=1).dialled
    concerned = {path for path, html in before.items() if f"tel:{number}" in html}
    assert {path.split("/")[1] for path in concerned} == {"en", "ur", "ar"}

    row = make("number-fails", "contact:galop/phone/1", organisation="galop")
    proposal = propose(DAY)
    assert set(proposal.built.rendered) == concerned
    assert publish()
    assert warned(pack) == concerned
    now = pages(pack)
    for code, words in {
        "en": "The phone number of this service does not work now: Galop",
        "ur": "اس ادارے کا فون نمبر ابھی کام نہیں کر رہا",
        "ar": "رقم هاتف هذه الخدمة لا يعمل الآن",
    }.items():
        page = next(now[path] for path in concerned if path.startswith(f"/{code}/"))
        notice = page[page.index(MARK) :].partition("</div>")[0]
        assert words in notice
        assert page.index("</h1>") < page.index(MARK)
        if code != "en":
            assert page.index(MARK) < page.index('class="notice"')
            assert '<bdi lang="en-GB" dir="ltr">Galop' in notice
    urgent.end(row.pk, "paula", "It works again.")
    assert set(propose(DAY).built.rendered) == concerned
    publish()
    assert pages(pack) == before


def test_the_clock_neither_loses_a_notice_nor_brings_one(
    publish: Publish, pack: Path
) -> None:
    row = make("rule-changed", "page:rule", date=str(DAY))
    publish()
    make("may-be-wrong", "page:phone")
    made = tick(DAY + timedelta(400))
    assert made
    assert made.last_notice == row.pk
    assert warned(pack) == {"/en/rule"}
    assert "changed on 22 November 2026" in pages(pack)["/en/rule"]


def test_going_back_keeps_what_is_in_force_and_brings_nothing_that_ended(
    publish: Publish, pack: Path
) -> None:
    publish()
    row = make(place="page:rule")
    publish()
    rollback(1, "paula", "paula", "Wrong.")
    assert warned(pack) == {"/en/rule"}
    # The clock knows what was served.
    assert tick(DAY + timedelta(1)) is None
    urgent.end(row.pk, "paula", "Checked.")
    publish()
    assert warned(pack) == set()
    rollback(2, "paula", "paula", "Wrong.")
    assert warned(pack) == set()


def test_nobody_in_danger_is_told_to_wait_and_frames_warn_of_their_own_numbers() -> (
    None
):
    make("ask-first")
    sheets = contexts.sheets(snapshots.take(DAY))
    said = {p for p, sheet in sheets.items() if sheet.context.get("urgent")}
    assert {"/en", "/en/answer", "/en/help/all"} <= said
    assert said.isdisjoint({"/en/now", "/", "404", "404/en", "405"})
    line = "contact:national-domestic-abuse-helpline/phone/1"
    make("number-fails", line, organisation="national-domestic-abuse-helpline")
    sheets = contexts.sheets(snapshots.take(DAY))
    bare = {p for p, sheet in sheets.items() if not sheet.context.get("urgent")}
    assert {path for path in bare if "/data/" not in path} == set()


def test_a_page_without_its_notice_is_not_published() -> None:
    make(place="page:rule")
    sheet = contexts.sheets(snapshots.take(DAY))["/en/rule"]
    assert "/en/rule: an urgent notice is missing" in faults_of(sheet, "<p>Hello", 1)


def test_a_notice_about_what_is_no_longer_shown_says_so(publish: Publish) -> None:
    make("closed-until", "page:help", organisation="galop", date=str(DAY))
    galop = Organisation.objects.get(key="galop")
    galop.withdrawn = True
    galop.save()
    submit(galop, VALUES, "amina")
    with pytest.raises(NotPublished, match="End the notice, or make another one"):
        propose(DAY)


@pytest.mark.parametrize(
    ("phrase", "slots", "why"),
    [
        ("hello", {}, "Choose what the notice says"),
        ("may-be-wrong", {"date": "2026-11-22"}, "names no date"),
        ("rule-changed", {}, "one more thing: the date"),
        ("rule-changed", {"date": "tomorrow"}, "is not a day"),
        ("closed-until", {"date": "2026-11-21", "organisation": "galop"}, "is past"),
    ],
)
def test_what_fills_no_phrase_is_refused(phrase, slots, why: str) -> None:
    with pytest.raises(urgent.Refused, match=why):
        make(phrase, **slots)
    assert urgent.known() == ((), 0)


def test_a_notice_ends_once_and_says_why() -> None:
    row = make()
    with pytest.raises(urgent.Refused, match="Say why"):
        urgent.end(row.pk, "paula", " ")
    urgent.end(row.pk, "petra", "Checked.")
    with pytest.raises(urgent.Refused, match="not in force"):
        urgent.end(row.pk, "paula", "Checked.")


def test_the_database_keeps_every_row() -> None:
    make()
    freeze.stop("paula", "Alarm.")
    for model in (UrgentNotice, Freeze):
        for rewrite in (
            lambda model=model: model.objects.update(author="nobody"),
            lambda model=model: model.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                rewrite()


@pytest.mark.parametrize("code", ["ar", "bn", "es", "pl", "ps", "so", "ti", "ur"])
def test_every_phrase_waits_in_every_language_with_the_same_slots(code: str) -> None:
    folder = Path(configured.LOCALE_PATHS[0])
    source = polib.pofile(str(folder / code / "LC_MESSAGES" / "django.po"))
    for phrase in phrases.PHRASES.values():
        entry = source.find(phrase.text)
        assert entry, phrase.text
        slots = re.findall(r"%\((\w+)\)s", entry.msgstr)
        assert sorted(slots) == sorted(phrase.slots)
        assert entry.msgstr.count("%") == len(slots)
        # Nobody has checked it, and its source says so.
        assert entry.comment == "draft" or entry.tcomment == "draft"
