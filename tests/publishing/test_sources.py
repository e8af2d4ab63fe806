"""All sources: which are listed, in what order, and on how many pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from safety_site.guide.models import Block, Citation, Claim, Page, Source
from safety_site.publishing import bibliography, contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.kinds import sources
from safety_site.publishing.reading import read
from safety_site.publishing.rendering import html_of, render
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.submitting import submit
from tests.publishing.conftest import DAY

pytestmark = pytest.mark.usefixtures("starter", "db")


def listed() -> set[str]:
    found = bibliography.everything(snapshots.take(DAY))
    return set(
        Source.objects.filter(key__in=found.documents).values_list("title", flat=True)
    )


def parts(made: dict[str, Sheet], code: str = "en") -> Iterator[Sheet]:
    """The pages of the list, in order."""
    yield made[f"/{code}/sources"]
    number = 2
    while sheet := made.get(f"/{code}/sources/{number}"):
        yield sheet
        number += 1


def entries(sheet: Sheet) -> int:
    documents = sum(len(group["sources"]) for group in sheet.context["publishers"])
    return documents + len(sheet.context["organisations"])


MAIN = "A study that only these tests know"
ALSO_SEEN = "Another that only these tests know"


@pytest.fixture
def claim(starter: None, db: None) -> Claim:
    """One that no text of the starter cites."""
    made = Claim.objects.create(
        key="D:new", text="New.", confidence="high", checked=DAY
    )
    for position, title in enumerate((MAIN, ALSO_SEEN), start=1):
        source = Source.objects.create(
            key=f"new-{position}", title=title, publisher="Someone", date="2020"
        )
        submit(source, "und", "amina")
        made.source_links.create(source=source, position=position)
    submit(made, "und", "amina")
    return made


def cite(claim: Claim) -> Block:
    block = Block.objects.get(page__key="rule", number=1)
    Citation.objects.create(uid=block.uid, position=90, claim=claim)
    submit(block, "und", "amina")
    return block


def test_what_public_text_rests_on_is_listed_with_what_was_also_seen(
    claim: Claim,
) -> None:
    assert listed().isdisjoint({MAIN, ALSO_SEEN})
    cite(claim)
    assert listed() > {MAIN, ALSO_SEEN}


def test_a_text_that_nobody_sees_adds_nothing(claim: Claim) -> None:
    page = cite(claim).page
    assert ALSO_SEEN in listed()
    page.withdrawn = True
    page.save()
    submit(page, "und", "amina")
    assert listed().isdisjoint({MAIN, ALSO_SEEN})


def test_a_claim_that_may_not_be_stated_adds_nothing(claim: Claim) -> None:
    cite(claim)
    assert ALSO_SEEN in listed()
    claim.confidence = "low"
    claim.save()
    submit(claim, "und", "amina")
    assert listed().isdisjoint({MAIN, ALSO_SEEN})


def test_the_list_is_cut_at_the_same_places_in_every_language(in_urdu: None) -> None:
    made = contexts.sheets(snapshots.take(DAY))
    cuts = {
        code: [entries(sheet) for sheet in parts(made, code)] for code in ("en", "ur")
    }
    assert cuts["en"] == cuts["ur"]
    assert len(cuts["en"]) > 2
    assert max(cuts["en"]) == sources.ENTRIES


def test_every_part_is_within_its_budget(in_urdu: None) -> None:
    made = contexts.sheets(snapshots.take(DAY))
    for code in ("en", "ur"):
        assert [f for sheet in parts(made, code) for f in render(sheet).faults] == []


def test_publishers_stand_in_order_each_once_on_a_page(sheets) -> None:
    names = [
        [group["publisher"] for group in sheet.context["publishers"]]
        for sheet in parts(sheets)
    ]
    assert all(len(set(page)) == len(page) for page in names)
    together = [name.casefold() for page in names for name in page]
    assert together == sorted(together, key=lambda n: bibliography.alphabetical(n))


def test_a_source_says_its_day_and_how_much_of_it_was_read(sheets) -> None:
    html = "".join(map(html_of, parts(sheets)))
    for words in ("Read in full", "Read in part", "Not opened"):
        assert words in html.partition("<dl")[2]
    assert 'rel="noreferrer">' in html
    assert "<small>9 November 2023 · Read in part</small>" in html


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2018-12-07", "7 December 2018"),
        ("2021-08 (undated copy)", "August 2021 (undated copy)"),
        ("2024-25", "2024-25"),
        ("undated", "undated"),
        ("2020", "2020"),
        ("", ""),
    ],
)
def test_a_date_that_has_remarks_keeps_them(date: str, words: str) -> None:
    assert bibliography._in_words(date) == words


def test_organisations_count_once_and_say_where_their_number_was_seen(sheets) -> None:
    shown = [o for sheet in parts(sheets) for o in sheet.context["organisations"]]
    names = [organisation["name"] for organisation in shown]
    assert len(names) == len(set(names)) > 80
    assert names == sorted(names, key=bibliography.alphabetical)
    assert "Domestic Abuse Commissioner" not in names
    galop = next(o for o in shown if o["name"].startswith("Galop"))
    assert galop == {
        "name": "Galop LGBT+ abuse helpline",
        "url": "https://galop.org.uk/about/history/",
        "host": "galop.org.uk",
        "date": "undated copy (2023 or later)",
    }


def test_each_part_leads_to_the_others_and_to_the_next(sheets) -> None:
    made = list(parts(sheets))
    for number, sheet in enumerate(made, start=1):
        links = read(html_of(sheet)).links()
        paths = [f"{other.path}/" for other in made]
        assert [path for path in paths if path not in links] == []
        after = paths[number : number + 1]
        own = [p for p in read(html_of(sheet)).links_inside("go") if p in paths]
        assert own == after
    assert made[1].context["title"] == "Sources 2"


def test_another_language_keeps_the_part(in_urdu: None) -> None:
    made = contexts.sheets(snapshots.take(DAY))
    assert "/ur/sources/2/" in read(html_of(made["/en/sources/2"])).links()
    html = html_of(made["/ur/sources/2"])
    assert 'rel="noreferrer"><bdi lang="en-GB" dir="ltr">' in html
    assert not read(html).mistakes


def test_without_its_page_there_is_no_list() -> None:
    page = Page.objects.get(key="sources")
    page.withdrawn = True
    page.save()
    submit(page, "und", "amina")
    made = contexts.sheets(snapshots.take(DAY))
    assert not [path for path in made if "sources" in path]


def test_the_same_answer_is_found_once_for_one_snapshot(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    asked: list[Snapshot] = []
    real = bibliography._claims
    monkeypatch.setattr(
        bibliography, "_claims", lambda s: (asked.append(s), real(s))[1]
    )
    contexts.sheets(snapshots.take(DAY))
    assert len(asked) == 1
