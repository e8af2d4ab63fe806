"""Overdue reviews: what editors are told is what the pages say."""

from __future__ import annotations

from datetime import date

import pytest

from safety_site.guide.models import Claim
from safety_site.publishing import contexts, finding, reviews
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.submitting import submit

pytestmark = pytest.mark.usefixtures("starter", "db")
NEVER, LAW, ALL = date(2026, 11, 22), date(2027, 5, 23), date(2030, 1, 1)


@pytest.fixture
def without_lists() -> None:
    """The lists of Find help are part of what is compared here."""


def english(today: date) -> Snapshot:
    return snapshots.take(today, languages=["en"])


def said_by_pages(snapshot: Snapshot) -> set[str]:
    """Keys of the pages that say that their check is due, lists by that of theirs."""
    sheets = contexts.sheets(snapshot).values()
    due = (s.context for s in sheets if "check-due" in s.context.get("notices", ()))
    return {context["key"] for context in due}


def told(snapshot: Snapshot) -> tuple[set[str], set[str]]:
    uids = {each.uid for each in reviews.overdue(snapshot)}
    pages = {uid.removeprefix("page:") for uid in uids if uid.startswith("page:")}
    return pages, {uid for uid in uids if uid.startswith("org:")}


def test_nothing_is_due_while_every_check_is_new() -> None:
    snapshot = english(NEVER)
    assert told(snapshot) == (set(), set())
    assert said_by_pages(snapshot) == set()


@pytest.mark.parametrize("today", [LAW, ALL])
def test_editors_are_told_of_the_very_pages_that_say_so(today: date) -> None:
    snapshot = english(today)
    pages, organisations = told(snapshot)
    assert pages
    # Each list of Find help is due with the first of its organisations.
    assert pages | {"help"} == said_by_pages(snapshot)
    assert organisations == {f"org:{name}" for name in finding.public(snapshot)}


def test_one_old_claim_makes_every_page_due_that_rests_on_it() -> None:
    claim = Claim.objects.get(key="D:bottom-line-consent")
    claim.checked = date(2026, 1, 1)
    claim.save()
    submit(claim, "und", "eva")
    snapshot = english(NEVER)
    pages, organisations = told(snapshot)
    assert pages == said_by_pages(snapshot)
    assert "answer" in pages
    assert organisations == set()
    first = reviews.overdue(snapshot)[0]
    assert (first.checked, first.due) == (claim.checked, date(2026, 7, 1))
    assert claim.key in reviews.claims_of(snapshot, "page:answer")


def test_ways_to_reach_somebody_are_due_after_three_months() -> None:
    pages, organisations = told(english(date(2027, 2, 23)))
    assert organisations
    assert pages <= {"help"}


def test_what_is_no_page_rests_on_nothing() -> None:
    snapshot = english(NEVER)
    for uid in ("page:nothing", "org:nobody", "term:visa", "x", ""):
        assert reviews.claims_of(snapshot, uid) == []
