"""Pages for handing a page on: where they are, what they say first, what they hold."""

from __future__ import annotations

import re

import pytest
from pytest_django import Settings

from safety_site.guide.models import Page
from safety_site.publishing import addresses, contexts, kinds
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.addresses import Released
from safety_site.publishing.kinds import share
from safety_site.publishing.reading import read
from safety_site.publishing.rendering import html_of, render
from safety_site.publishing.sheet import Sheet
from safety_site.translation.models import VALUES
from safety_site.translation.submitting import submit
from tests.publishing.conftest import DAY, Sheets

ORIGIN = "https://clear.example"


@pytest.fixture
def without_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MORE", (share.more,))


@pytest.fixture
def sheets(urdu_sheets: Sheets, settings: Settings) -> Sheets:
    settings.PUBLIC_ORIGIN = f"{ORIGIN}/"
    return urdu_sheets


def shares(made: dict[str, Sheet]) -> set[str]:
    return {
        path for path, sheet in made.items() if sheet.context.get("kind") == "share"
    }


@pytest.mark.usefixtures("starter", "db")
def test_without_a_public_name_nothing_is_shared_and_nothing_leads_there(
    settings: Settings,
) -> None:
    settings.PUBLIC_ORIGIN = ""
    made = contexts.sheets(snapshots.take(DAY))
    assert not any("/share" in path for path in made)
    assert "/en/workers/pages" not in made
    for path in ("/en/rule", "/en/workers"):
        html = html_of(made[path])
        assert "/share/" not in html
        assert "/workers/pages/" not in html


def test_each_page_of_each_language_leads_to_its_own_in_english(sheets: Sheets) -> None:
    made = sheets()
    slugs = Page.objects.values_list("slug", flat=True)
    wanted = {f"/en/{slug}/share".replace("//", "/") for slug in slugs}
    assert shares(made) == wanted | {f"{path}/ur" for path in wanted}
    assert 'href="/en/rule/share/"' in html_of(made["/en/rule"])
    assert 'href="/en/rule/share/ur/"' in html_of(made["/ur/rule"])
    assert 'href="/en/share/ur/"' in html_of(made["/ur"])
    for path in ("/en/share/ur", "/en/rule/share", "/en/rule/share/ur"):
        assert made[path].language == "en"
        assert render(made[path]).faults == []


def test_the_four_questions_come_first_and_all_else_is_closed(sheets: Sheets) -> None:
    made = sheets()
    html = html_of(made["/en/rule/share/ur"])
    before, fold, after = html.partition("<details>")
    assert fold
    code = made["/en/rule/share/ur"].context["shared"]["code"]
    assert code not in before
    said = " ".join(" ".join(text for text, _ in read(before).texts).split())
    for question in ("Is it safe", "What is safest", "When is", "Who else can see"):
        assert question in said
    assert "ask again each time" in said
    ways = ["Look at it together", "paper card", "short number", "Send a message"]
    places = [after.index(way) for way in ways]
    assert places == sorted(places)
    inside, _, rest = after.partition("</details>")
    assert 'href="/ur/rule/en/"' in inside
    assert code in inside
    assert code not in rest


def test_the_message_is_in_the_language_of_the_page_and_says_its_parts(
    sheets: Sheets,
) -> None:
    made = sheets()
    code = made["/ur/rule"].context["code"]
    sheet = made["/en/rule/share/ur"]
    assert sheet.context["shared"]["address"] == f"{ORIGIN}/{code}"
    html = html_of(sheet)
    sentence = sheet.context["shared"]["sentence"]
    assert sentence != share.MESSAGE
    line = f'<bdi dir="ltr">{ORIGIN}/<span class="six">{code}</span></bdi></p>'
    assert f'id="message" lang="ur" dir="rtl">{sentence}\n{line}' in html
    assert re.search(r"the message has \d parts?: \d+ signs in UCS-2", html)
    english = html_of(made["/en/rule/share"])
    assert f'lang="en-GB" dir="ltr">{share.MESSAGE}\n' in english
    assert "has 1 part: " in english
    assert "signs in GSM-7, where one part holds 160" in english


def test_it_shows_what_a_chat_and_a_history_will_show(sheets: Sheets) -> None:
    made = sheets()
    title = read(html_of(made["/en/rule"])).text_of("title")
    html = html_of(made["/en/rule/share"])
    assert html.count(f">{title}</b>") == 2
    assert '<br><bdi dir="ltr">clear.example</bdi></div>' in html


def test_caseworkers_find_all_pages_with_their_numbers(sheets: Sheets) -> None:
    made = sheets()
    assert 'href="/en/workers/pages/"' in html_of(made["/en/workers"])
    assert "/en/workers/pages/" not in html_of(made["/ur/workers"])
    page = made["/en/workers/pages"]
    links = read(html_of(page)).links()
    for key, slug in Page.objects.values_list("key", "slug"):
        path = f"/en/{slug}".rstrip("/")
        assert f"{path}/share/" in links
        assert made[path].context["code"] in html_of(page), key
    assert render(page).faults == []


def test_the_share_page_of_a_page_that_is_gone_gives_way_to_what_stands_for_it(
    sheets: Sheets,
) -> None:
    given = Released(frozenset(sheets()), addresses.pages_by_slug())
    rule = Page.objects.get(key="rule")
    rule.withdrawn, rule.replaced_by = True, "about"
    rule.save()
    submit(rule, VALUES, "amina")
    snapshot = snapshots.take(DAY)
    laid = addresses.lay(snapshot, given)
    for path in ("/en/rule/share", "/en/rule/share/ur"):
        stands = laid.sheets[path].context
        assert (stands["key"], stands["kind"], stands["gone"]["page"]) == (
            "about",
            "page",
            True,
        )
        assert not laid.faults(given)


def test_without_a_public_name_any_more_the_pages_themselves_answer(
    sheets: Sheets, settings: Settings
) -> None:
    given = Released(frozenset(sheets()), addresses.pages_by_slug())
    settings.PUBLIC_ORIGIN = ""
    laid = addresses.lay(snapshots.take(DAY), given)
    assert laid.also["/en/rule/share/ur"] == "/en/rule"
    assert laid.also["/en/workers/pages"] == "/en/workers"
    assert not laid.faults(given)
