"""Which text a reader sees: every rule of standing, age and replacement."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from safety_site.translation.history import EnglishStep, Frozen, History
from safety_site.translation.shown import shown

UID = "block:tea/1"
DAY = date(2026, 11, 22)
ALL = frozenset({"en", "ur"})


class Story:
    """Revisions of one block, told in order; `history` is what `shown` reads."""

    def __init__(self, *, critical: bool = False, drafts: frozenset[str] = ALL) -> None:
        self.revisions: list[Frozen] = []
        self.steps: list[EnglishStep] = []
        self.days: list[tuple[int, date]] = []
        self.drafts = drafts
        self._add("und", "values", {"critical": critical}, "", "draft")

    def english(
        self, digest: str, standing: str = "draft", *, meaning: bool = False
    ) -> Story:
        self._add("en", digest, {}, "", standing)
        self.steps.append(EnglishStep(len(self.steps) + 1, digest, meaning))
        return self

    def urdu(self, digest: str, of: str, standing: str = "draft") -> Story:
        self._add("ur", digest, {}, of, standing)
        return self

    def edition(self, day: date) -> Story:
        self.days.append((len(self.steps), day))
        return self

    def _add(
        self, language: str, digest: str, content: dict, of: str, standing: str
    ) -> None:
        number = 1 + sum(r.language == language for r in self.revisions)
        checker = "bela" if standing == "checked" else ""
        self.revisions.append(
            Frozen(
                UID, language, number, content, digest, of, standing, "amina", checker
            )
        )

    def history(self) -> History:
        newest: dict[tuple[str, str], list[Frozen]] = {}
        for revision in reversed(self.revisions):
            kept = newest.setdefault((UID, revision.language), [])
            same = (revision.standing, revision.english_digest)
            if same not in [(r.standing, r.english_digest) for r in kept]:
                kept.append(revision)
        return History(newest, {UID: self.steps}, self.drafts, {UID: self.days})

    def seen(self, language: str = "ur", *, after: int = 0) -> tuple[str, str] | None:
        found = shown(self.history(), UID, language, DAY + timedelta(after))
        return (found.text.digest, found.notice) if found else None


def test_a_current_translation_is_shown() -> None:
    assert Story().english("e1").urdu("u1", "e1").seen() == ("u1", "")


def test_no_translation_shows_english_and_says_so() -> None:
    assert Story().english("e1").seen() == ("e1", "english-missing")


@pytest.mark.parametrize("later", ["draft", "machine-draft"])
def test_nothing_displaces_a_checked_text_that_is_current(later: str) -> None:
    story = Story().english("e1").urdu("u1", "e1", "checked").urdu("u2", "e1", later)
    assert story.seen() == ("u1", "")


def test_a_persons_draft_goes_before_a_newer_machine_draft() -> None:
    story = Story().english("e1").urdu("u1", "e1").urdu("u2", "e1", "machine-draft")
    assert story.seen() == ("u1", "")


def test_drafts_are_not_shown_where_the_deployment_forbids_them() -> None:
    story = Story(drafts=frozenset({"en"})).english("e1").urdu("u1", "e1")
    assert story.seen() == ("e1", "english-missing")


def test_english_drafts_wait_where_the_deployment_forbids_them() -> None:
    story = Story(drafts=frozenset()).english("e1")
    assert story.seen("en") is None
    assert story.seen() is None


def test_checked_english_stays_while_a_newer_draft_waits() -> None:
    story = Story().english("e1", "checked").urdu("u1", "e1").english("e2")
    assert story.seen("en") == ("e1", "")
    assert story.seen() == ("u1", "")


def test_a_change_of_wording_keeps_the_translation_without_a_word() -> None:
    story = Story().english("e1").urdu("u1", "e1").english("e2").edition(DAY)
    assert story.seen(after=100) == ("u1", "")


def test_a_change_of_meaning_is_said_for_fourteen_days_then_english_is_shown() -> None:
    story = Story().english("e1").urdu("u1", "e1").english("e2", meaning=True)
    assert story.seen() == ("u1", "stale")
    story.edition(DAY)
    assert story.seen(after=14) == ("u1", "stale")
    assert story.seen(after=15) == ("e2", "english-changed")


def test_days_count_from_the_first_edition_that_showed_the_change() -> None:
    story = Story().english("e1").edition(DAY - timedelta(90)).urdu("u1", "e1")
    story.english("e2", meaning=True).edition(DAY).english("e3")
    story.edition(DAY + timedelta(10))
    assert story.seen(after=14) == ("u1", "stale")
    assert story.seen(after=15) == ("e3", "english-changed")


def test_a_critical_text_gives_way_to_english_at_once() -> None:
    story = Story(critical=True).english("e1").urdu("u1", "e1")
    assert story.english("e2", meaning=True).seen() == ("e2", "english-changed")


def test_a_critical_text_stays_through_a_change_of_wording() -> None:
    story = Story(critical=True).english("e1").urdu("u1", "e1").english("e2")
    assert story.seen() == ("u1", "")


def test_a_wording_change_after_a_change_of_meaning_hides_nothing() -> None:
    story = Story().english("e1").urdu("u1", "e1").english("e2", meaning=True)
    assert story.english("e3").seen() == ("u1", "stale")


def test_restoring_the_old_english_makes_its_translation_current_again() -> None:
    story = Story().english("e1").urdu("u1", "e1", "checked")
    story.english("e2", meaning=True).urdu("u2", "e2", "checked")
    assert story.english("e1", meaning=True).seen() == ("u1", "")


def test_after_a_restore_only_later_changes_count() -> None:
    story = Story().english("e1").urdu("u1", "e1").english("e2", meaning=True)
    story.english("e1", meaning=True).english("e3")
    assert story.seen() == ("u1", "")


def test_checking_english_without_changing_it_ages_nothing() -> None:
    story = Story().english("e1").urdu("u1", "e1").english("e1", "checked")
    assert story.seen() == ("u1", "")


def test_a_translation_of_english_that_is_not_on_record_counts_as_outdated() -> None:
    story = Story(critical=True).english("e1").urdu("u1", "somewhere-else")
    assert story.seen() == ("e1", "english-changed")
