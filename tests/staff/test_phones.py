"""Numbers to ring: which, in what order, until when; and what was heard for good."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from safety_site.directory.models import Contact
from safety_site.guide.models import Confidence
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.models import Edition
from safety_site.staff.phones import (
    Heard,
    Phone,
    PhoneCheck,
    Refused,
    phones,
    phones_due,
    record,
)
from safety_site.translation.models import VALUES
from safety_site.translation.submitting import submit

pytestmark = pytest.mark.usefixtures("starter", "db")
DAY = date(2026, 11, 22)
UID = "contact:galop/phone/1"


def heard(
    what: Heard = Heard.RIGHT, uid: str = UID, today: date = DAY, **more: str
) -> PhoneCheck:
    return record(uid, **{"by": "rana", **more}, heard=what, today=today)


def one(uid: str = UID, today: date = DAY) -> Phone:
    return {phone.uid: phone for phone in phones(today)}[uid]


def contact(uid: str = UID) -> Contact:
    organisation, medium, number = uid.removeprefix("contact:").split("/")
    return Contact.objects.get(
        organisation__key=organisation, medium=medium, number=number
    )


def release(row: Contact) -> None:
    row.save()
    submit(row, VALUES, "amina")


def listed(*arguments: str) -> str:
    out = io.StringIO()
    call_command("phone_list", *arguments, stdout=out)
    return out.getvalue()


def checked(uid: str = UID, **options: str) -> str:
    out = io.StringIO()
    given = {"by": "rana", "heard": "right"} | options
    call_command("phone_checked", uid, stdout=out, **given)
    return out.getvalue()


def test_every_number_that_the_site_shows_is_to_be_rung_but_those_for_emergencies():
    shown = {
        f"contact:{name}"
        for own in snapshots.take(DAY).contacts.values()
        for name, values in own
        if values["dialled"] and values["dialled"] not in ("999", "112", "18000")
    }
    every = phones(DAY)
    assert {phone.uid for phone in every} == shown
    assert len(every) == 71
    assert all(phone.is_due(DAY) for phone in every)
    by_uid = {phone.uid: phone.how for phone in every}
    assert by_uid["contact:police-101/relay/1"] == "ring through Relay UK"
    assert by_uid["contact:civil-legal-advice/sms/1"] == "send a text"


def test_never_checked_comes_first_and_the_lines_of_every_page_before_them_all():
    assert [phone.uid.split("/")[0] for phone in phones(DAY)][:2] == [
        "contact:national-domestic-abuse-helpline",
        "contact:live-fear-free",
    ]
    heard(uid="contact:live-fear-free/phone/1", today=DAY)
    heard(today=DAY - timedelta(days=9))
    assert [phone.uid for phone in phones(DAY)][-2:] == [
        UID,
        "contact:live-fear-free/phone/1",
    ]


def test_a_number_is_due_again_after_three_months():
    heard(today=date(2026, 11, 30))
    assert one().due == date(2027, 2, 28)
    assert not one(today=date(2027, 2, 27)).is_due(date(2027, 2, 27))
    due = {each.uid: each for each in phones_due(date(2027, 3, 5))}
    assert due[UID].since == date(2027, 2, 28)
    assert "Galop" in due[UID].words
    assert "rana found it right on 2026-11-30" in due[UID].words
    assert UID not in {each.uid for each in phones_due(date(2027, 2, 27))}


def test_a_number_that_changed_is_due_at_once():
    heard()
    row = contact()
    row.value, row.dialled = "0800 000 0000", "+448000000000"
    row.save()
    # The working copy is not what readers see.
    assert not one().is_due(DAY)
    submit(row, VALUES, "amina")
    assert one().is_due(DAY)
    assert "changed since rana rang" in one().why
    assert one().shown == "0800 000 0000"


def test_other_spaces_in_a_number_do_not_make_it_another():
    heard()
    row = contact()
    row.value = row.value.replace(" ", "")
    release(row)
    assert not one().is_due(DAY)


def test_a_number_is_to_be_rung_since_an_edition_first_showed_it():
    Edition.objects.create(
        number=1,
        created=timezone.now(),
        day=date(2026, 10, 1),
        author="paula",
        last_revision=1,
        english={},
        values={UID: {"value": one().shown, "dialled": one().dialled}},
        manifest={},
    )
    assert one().due == date(2026, 10, 1)
    assert one("contact:crimestoppers/phone/1").due == DAY


def test_a_wrong_number_stays_first_until_it_is_corrected():
    heard(Heard.WRONG, note="A bakery.")
    later = DAY + timedelta(days=40)
    first = phones_due(later)[0]
    assert (first.uid, first.since) == (UID, DAY)
    assert "rana heard that it is wrong: A bakery. Correct it" in first.words
    # A later call that finds it right ends that.
    heard(today=later)
    assert not one(today=later).is_due(later)


def test_where_nobody_answered_another_hour_is_tried():
    heard(Heard.NO_ANSWER)
    assert not one().is_due(DAY)
    tomorrow = DAY + timedelta(days=1)
    assert one(today=tomorrow).is_due(tomorrow)


def test_of_two_calls_on_one_day_the_later_counts():
    heard(Heard.NO_ANSWER)
    heard(Heard.RIGHT)
    assert one().due == date(2027, 2, 22)
    assert PhoneCheck.objects.count() == 2


@pytest.mark.parametrize(
    "uid",
    [
        "contact:emergency-999/phone/1",
        "contact:emergency-112/phone/1",
        "contact:emergency-sms-999/sms/1",
        "contact:relay-18000/relay/1",
    ],
)
def test_an_emergency_number_is_never_rung_to_try_it(uid: str):
    with pytest.raises(Refused, match="is never rung to try it"):
        heard(uid=uid)
    assert not PhoneCheck.objects.exists()


def test_a_call_does_not_confirm_a_number_that_may_not_be_shown():
    """Corrections A18: `low` never; an editor reads it at its source."""
    row = contact()
    row.confidence = Confidence.LOW
    release(row)
    assert UID not in {phone.uid for phone in phones(DAY)}
    with pytest.raises(Refused, match="an editor must read it at its source"):
        heard()


def test_what_was_heard_changes_nothing_that_readers_see():
    row = contact()
    row.confidence = Confidence.MEDIUM
    release(row)
    before = snapshots.take(DAY).released(UID)
    told = checked(note="Asked for the name of the line.")
    assert "Readers are still told that it was not re-checked" in told
    assert snapshots.take(DAY).released(UID) == before
    row.refresh_from_db()
    assert row.confidence == Confidence.MEDIUM


@pytest.mark.parametrize("uid", ["contact:nobody/phone/1", "galop", "org:galop"])
def test_what_is_no_contact_of_the_site_is_refused(uid: str):
    with pytest.raises(CommandError, match="The site shows no contact"):
        checked(uid)


@pytest.mark.parametrize("name", ["", "  ", "clock", "Starter"])
def test_a_number_is_confirmed_by_a_person_with_a_name(name: str):
    with pytest.raises(CommandError, match="Say who rang, by name"):
        checked(by=name)


def test_a_note_with_unseen_characters_is_refused():
    with pytest.raises(CommandError, match="that nobody can see"):
        checked(note="0808\u202e247")
    assert not PhoneCheck.objects.exists()


def test_a_call_to_the_number_of_an_older_list_does_not_confirm_the_new_one():
    row = contact()
    with pytest.raises(CommandError, match="and not 0800 000 0000, which was rung"):
        checked(number="0800 000 0000")
    assert not PhoneCheck.objects.exists()
    checked(number=row.value.replace(" ", "-"))
    checked(number=row.dialled)
    assert PhoneCheck.objects.count() == 2


@pytest.mark.parametrize(
    ("word", "kept", "told"),
    [
        ("right", "right", "in three months"),
        ("wrong", "wrong", "until an editor corrects or withdraws it"),
        ("none", "no answer", "comes back to the list tomorrow"),
    ],
)
def test_what_was_heard_is_kept_and_the_next_step_told(word, kept, told):
    row = contact()
    row.confidence = Confidence.HIGH
    release(row)
    assert told in checked(heard=word, note="a note")
    made = PhoneCheck.objects.get()
    assert (made.contact, made.heard, made.by, made.note, made.dialled, made.day) == (
        UID,
        kept,
        "rana",
        "a note",
        row.dialled,
        timezone.localdate(),
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE staff_phonecheck SET heard = 'right'",
        "DELETE FROM staff_phonecheck",
        "INSERT OR REPLACE INTO staff_phonecheck "
        "SELECT id, contact, dialled, day, 'mallory', 'right', '' "
        "FROM staff_phonecheck",
    ],
)
def test_sql_cannot_change_what_was_heard(statement: str):
    if connection.vendor != "sqlite" and "REPLACE" in statement:
        pytest.skip("Only SQLite has INSERT OR REPLACE.")
    made = heard(Heard.WRONG, note="A bakery")
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert PhoneCheck.objects.get(pk=made.pk).by == "rana"


def test_the_list_says_whose_each_is_what_to_confirm_and_what_never_to_ring():
    told = listed()
    assert "0808 80 10 800  Live Fear Free helpline\n" in told
    assert "    contact:live-fear-free/phone/1: ring; due since " in told
    # Corrections A8: the Welsh number is reported with other digits elsewhere.
    assert "To confirm: Reported disagreement" in told
    assert "71 of 71 numbers are to be rung." in told
    assert "Never ring 999, 112, 18000 to try them" in told
    checked()
    assert "70 of 71 numbers are to be rung." in listed()
    after = (timezone.localdate() + timedelta(days=100)).isoformat()
    assert "71 of 71 numbers are to be rung." in listed("--today", after)


def test_the_sheet_to_fill_in_can_be_read_and_reckons_nothing(tmp_path: Path):
    sheet = tmp_path / "numbers.csv"
    listed("--csv", str(sheet))
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 71
    first = rows[0]
    assert first["contact"] == "contact:national-domestic-abuse-helpline/phone/1"
    assert first["shown"] == "0808 2000 247"
    assert first["dialled"] == "'+448082000247"
    assert first["source"].startswith("https://")
    assert [first[name] for name in ("heard", "by", "day", "note")] == [""] * 4
    assert not [v for row in rows for v in row.values() if v.startswith(("+", "="))]


def test_a_sheet_that_is_there_is_not_written_over(tmp_path: Path):
    sheet = tmp_path / "numbers.csv"
    sheet.write_text("heard")
    with pytest.raises(CommandError, match=r"is there already\. Nothing"):
        listed("--csv", str(sheet))
    assert sheet.read_text() == "heard"
    with pytest.raises(CommandError, match="could not be written"):
        listed("--csv", str(tmp_path / "none" / "numbers.csv"))


def test_the_dashboard_asks_two_questions_of_the_database(django_assert_num_queries):
    snapshot = snapshots.take(DAY)
    heard()
    heard(uid="contact:crimestoppers/phone/1", today=DAY - timedelta(days=9))
    with django_assert_num_queries(2):
        assert len(phones_due(DAY, snapshot)) == 69
