"""One word for all languages, where only the wording of the English changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from safety_site.guide.models import Block, Page
from safety_site.publishing import snapshot as snapshots
from safety_site.staff.desk.overview import overview
from safety_site.staff.desk.state import State
from safety_site.staff.desk.still_right import Offer, offers, say
from safety_site.staff.desk.translating import entries, save
from safety_site.translation.models import Revision, StillRight
from safety_site.translation.submitting import check, newest, submit
from tests.staff.conftest import person

pytestmark = pytest.mark.usefixtures("starter", "db")
LANGUAGES = ("ur", "pl", "so")
URDU = "پارلیمنٹ نے نہیں بنایا۔"
FIRST = "Parliament has not made such a law."
REWORDED = "Parliament has not made a law like this."


@pytest.fixture
def block() -> Block:
    """Translated into three languages; somebody checked the Urdu."""
    made = Block.objects.create(
        page=Page.objects.get(key="rule"),
        number=99,
        position=99,
        heading_en="Is it a law?",
        body_en=FIRST,
        **{
            f"{part}_{code}": URDU if code == "ur" else code
            for part in ("heading", "body")
            for code in LANGUAGES
        },
    )
    for code in ("und", "en", *LANGUAGES):
        submit(made, code, "amina")
    urdu = newest(made.uid, "ur")
    assert urdu
    check(made.uid, "ur", urdu.digest, "bela", english_on_screen=urdu.english_digest)
    return made


@pytest.fixture
def reword(block: Block) -> Callable[..., None]:
    def reworded(body: str = REWORDED, *, meaning: bool = False) -> None:
        block.body_en = body
        block.save(update_fields=["body_en"])
        submit(block, "en", "amina", meaning_changed=meaning)

    return reworded


def offer(block: Block) -> Offer | None:
    return next((o for o in offers("page:rule") if o.uid == block.uid), None)


def said(block: Block, author: str = "eva") -> list[str]:
    offered = offer(block)
    on_screen = {block.uid: offered.on_screen if offered else "none"}
    done, _ = say("page:rule", on_screen, author, "The same in other words.")
    return done


def states(block: Block) -> dict[str, State]:
    found = overview(["en", *LANGUAGES]).states
    return {code: found[block.uid, code] for code in LANGUAGES}


def test_one_word_settles_all_languages(block: Block, reword) -> None:
    before = states(block)
    reword()
    assert set(states(block).values()) == {State.OUTDATED}
    assert offer(block).languages == ["pl", "so", "ur"]
    assert said(block) == [block.uid]
    assert states(block) == before
    assert before["ur"] == State.CHECKED
    assert offer(block) is None


def test_no_translation_gets_a_revision_or_a_standing_by_it(block, reword) -> None:
    reword()
    kept = list(Revision.objects.order_by("pk").values())
    said(block)
    assert list(Revision.objects.order_by("pk").values()) == kept


def test_readers_see_what_they_saw(settings, block: Block, reword) -> None:
    settings.LANGUAGES_ENABLED = ["en", *LANGUAGES]
    reword()

    def seen() -> list[object]:
        snapshot = snapshots.take(date(2027, 1, 1))
        return [snapshot.text(block.uid, code) for code in LANGUAGES]

    before = seen()
    said(block)
    assert seen() == before


def test_a_change_of_meaning_is_never_settled_so(block: Block, reword) -> None:
    reword("Parliament has made such a law.", meaning=True)
    assert offer(block) is None
    assert said(block) == []
    reword("Parliament has made a law like this.")
    assert offer(block) is None
    assert not StillRight.objects.exists()


def test_a_translation_that_followed_is_settled_and_one_that_did_not_is_left(
    block: Block, reword
) -> None:
    reword("Parliament has made such a law.", meaning=True)
    followed = Block.objects.get(pk=block.pk)
    submit(followed, "pl", "piotr")
    reword("Parliament has made a law like this.")
    assert offer(block).languages == ["pl"]
    said(block)
    assert states(block) == {
        "ur": State.OUTDATED,
        "so": State.OUTDATED,
        "pl": State.WAITING,
    }


def test_a_later_change_of_meaning_outdates_again(block: Block, reword) -> None:
    reword()
    said(block)
    reword("Parliament has made such a law.", meaning=True)
    assert set(states(block).values()) == {State.OUTDATED}
    # The words of before, after the meaning had changed twice: readers are warned too.
    reword(REWORDED, meaning=True)
    assert set(states(block).values()) == {State.OUTDATED}


def test_another_number_must_follow_in_every_language(block: Block, reword) -> None:
    reword(f"{REWORDED} {{page:now}}")
    assert offer(block).since == []
    assert said(block) == []


def test_english_that_changed_while_it_was_read_settles_nothing(block, reword) -> None:
    reword()
    seen = offer(block).on_screen
    reword("Parliament never made a law like this.")
    done, refused = say("page:rule", {block.uid: seen}, "eva", "")
    assert done == []
    assert "changed while you were reading it" in refused[0]


def test_a_settled_text_can_be_checked_beside_the_new_english(block, reword) -> None:
    reword()
    said(block)
    polish = newest(block.uid, "pl")
    assert polish
    browser = Client()
    assert person("bela", "checker pl").sign_in(browser).status_code == 302
    name = f"{block.uid} pl"
    sent = {f"{name}|text": polish.digest, f"{name}|english": polish.english_digest}
    browser.post("/staff/check/pl/page:rule/", {"checked": name, **sent})
    assert states(block)["pl"] == State.CHECKED


def test_what_was_said_is_never_changed_or_deleted(block: Block, reword) -> None:
    reword()
    said(block)
    table = StillRight._meta.db_table
    for statement in (f"UPDATE {table} SET author = 'x'", f"DELETE FROM {table}"):  # noqa: S608
        with (
            pytest.raises(IntegrityError, match="never changed or deleted"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("role", "may_say"),
    [
        ("editor", True),
        ("checker en", True),
        ("translator ur", False),
        ("checker ur", False),
        ("publisher", False),
    ],
)
def test_who_may_say_it(
    client: Client, block, reword, role: str, may_say: bool
) -> None:
    reword()
    assert person("nia", role).sign_in(client).status_code == 302
    address = "/staff/still-right/page:rule/"
    sent = {"uid": block.uid, "english": offer(block).on_screen, "reason": "Plainer."}
    opened = client.get(address)
    assert opened.status_code == (200 if may_say else 403)
    button = f"No translation of {block.uid} needs to change"
    history = f"/staff/history/{block.uid}/"
    assert (button in client.get(history).content.decode()) == may_say
    client.post(address, sent)
    assert StillRight.objects.exists() == may_say
    kept = "nia said that no translation needs to change"
    assert (kept in client.get(history).content.decode()) == may_say


def test_a_translator_says_it_of_a_whole_page_at_once(block: Block, reword) -> None:
    reword()
    found = {e.uid: e for e in entries("page:rule", "ur")}
    sent = {
        uid: {line.name: line.text for line in entry.lines}
        | {"opened": entry.opened, "english": entry.english_digest}
        for uid, entry in found.items()
    }
    before = Revision.objects.filter(language="ur").count()
    save("page:rule", "ur", sent, "tahira", all_right=True)
    # Only what was outdated: the others hold nothing to be right.
    assert Revision.objects.filter(language="ur").count() == before + 1
    made = newest(block.uid, "ur")
    assert made
    assert (made.author, made.standing) == ("tahira", "draft")
    assert states(block)["ur"] == State.WAITING
