"""Submit and check: what is frozen, by whom, and what is refused without loss."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from safety_site.guide.models import Block, Page
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
