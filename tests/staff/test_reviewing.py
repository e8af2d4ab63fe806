"""Reviewing a page: claims are dated anew by who opened them, and then checked."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from safety_site.guide.models import Claim
from safety_site.staff.desk.checking import mark, waiting
from safety_site.staff.desk.reviewing import MOST, confirm
from safety_site.translation.models import Revision
from safety_site.translation.submitting import newest, submit
from tests.staff.conftest import person

pytestmark = pytest.mark.usefixtures("starter", "db")
ADDRESS = "/staff/review/page:answer/"
KEY = "D:bottom-line-consent"
LONG_AGO = date(2026, 1, 1)


@pytest.fixture
def claim() -> Claim:
    """Checked long ago, and released like that."""
    found = Claim.objects.get(key=KEY)
    found.checked = LONG_AGO
    found.save()
    submit(found, "und", "amina")
    return found


@pytest.fixture
def editor(client: Client) -> Client:
    assert person("eva", "editor").sign_in(client).status_code == 302
    return client


def rests(browser: Client):
    return {r.claim.key: r for r in browser.get(ADDRESS).context["review"].claims}


def ticked(browser: Client, *keys: str) -> dict[str, object]:
    shown = rests(browser)
    opened = {f"{key}|opened": shown[key].on_screen for key in shown}
    return {"right": list(keys), **opened}


def test_an_overdue_page_tops_the_first_screen_of_an_editor(editor, claim) -> None:
    page = editor.get("/staff/").content.decode()
    assert "Review page:answer: due since 1 July 2026." in page
    assert 'href="/staff/review/page:answer/"' in page
    assert "due since 1 July 2026" in editor.get("/staff/review/").content.decode()


def test_the_claim_checked_longest_ago_comes_first_with_its_source(
    editor, claim: Claim
) -> None:
    page = editor.get(ADDRESS)
    review = page.context["review"]
    assert review.claims[0].claim == claim
    assert len(review.claims) <= MOST
    source = claim.source_links.all()[0].source
    assert f'href="{source.url}"' in page.content.decode()


def test_what_was_opened_is_dated_today_and_waits_for_a_second_person(
    editor, claim: Claim
) -> None:
    others = set(Claim.objects.exclude(key=KEY).values_list("key", "checked"))
    answer = editor.post(ADDRESS, ticked(editor, KEY), follow=True)
    assert "Dated today: 1." in answer.content.decode()
    claim.refresh_from_db()
    assert claim.checked == timezone.localdate()
    assert set(Claim.objects.exclude(key=KEY).values_list("key", "checked")) == others
    made = newest(claim.uid, "und")
    assert made
    assert (made.author, made.standing) == ("eva", "draft")
    assert made.content["checked"] == timezone.localdate().isoformat()
    assert rests(editor)[KEY].is_new
    waits = [each for each in waiting("claim", "en") if each.uid == claim.uid]
    screen = {(w.uid, w.language): (w.on_screen, w.english_on_screen) for w in waits}
    # Who dated it does not check it.
    assert mark(screen, screen, "eva")[0] == []
    assert len(mark(screen, screen, "bela")[0]) == 1


def test_a_claim_that_changed_while_it_was_read_keeps_its_date(editor, claim) -> None:
    sent = ticked(editor, KEY)
    claim.confidence = "low"
    claim.save()
    submit(claim, "und", "amina")
    answer = editor.post(ADDRESS, sent, follow=True)
    assert "changed while you were reading it" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.checked == LONG_AGO


def test_what_somebody_wrote_and_did_not_submit_is_not_submitted_for_them(
    editor, claim: Claim
) -> None:
    claim.confidence = "low"
    claim.save()
    shown = rests(editor)[KEY]
    assert shown.unsent
    before = Revision.objects.count()
    done, refused = confirm({KEY: shown.on_screen}, "eva", date(2027, 1, 1))
    assert done == []
    assert "has not asked for a check" in refused[0]
    assert Revision.objects.count() == before


@pytest.mark.parametrize("key", ["nothing", "", "x" * 9000])
def test_a_claim_that_is_none_dates_nothing(editor, key: str) -> None:
    before = Revision.objects.count()
    assert editor.post(ADDRESS, {"right": [key]}).status_code == 302
    assert Revision.objects.count() == before


def test_what_rests_on_nothing_is_not_found(editor) -> None:
    assert editor.get("/staff/review/page:nothing/").status_code == 404
