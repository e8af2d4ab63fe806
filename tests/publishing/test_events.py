"""What happened: in order, in the words of the page's language, and who says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from safety_site.guide.models import Block, BlockKind, Citation, Claim, TimelineEvent
from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.publish import NotPublished, propose
from safety_site.publishing.reading import read
from safety_site.publishing.rendering import html_of
from safety_site.publishing.sheet import Sheet
from safety_site.translation.submitting import submit
from tests import pseudo
from tests.made_pages import list_page
from tests.publishing.conftest import DAY

BAN = "D:lords-vote-2021"


def event(key: str, date: str, *claims: str) -> TimelineEvent:
    made = TimelineEvent.objects.create(
        key=key, date=date, text_en=f"Of {key} came a {{term:firewall}}."
    )
    for position, claim in enumerate(claims, start=1):
        Citation.objects.create(
            uid=made.uid, position=position, claim=Claim.objects.get(key=claim)
        )
    submit(made, "und", "amina")
    submit(made, "en", "amina")
    return made


@pytest.fixture
def sheet(starter: None, db: None) -> Callable[[str], Sheet]:
    list_page("history")
    list_page("words")
    event("a-day", "1921-03-15", BAN)
    event("its-month", "1921-03", "D:right-to-be-believed-2019")
    event("its-year", "1921", BAN)
    event("before", "1920-12-31", BAN)
    return lambda path: contexts.sheets(snapshots.take(DAY))[path]


def dates(sheet: Sheet) -> list[str]:
    return [event["date"] for event in sheet.context["events"]]


def test_events_stand_oldest_first_and_a_month_before_its_days(sheet) -> None:
    assert dates(sheet("/en/history"))[:4] == [
        "31 December 1920",
        "1921",
        "March 1921",
        "15 March 1921",
    ]


def test_an_event_names_its_publisher_without_an_address(sheet) -> None:
    html = html_of(sheet("/en/history"))
    assert '<dd class="soft">Parallel Parliament (Hansard copy)</dd>' in html
    assert "https://www.parallelparliament" not in html


def test_an_event_shows_its_tokens_and_the_list_stands_after_its_block(sheet) -> None:
    html = html_of(sheet("/en/history"))
    assert "Of before came a <a" in html
    blocks = Block.objects.filter(page__key="history").order_by("position")
    forms = [block.form for block in blocks]
    starts = [html.index(f'id="b{block.number}"') for block in blocks]
    next_one = forms.index(BlockKind.LIST) + 1
    first = html.index("31 December 1920")
    assert starts[next_one - 1] < first < starts[next_one]


def test_an_event_that_names_no_claim_stops_the_edition(sheet) -> None:
    event("bare", "2021")
    with pytest.raises(NotPublished, match="event:bare has no source"):
        propose(DAY)


def test_an_event_whose_claim_may_not_be_stated_stops_the_edition(sheet) -> None:
    claim = Claim.objects.get(key=BAN)
    claim.withdrawn = True
    claim.save()
    submit(claim, "und", "amina")
    with pytest.raises(NotPublished, match=f"event:a-day cites {BAN}"):
        propose(DAY)


# `in_urdu` comes after `sheet`: it translates the events made there.
def test_a_date_is_in_the_words_of_the_page(sheet, in_urdu: None) -> None:
    page = sheet("/ur/history")
    assert dates(page)[3] == "15 مارچ 1921"
    html = html_of(page)
    assert 'lang="en-GB" dir="ltr">Parallel Parliament (Hansard copy)</bdi>' in html
    assert pseudo.pseudo("Of before came a", "ur") in html
    assert not read(html).mistakes
