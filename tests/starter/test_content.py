"""The content that ships: how much of it there is, and what must never be in it."""

from pathlib import Path

import pytest
from django.core.management import call_command

from safety_site.directory.models import Contact, Nation, Organisation
from safety_site.disclosure.models import PublicBody
from safety_site.guide.models import Claim, Confidence
from safety_site.starter.items import WORD, Item
from safety_site.starter.load import items
from safety_site.starter.read import STARTER


@pytest.fixture(scope="module")
def shipped() -> dict[str, Item]:
    """No database: what the files hold, before anything is written."""
    return {item.uid: item for item in items(STARTER)}


def rows(shipped, model):
    return [item.row for item in shipped.values() if type(item.row) is model]


def contacts_of(shipped, key: str) -> list[Contact]:
    return [c for c in rows(shipped, Contact) if c.organisation.key == key]


def test_there_are_42_bodies_and_103_organisations(shipped):
    assert len(rows(shipped, PublicBody)) == 42
    assert len(rows(shipped, Organisation)) == 103


def test_85_organisations_may_be_listed_in_public(shipped):
    public = [
        o
        for o in rows(shipped, Organisation)
        if o.listed and any(c.publishable for c in contacts_of(shipped, o.key))
    ]
    assert len(public) == 85


def test_the_home_office_and_the_commissioner_are_not_in_find_help(shipped):
    unlisted = {o.key for o in rows(shipped, Organisation) if not o.listed}
    assert unlisted == {"home-office-mvdac", "domestic-abuse-commissioner"}


def test_each_nation_has_one_helpline_with_a_published_phone(shipped):
    helplines = {
        o.helpline_for: o.key for o in rows(shipped, Organisation) if o.helpline_for
    }
    assert set(helplines) == set(Nation.values)
    for key in helplines.values():
        first = next(c for c in contacts_of(shipped, key) if c.medium == "phone")
        assert first.publishable
        assert (first.number, first.cost_en[:4], first.hours_en) == (
            1,
            "Free",
            "Day and night.",
        )


def test_published_contacts_come_first_so_that_phone_1_can_be_shown(shipped):
    for organisation in rows(shipped, Organisation):
        by_medium: dict[str, list[bool]] = {}
        for contact in contacts_of(shipped, organisation.key):
            by_medium.setdefault(contact.medium, []).append(contact.publishable)
        for published in by_medium.values():
            assert published == sorted(published, reverse=True)


def test_an_unpublished_contact_says_nothing_to_readers(shipped):
    for contact in rows(shipped, Contact):
        if not contact.publishable:
            said = set(contact.texts("en").values())
            assert said <= {"", "Not confirmed."}, contact.uid


def test_hours_and_cost_of_a_low_entry_are_not_confirmed(shipped):
    # Its helpline's are confirmed by the number's own page (model pages, home).
    for contact in rows(shipped, Contact):
        low = contact.organisation.confidence == Confidence.LOW
        if (
            low
            and contact.publishable
            and contact.uid != "contact:live-fear-free/phone/1"
        ):
            assert {contact.hours_en, contact.cost_en} <= {"", "Not confirmed."}


def test_no_note_promises_anything_about_bills(shipped):
    for model in (Organisation, Contact):
        for row in rows(shipped, model):
            assert "bill" not in " ".join(row.texts("en").values()).lower(), row.uid


def test_names_of_bodies_fit_a_small_screen(shipped):
    for body in rows(shipped, PublicBody):
        assert len(body.name_en) <= 48
        assert max(map(len, body.name_en.split())) <= 16


def test_bodies_that_rest_on_our_reading_show_not_confirmed(shipped):
    shown = {b.key: b.answer_shown for b in rows(shipped, PublicBody)}
    assert shown["embassy"] == shown["pharmacy-safe-space"] == "not-confirmed"
    assert shown["police-if-arrested"] == "not-confirmed"
    assert shown["gp-surgery"] == "no-routine"


def test_open_questions_are_there_to_be_confirmed(shipped):
    asked = [c for c in rows(shipped, Claim) if c.topic == "open-question"]
    assert len(asked) == 10
    assert all(c.note and c.confidence == Confidence.LOW for c in asked)


def test_every_citation_names_a_claim(shipped):
    for item in shipped.values():
        for _, name in item.citations:
            assert name.startswith(WORD) or f"claim:{name}" in shipped, item.where


@pytest.mark.parametrize(
    ("uid", "words"),
    [
        ("claim:D:bottom-line-must-say", "fastest way to be safe"),  # A5
        ("claim:D:already-shared", "lawyer can ask for enforcement to wait"),  # A7
        ("claim:I:mvdac-worker-student-no-settlement", "no clear route"),  # A2
        ("claim:I:vda-fee", "3,226"),  # A18
        ("claim:I:separation-60-days", "60 days"),  # A18
        ("claim:I:evisa-phone-help", "0300"),  # A18
    ],
)
def test_a_correction_stands_in_the_copy(shipped, uid, words):
    assert words not in shipped[uid].row.text


def test_what_may_not_be_said_is_withdrawn(shipped):
    withdrawn = {c.key for c in rows(shipped, Claim) if c.withdrawn}
    assert withdrawn == {
        "D:bright-sky",
        "I:police-data-sharing",
        "I:row-advice-line",
        "I:smv-scheme",
    }


def test_the_matrix_no_longer_holds_what_must_be_left_out():
    text = (STARTER / "facts/services-matrix.yaml").read_text(encoding="utf-8")
    text = " ".join(text.split())
    for words in (
        "decline to answer",
        "father's name",
        "outside right to rent",
        "Delete the history",
        "itemised bills",
        "people the council will not",
    ):
        assert words not in text


def test_the_loader_reads_nothing_outside_the_product():
    for path in STARTER.rglob("*.py"):
        assert "shared" not in Path(path).read_text(encoding="utf-8")


def test_sensitive_words_are_lower_case_and_leave_police_visa_and_help():
    text = (STARTER / "sensitive/en.txt").read_text(encoding="utf-8")
    words = [line for line in text.splitlines() if not line.startswith("#")]
    assert words == sorted(set(words))
    assert all(word == word.lower().strip() and word for word in words)
    assert {"abuse", "home office", "fgm", "report"} <= set(words)
    assert not {"police", "visa", "help"} & set(words)


def test_the_command_loads_all_of_it_once(db, capsys):
    call_command("load_starter")
    call_command("load_starter")
    told = capsys.readouterr().out.splitlines()
    assert told[-2].endswith("made, 0 changed, 0 left to their editors.")
    assert told[-1].endswith("unchanged since it was last loaded.")
    assert Claim.objects.count() > 400
