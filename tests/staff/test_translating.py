"""The pair form's work: what is shown beside what, and that no text is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safety_site.guide.models import Block, Page
from safety_site.staff.desk.bundles import bundle_of, in_bundle
from safety_site.staff.desk.state import State
from safety_site.staff.desk.translating import Entry, entries, save
from safety_site.translation.models import Revision
from safety_site.translation.submitting import submit

pytestmark = pytest.mark.usefixtures("starter", "db")
HEADING, BODY = "کیا یہ قانون ہے؟", "پارلیمنٹ نے ایسا کوئی قانون نہیں بنایا۔"


@pytest.fixture
def block() -> Block:
    page = Page.objects.get(key="rule")
    made = Block.objects.create(
        page=page,
        number=99,
        position=99,
        heading_en="Is it a law?",
        body_en="Parliament has not made such a law.",
    )
    submit(made, "und", "amina")
    submit(made, "en", "amina")
    return made


@pytest.fixture
def entry(block: Block) -> Callable[[], Entry]:
    return lambda: next(e for e in entries("page:rule", "ur") if e.uid == block.uid)


def sent(entry: Entry, heading: str = HEADING, body: str = BODY, **more: str):
    fields = {"heading": heading, "body": body}
    digests = {"opened": entry.opened, "english": entry.english_digest}
    return {entry.uid: fields | digests | more}


def saved(entry: Entry, *, by: str = "tahira", **more: str) -> Entry:
    found = save("page:rule", "ur", sent(entry, **more), by)
    return next(e for e in found if e.uid == entry.uid)


def test_a_bundle_holds_what_belongs_together() -> None:
    uids = ["block:rule/10", "block:rule/2", "page:rule", "page:rule-2", "term:rule"]
    assert in_bundle("page:rule", uids) == [
        "page:rule",
        "block:rule/2",
        "block:rule/10",
    ]
    assert bundle_of("contact:refuge/phone/1") == "org:refuge"
    assert bundle_of("answer:check/2a/1") == "tool:check"
    assert bundle_of("term:visa") == "term"


def test_a_text_is_saved_as_a_draft_of_the_english_that_was_read(entry) -> None:
    before = entry()
    assert before.state == State.MISSING
    after = saved(before)
    assert (after.saved, after.state, after.refused) == (True, State.WAITING, "")
    made = Revision.objects.get(uid=before.uid, language="ur")
    assert made.content == {"heading": HEADING, "body": BODY}
    assert (made.author, made.english_digest) == ("tahira", before.english_digest)
    assert entry().state == State.WAITING


def test_a_form_sent_back_as_it_was_writes_nothing(entry) -> None:
    saved(entry())
    saved(entry())
    assert Revision.objects.filter(uid=entry().uid, language="ur").count() == 1


def test_the_second_of_two_translators_is_told_and_shown_both_texts(entry) -> None:
    opened = entry()
    saved(opened, body="پارلیمنٹ نے ایسا قانون نہیں بنایا۔", by="rana")
    late = saved(opened)
    assert not late.saved
    assert "Someone else saved this text" in late.refused
    body = next(line for line in late.lines if line.name == "body")
    assert (body.text, body.theirs) == (BODY, "پارلیمنٹ نے ایسا قانون نہیں بنایا۔")
    assert Revision.objects.filter(uid=opened.uid, language="ur").count() == 1


def test_a_fault_does_not_hide_that_somebody_else_saved(entry) -> None:
    opened = entry()
    saved(opened, by="rana")
    late = saved(opened, body="Parliament 9")
    assert "Someone else saved" in late.refused
    wrong = saved(entry(), body="پارلیمنٹ 9")
    assert wrong.lines[1].faults
    assert (wrong.opened, wrong.refused) == (entry().opened, "")


def test_a_text_that_one_never_touched_is_not_put_back(entry) -> None:
    saved(entry())
    opened = entry()
    saved(opened, body="پارلیمنٹ نے ایسا قانون نہیں بنایا۔", by="rana")
    # The same form, sent for the sake of another text in it.
    assert saved(opened).refused == ""
    assert entry().lines[1].text == "پارلیمنٹ نے ایسا قانون نہیں بنایا۔"


def test_a_text_with_a_fault_stays_in_the_form_and_the_others_are_saved(
    entry, block: Block
) -> None:
    other = next(e for e in entries("page:rule", "ur") if e.uid == "page:rule")
    page = {line.name: HEADING for line in other.lines}
    digests = {"opened": other.opened, "english": other.english_digest}
    wrong = sent(entry(), body="Parliament بنایا <b>نہیں</b>")
    found = save("page:rule", "ur", wrong | {other.uid: page | digests}, "tahira")
    by_uid = {e.uid: e for e in found}
    body = by_uid[block.uid].lines[1]
    assert len(body.faults) == 2
    assert body.text == "Parliament بنایا <b>نہیں</b>"
    assert not by_uid[block.uid].saved
    assert by_uid["page:rule"].saved


def test_an_outdated_text_shows_what_changed_in_the_english(entry, block) -> None:
    saved(entry())
    block.body_en = "Parliament has never made such a law."
    # As the admin does: the columns of other languages are left alone.
    block.save(update_fields=["body_en"])
    submit(block, "en", "amina", meaning_changed=True)
    found = entry()
    assert found.state == State.OUTDATED
    body = next(line for line in found.lines if line.name == "body")
    assert body.changed_english == (
        "Parliament has <del>not</del><ins>never</ins> made such a law."
    )
    assert (
        next(line for line in found.lines if line.name == "heading").changed_english
        is None
    )


def test_still_right_makes_a_translation_follow_the_english(entry, block) -> None:
    saved(entry())
    block.body_en = "Parliament has not made a law like this."
    # As the admin does: the columns of other languages are left alone.
    block.save(update_fields=["body_en"])
    submit(block, "en", "amina", meaning_changed=False)
    assert not saved(entry()).saved
    assert saved(entry(), right="yes").state == State.WAITING
    assert entry().state == State.WAITING


def test_english_that_changed_while_somebody_translated_leaves_it_outdated(
    entry, block
) -> None:
    opened = entry()
    block.body_en = "Parliament has never made such a law."
    # As the admin does: the columns of other languages are left alone.
    block.save(update_fields=["body_en"])
    submit(block, "en", "amina", meaning_changed=True)
    assert saved(opened).saved
    assert entry().state == State.OUTDATED


def test_an_english_that_never_was_is_refused(entry) -> None:
    after = saved(entry(), english="0" * 64)
    assert "no such English text" in after.refused
    assert not Revision.objects.filter(uid=after.uid, language="ur").exists()


def test_queries_do_not_grow_with_the_texts_of_a_page() -> None:
    def queries(bundle: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert entries(bundle, "ur")
        return len(asked)

    assert queries("page:answer") == queries("page:three-months") == 5
