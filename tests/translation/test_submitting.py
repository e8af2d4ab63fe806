"""Submit and check: what is frozen, by whom, and what is refused without loss."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from safety_site.guide.models import Block, Claim, Fact, Page, Source, TimelineEvent
from safety_site.translation.models import Revision, Standing
from safety_site.translation.submitting import (
    Refused,
    append,
    check,
    newest,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def block() -> Block:
    page = Page.objects.create(key="tea", slug="tea", position=99)
    return Block.objects.create(
        page=page, number=1, position=1, heading_en="How?", body_en="With water."
    )


def rewrite(block: Block, body: str, language: str = "en") -> None:
    setattr(block, f"body_{language}", body)
    if language != "en":
        setattr(block, f"heading_{language}", "Heading")
    block.save()


def test_a_submit_freezes_the_text_as_a_draft_with_its_author(block: Block) -> None:
    revision = submit(block, "en", "amina")
    assert (revision.standing, revision.author, revision.checker) == (
        "draft",
        "amina",
        "",
    )
    assert revision.content == {"heading": "How?", "body": "With water."}
    rewrite(block, "With milk.")
    assert Revision.objects.get(pk=revision.pk).content["body"] == "With water."


def test_a_submit_without_a_change_makes_no_revision(block: Block) -> None:
    first = submit(block, "en", "amina")
    rewrite(block, "  With water.\n")
    assert submit(block, "en", "bela") == first
    assert Revision.objects.filter(uid=block.uid).count() == 1


def test_changed_english_must_say_whether_its_meaning_changed(block: Block) -> None:
    submit(block, "en", "amina")
    rewrite(block, "With milk.")
    with pytest.raises(Refused, match="only the wording"):
        submit(block, "en", "amina")
    assert submit(block, "en", "amina", meaning_changed=True).meaning_changed


def test_a_token_that_names_nothing_stops_a_submit(block: Block) -> None:
    rewrite(block, "Call {phone:nobody}, or {nonsense}.")
    with pytest.raises(Refused, match=r"\{nonsense\}, \{phone:nobody\}"):
        submit(block, "en", "amina")
    assert newest(block.uid, "en") is None


def test_an_empty_text_is_refused(block: Block) -> None:
    rewrite(block, "   ")
    with pytest.raises(Refused, match="no body"):
        submit(block, "en", "amina")


def test_a_translation_holds_the_tokens_of_its_english(block: Block) -> None:
    rewrite(block, "See {page:tea}.")
    english = submit(block, "en", "amina")
    rewrite(block, "چائے", "ur")
    with pytest.raises(Refused, match=r"Missing: \{page:tea\}"):
        submit(block, "ur", "umair")
    rewrite(block, "دیکھیں {page:tea}", "ur")
    assert submit(block, "ur", "umair").english_digest == english.digest


def test_a_check_is_made_by_a_second_person(block: Block) -> None:
    draft = submit(block, "en", "amina")
    with pytest.raises(Refused, match="second person"):
        check(block.uid, "en", draft.digest, "amina")
    checked = check(block.uid, "en", draft.digest, "bela")
    assert (checked.standing, checked.author, checked.checker) == (
        Standing.CHECKED,
        "amina",
        "bela",
    )
    assert checked.digest == draft.digest


def test_one_person_may_do_both_with_a_written_reason(block: Block) -> None:
    draft = submit(block, "en", "amina")
    checked = check(block.uid, "en", draft.digest, "amina", reason="Nobody else is in.")
    assert checked.author == checked.checker
    assert checked.reason == "Nobody else is in."


def test_a_check_names_the_english_that_was_read(block: Block) -> None:
    """The same Urdu, submitted again for a new English, is another text to check."""
    english = submit(block, "en", "amina")
    rewrite(block, "پانی کے ساتھ", "ur")
    on_screen = submit(block, "ur", "umair")
    rewrite(block, "Without water.")
    submit(block, "en", "amina", meaning_changed=True)
    again = submit(block, "ur", "umair")
    assert again.digest == on_screen.digest
    with pytest.raises(Refused, match=r"English of .* changed while you were reading"):
        check(
            block.uid,
            "ur",
            on_screen.digest,
            "bela",
            english_on_screen=english.digest,
        )
    with pytest.raises(Refused, match=r"English of .* changed"):
        check(block.uid, "ur", on_screen.digest, "bela")
    checked = check(
        block.uid, "ur", again.digest, "bela", english_on_screen=again.english_digest
    )
    assert checked.english_digest == again.english_digest != english.digest


def test_a_check_of_a_text_that_changed_meanwhile_is_refused(block: Block) -> None:
    on_screen = submit(block, "en", "amina").digest
    rewrite(block, "With milk.")
    submit(block, "en", "amina", meaning_changed=False)
    with pytest.raises(Refused, match="changed while you were reading"):
        check(block.uid, "en", on_screen, "bela")
    assert not Revision.objects.filter(uid=block.uid, standing="checked").exists()


def test_the_second_of_two_submits_at_once_is_told(block: Block) -> None:
    first = submit(block, "en", "amina")
    rival = Revision(
        uid=block.uid,
        language="en",
        number=first.number,
        content={},
        digest="other",
        standing="draft",
        author="bela",
        created=first.created,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        rival.save()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE translation_revision SET author = 'mallory'",
        "DELETE FROM translation_revision",
    ],
)
def test_sql_cannot_change_or_delete_a_revision(block: Block, statement: str) -> None:
    revision = submit(block, "en", "amina")
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Revision.objects.get(pk=revision.pk).author == "amina"


@pytest.mark.parametrize("same", ["id", "number"])
def test_sql_cannot_replace_a_revision(block: Block, same: str) -> None:
    """SQLite's REPLACE deletes the old row without asking a delete trigger."""
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite has INSERT OR REPLACE.")
    revision = submit(block, "en", "amina")
    key, number = (revision.pk, 7) if same == "id" else (None, revision.number)
    with (
        pytest.raises(IntegrityError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT OR REPLACE INTO translation_revision (id, uid, language, number, "
            "content, digest, english_digest, meaning_changed, standing, author, "
            "checker, reason, created) SELECT %s, uid, language, %s, '{}', 'forged', "
            "'', 0, 'checked', 'mallory', 'mallory', '', created "
            "FROM translation_revision WHERE id = %s",
            [key, number, revision.pk],
        )
    kept = Revision.objects.get(uid=block.uid, language="en")
    assert (kept.pk, kept.author) == (revision.pk, "amina")


def test_every_trigger_is_there_after_all_migrations() -> None:
    """A migration that rebuilds the table on SQLite would lose them."""
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = "
        names = {"revision_no_update", "revision_no_delete", "revision_no_replace"}
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = "
        names = {"revision_append_only", "revision_no_truncate"}
    with connection.cursor() as cursor:
        cursor.execute(query + "'translation_revision'")
        assert {name for (name,) in cursor.fetchall()} == names


def test_base_column_and_english_column_agree(block: Block) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT body, body_en FROM guide_block WHERE id = %s", [block.pk]
        )
        base, english = cursor.fetchone()
    assert base == english == "With water."


def test_named_columns_read_one_language_only(block: Block) -> None:
    query = str(Block.objects.only(*Block.named_columns("ur")).query)
    assert "body_ur" in query
    assert "body_en" not in query


def test_losing_a_race_is_told_in_words(block: Block) -> None:
    submit(block, "en", "amina")
    late = Revision(
        uid=block.uid,
        language="en",
        content={},
        digest="late",
        standing=Standing.DRAFT,
        author="bela",
    )
    with pytest.raises(Refused, match="Someone else saved"):
        append(None, late)


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\u202e", "U+202E"),
        ("\u200b", "U+200B"),
        ("\u200d", "U+200D"),
        ("\u2066", "U+2066"),
        ("\ufeff", "U+FEFF"),
        ("\u00ad", "U+00AD"),
        ("\u2028", "U+2028"),
        ("\x00", "U+0000"),
        ("\x07", "U+0007"),
        ("\x85", "U+0085"),
        ("\ud800", "U+D800"),
        ("\U000e0041", "U+E0041"),
    ],
)
def test_an_invisible_character_is_refused_by_code_and_place(
    block: Block, character: str, code: str
) -> None:
    block.body_en = f"\nWith water.\n\nAnd{character} milk."
    with pytest.raises(Refused, match=rf"U\+{code[2:]} in body, line 4\."):
        submit(block, "en", "amina")
    assert newest(block.uid, "en") is None


def test_every_invisible_character_is_named_once_for_each_line(block: Block) -> None:
    block.heading_en = "\u200bHow\u200b?"
    block.body_en = "One\u2066 {page:t\u200bea}\nTwo\u2066"
    with pytest.raises(Refused) as refused:
        submit(block, "en", "amina")
    assert (
        "U+200B in heading, line 1; U+2066 in body, line 1; "
        "U+200B in body, line 1; U+2066 in body, line 2."
    ) in str(refused.value)


def test_line_ends_tabs_and_the_non_joiner_are_no_mistakes(block: Block) -> None:
    rewrite(block, "نمی\u200cشود\n\tکتری", "fa")
    submit(block, "en", "amina")
    assert "\u200c" in submit(block, "fa", "farid").content["body"]


def test_the_line_ends_of_a_web_form_change_nothing(block: Block) -> None:
    rewrite(block, "One.\n\nTwo.")
    first = submit(block, "en", "amina")
    rewrite(block, "One.\r\n\r\nTwo.\r\n")
    assert submit(block, "en", "bela") == first


@pytest.mark.parametrize("character", ["\x07", "\n", "\u202e"])
def test_values_hold_no_invisible_character(character: str) -> None:
    source = Source(key="tea", title=f"Tea{character} time", publisher="Tea Board")
    with pytest.raises(Refused, match=rf"U\+{ord(character):04X} in title\."):
        submit(source, "und", "amina")
    page = Page(key="tea", slug="tea", position=1, owed_keys=["a", f"b{character}c"])
    with pytest.raises(Refused, match=rf"U\+{ord(character):04X} in owed_keys\."):
        submit(page, "und", "amina")


@pytest.fixture
def claim() -> Claim:
    return Claim.objects.create(
        key="TEA", text="Tea.", confidence="high", checked=date(2026, 11, 22)
    )


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("1,000", "count"),
        ("1_000", "count"),
        ("٣", "count"),
        ("-3", "count"),
        ("", "count"),
        ("9" * 5000, "count"),
        ("soon", "date"),
        ("2026-02-30", "date"),
        ("£5", "money"),
        ("NaN", "money"),
        ("1e9", "money"),
        ("Infinity", "percent"),
        ("45%", "percent"),
        ("2/7", "fraction"),
        ("3.5", "hour"),
        ("3", "fortnight"),
        ("", "code"),
    ],
)
def test_a_fact_without_sense_for_its_unit_is_refused(
    claim: Claim, value: str, unit: str
) -> None:
    fact = Fact(key="tea", value=value, unit=unit, claim=claim)
    with pytest.raises(Refused, match=r"“fact:tea” .* no .*Nothing was submitted"):
        submit(fact, "und", "amina")
    assert newest("fact:tea", "und") is None


def test_a_fact_without_sense_can_still_be_withdrawn(claim: Claim) -> None:
    fact = Fact(key="tea", value="soon", unit="date", claim=claim, withdrawn=True)
    assert submit(fact, "und", "amina").content["withdrawn"]


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("1000", "count"),
        ("49.18", "money"),
        ("12.5", "percent"),
        ("3/4", "fraction"),
        ("55", "code"),
        ("2020-04", "date"),
        ("3", "month"),
    ],
)
def test_a_fact_with_sense_is_submitted(claim: Claim, value: str, unit: str) -> None:
    fact = Fact(key="tea", value=value, unit=unit, claim=claim)
    assert submit(fact, "und", "amina").content["value"] == value


@pytest.mark.parametrize("written", ["2022-13", "last year", "", "2022-1-5"])
def test_an_event_on_no_day_is_refused_but_can_be_withdrawn(written: str) -> None:
    event = TimelineEvent(key="tea", date=written)
    with pytest.raises(Refused, match=r"“event:tea” has the date .* is kept"):
        submit(event, "und", "amina")
    event.withdrawn = True
    assert submit(event, "und", "amina").content["withdrawn"]


def test_an_author_may_still_say_that_the_meaning_changed(block: Block) -> None:
    submit(block, "en", "amina")
    rewrite(block, "With milk.")
    submit(block, "en", "amina", meaning_changed=False)
    again = submit(block, "en", "amina", meaning_changed=True)
    assert (again.number, again.meaning_changed) == (3, True)
    assert submit(block, "en", "amina", meaning_changed=True).number == 3
    assert submit(block, "en", "amina", meaning_changed=False).number == 3
