"""The second pair of eyes: what it sees, and that it marks only what it saw."""

from __future__ import annotations

import pytest

from safety_site.guide.models import Block, Fact
from safety_site.staff.desk.checking import Waiting, mark, waiting
from safety_site.translation.models import Revision, Standing
from safety_site.translation.submitting import submit

pytestmark = pytest.mark.usefixtures("starter", "db")


def screen(waits: list[Waiting]):
    return {
        (each.uid, each.language): (each.on_screen, each.english_on_screen)
        for each in waits
    }


def test_english_waits_with_its_values() -> None:
    waits = waiting("page:answer", "en")
    assert {each.language for each in waits} == {"en", "und"}
    assert waits[0].uid == "page:answer"


def test_what_was_read_is_marked_and_waits_no_more() -> None:
    waits = waiting("page:answer", "en")
    done, refused = mark(screen(waits), screen(waits), "bela")
    assert (len(done), refused) == (len(waits), [])
    assert {r.standing for r in done} == {Standing.CHECKED}
    assert waiting("page:answer", "en") == []


def test_who_wrote_it_cannot_check_it_without_a_reason() -> None:
    block = Block.objects.filter(page__key="answer")[0]
    block.body_en += " Now."
    block.save()
    submit(block, "en", "amina", meaning_changed=False)
    waits = waiting("page:answer", "en")
    one = {(block.uid, "en")}
    done, refused = mark(one, screen(waits), "amina")
    assert done == []
    assert "Ask a second person" in refused[0]
    done, _ = mark(one, screen(waits), "amina", reason="Nobody else is here today.")
    assert (done[0].author, done[0].checker) == ("amina", "amina")


def test_a_text_that_changed_while_it_was_read_is_not_marked() -> None:
    waits = waiting("page:answer", "en")
    block = Block.objects.filter(page__key="answer")[0]
    block.body_en += " Now."
    block.save()
    submit(block, "en", "amina", meaning_changed=False)
    done, refused = mark(screen(waits), screen(waits), "bela")
    assert len(done) == len(waits) - 1
    assert "changed while you were reading it" in refused[0]


def test_the_change_is_shown_against_what_was_released() -> None:
    fact = Fact.objects.all()[0]
    bundle = waiting("fact", "en")
    mark(screen(bundle), screen(bundle), "bela")
    old, fact.value = fact.value, "99"
    fact.save()
    submit(fact, "und", "amina", reason="The fee went up.")
    (one,) = waiting("fact", "en")
    assert one.changes == [("value", f"<del>{old}</del><ins>99</ins>")]
    assert (one.author, one.reason) == ("amina", "The fee went up.")


def test_a_translation_waits_beside_its_english() -> None:
    block = Block.objects.filter(page__key="answer")[0]
    english = Revision.objects.get(uid=block.uid, language="en")
    Revision.objects.create(
        **{
            **{f: getattr(english, f) for f in ("uid", "content", "created")},
            "language": "ur",
            "number": 1,
            "digest": "d",
            "english_digest": "older",
            "standing": Standing.DRAFT,
            "author": "tahira",
        }
    )
    (one,) = waiting("page:answer", "ur")
    assert one.is_outdated
    assert dict(one.english)["body"] == block.body_en
    assert {name for name, _ in one.changes} == {"heading", "body"}
    done, refused = mark({(block.uid, "ur")}, screen([one]), "bela")
    assert done == []
    assert "not the one that was translated" in refused[0]
