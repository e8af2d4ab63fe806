"""The lists of Find help as pages: what each says beside its entries."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils.html import escape

from safety_site.directory.models import Organisation
from safety_site.directory.spoken import spoken
from safety_site.directory.subjects import Need, People
from safety_site.guide.models import Claim, Page
from safety_site.languages.registry import SUPERSET
from safety_site.publishing import contexts, finding
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.rendering import html_of
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.validation import faults_of
from tests import pseudo
from tests.publishing.conftest import DAY
from tests.publishing.test_publish import submit_values

NI = "/en/help/northern-ireland"
Draw = Callable[[str], str]


@pytest.fixture(autouse=True)
def without_lists() -> None:
    """Here they are what is looked at."""


@pytest.fixture
def snapshot(starter: None, db: None) -> Snapshot:
    return snapshots.take(DAY)


@pytest.fixture
def draw(sheets: dict[str, Sheet]) -> Draw:
    return lambda path: html_of(sheets[path])


def names(sheet: Sheet) -> list[str]:
    return [organisation["name"] for organisation in sheet.context["organisations"]]


def test_every_list_is_a_page_and_every_part_of_it(
    snapshot: Snapshot, sheets: dict[str, Sheet]
) -> None:
    wanted = {
        f"/en/{each.slug_of(page)}"
        for each in finding.listings(snapshot)
        for page in range(1, each.pages + 1)
    }
    lists = {p for p, s in sheets.items() if s.template == "page/help_list.html"}
    assert lists == wanted
    assert len(wanted) > 100


def test_no_list_has_a_fault(sheets: dict[str, Sheet]) -> None:
    for path in ("/en/help/england", f"{NI}/need-6", "/en/help/wales/need-15"):
        assert faults_of(sheets[path], html_of(sheets[path]), 6_000) == []


def test_titles_name_neither_need_nor_group(sheets: dict[str, Sheet]) -> None:
    fgm = sheets[f"/en/help/wales/need-{Need.FGM.number}"].context
    assert fgm["title"] == "Find help: Wales, need 11"
    assert fgm["heading"] == "Find help: FGM (female genital mutilation), Wales"
    jewish = sheets[f"/en/help/group-{People.JEWISH.number}"].context
    assert jewish["title"] == "Find help: group 12"
    assert sheets["/en/help/england/2"].context["title"] == "Find help: England, page 2"


def test_no_two_pages_of_find_help_have_one_title(sheets: dict[str, Sheet]) -> None:
    titles = [s.context["title"] for p, s in sheets.items() if p.startswith("/en/help")]
    assert len(set(titles)) == len(titles)


def test_northern_ireland_has_no_general_immigration_adviser_and_says_so(
    draw: Draw, sheets: dict[str, Sheet]
) -> None:
    holding = [p for p, s in sheets.items() if s.context.get("said")]
    assert holding == [f"{NI}/need-{Need.IMMIGRATION_ADVICE.number}"]
    said = "We could not confirm the contact of any general immigration adviser"
    assert said in draw(holding[0])


def test_that_sentence_rests_on_its_claim(starter: None, db: None) -> None:
    claim = Claim.objects.get(key="I:advice-find-ni")
    claim.withdrawn = True
    submit_values(claim)
    sheet = contexts.sheets(snapshots.take(DAY))[f"{NI}/need-6"]
    assert sheet.context["unsourced"] == ["I:advice-find-ni"]


def test_where_nobody_was_found_that_is_said_and_who_to_call(
    draw: Draw, sheets: dict[str, Sheet]
) -> None:
    path = f"/en/help/wales/need-{Need.HEALTH.number}"
    context = sheets[path].context
    assert context["organisations"] == []
    assert [o["name"] for o in context["instead"]] == ["Live Fear Free helpline"]
    assert context["interpreters"]
    html = draw(path)
    assert "We found no service for this in Wales." in html
    assert html.index("We found no service") < html.index(
        "0808&nbsp;80&nbsp;10&nbsp;800"
    )
    assert "These lines say that they can get an interpreter" in html


def test_where_somebody_was_found_nothing_is_said_of_nobody(draw: Draw) -> None:
    assert "We found no service" not in draw("/en/help/wales/need-2")


def test_a_language_has_its_services_first_then_the_interpreters(
    sheets: dict[str, Sheet],
) -> None:
    context = sheets["/en/help/language-pl"].context
    assert names(sheets["/en/help/language-pl"])[0] == "Opoka"
    others = [row["name"] for row in context["interpreters"]]
    assert "Civil Legal Advice (CLA)" in others
    assert "Manchester Women's Aid" not in others


def test_a_language_that_nobody_lists_is_named_with_the_interpreters(
    draw: Draw, sheets: dict[str, Sheet]
) -> None:
    html = draw("/en/help/languages")
    nobody = html.partition("We found no service that lists these languages")[2]
    for own in ("বাংলা", "Soomaali", "ትግርኛ"):
        assert own in nobody.partition("<h2")[0]
    for own in ("Polski", "Kurdî (Kurmancî)", "پنجابی", "دری"):
        assert own not in nobody.partition("<h2")[0]
    assert len(sheets["/en/help/languages"].context["interpreters"]) == 9


def test_parts_of_a_list_lead_to_each_other(
    draw: Draw, sheets: dict[str, Sheet]
) -> None:
    part = sheets["/en/help/england/2"].context["part"]
    assert part["before"] == "/en/help/england/"
    assert part["after"] == "/en/help/england/3/"
    assert f"Page 2 of {part['of']}" in draw("/en/help/england/2")
    last = sheets[f"/en/help/england/{part['of']}"].context["part"]
    assert last["after"] == ""
    assert 'rel="next"' not in draw(f"/en/help/england/{part['of']}")


def test_a_need_leads_to_the_same_need_elsewhere(draw: Draw) -> None:
    html = draw("/en/help/wales/need-3")
    assert '<a href="/en/help/wales/need-3/" aria-current="page">Wales</a>' in html
    assert '<a href="/en/help/need-3/">Whole UK</a>' in html


def test_a_line_for_people_who_abuse_says_so_wherever_it_stands(
    sheets: dict[str, Sheet],
) -> None:
    plainly = "For people who abuse others. Not a line for victims."
    holding = {p for p in sheets if p.startswith("/en/help") and respect(sheets[p])}
    group = f"/en/help/group-{People.WHO_HARM.number}"
    assert holding == {group, "/en/help/all"}
    for path in holding:
        after = html_of(sheets[path]).partition("Respect Phoneline")[2]
        assert plainly in after[:400]


def respect(sheet: Sheet) -> bool:
    made = [sheet.context.get(key, []) for key in ("organisations", "rows", "instead")]
    made.append(sheet.context.get("interpreters", []))
    return any(each["name"] == "Respect Phoneline" for part in made for each in part)


def test_an_index_holds_every_public_organisation_by_name(
    snapshot: Snapshot, sheets: dict[str, Sheet]
) -> None:
    rows = [row["name"] for row in sheets["/en/help/all"].context["rows"]]
    assert len(rows) == len(finding.public(snapshot))
    assert rows == sorted(rows, key=str.casefold)


def test_without_find_help_there_are_no_lists(starter: None, db: None) -> None:
    page = Page.objects.get(key="help")
    page.withdrawn = True
    submit_values(page)
    sheets = contexts.sheets(snapshots.take(DAY))
    assert not [path for path in sheets if path.startswith("/en/help")]


@pytest.fixture
def urdu(in_urdu: None) -> dict[str, Sheet]:
    return contexts.sheets(snapshots.take(DAY))


def test_a_list_that_is_not_translated_keeps_its_frame_and_says_why(
    urdu: dict[str, Sheet],
) -> None:
    sheet = urdu["/ur/help/wales"]
    assert "english-missing" in sheet.context["notices"]
    html = html_of(sheet)
    assert '<html lang="ur"' in html
    assert faults_of(sheet, html, 6_000) == []
    english = dict(Organisation.objects.values_list("name", "description_en"))
    assert "Bawso" in names(sheet)
    for name in names(sheet):
        assert f'<bdi lang="en-GB" dir="ltr">{escape(english[name])}</bdi>' in html


@pytest.mark.usefixtures("in_urdu")
def test_a_translated_list_has_the_same_parts() -> None:
    pseudo.translate_directory("ur")
    sheets = contexts.sheets(snapshots.take(DAY))
    english = {p[3:] for p in sheets if p.startswith("/en/help")}
    ours = {p[3:] for p in sheets if p.startswith("/ur/help")}
    # Pages with their English beside them have none in English.
    assert ours - {"/help/en"} == english
    for path in english:
        ours, theirs = (sheets[f"/{code}{path}"] for code in ("en", "ur"))
        assert [o["anchor"] for o in ours.context.get("organisations", [])] == [
            o["anchor"] for o in theirs.context.get("organisations", [])
        ]
    assert "english-missing" not in sheets["/ur/help/wales"].context["notices"]


def test_no_word_of_ours_is_left_untranslated_in_a_list(
    in_urdu: None,
) -> None:
    """Every interface string on these pages is in the catalogue. Only a language is
    named in its own words.
    """
    spoken_somewhere = {*SUPERSET, *finding.languages(snapshots.take(DAY))}
    own = {name.text for code in spoken_somewhere for name in spoken(code).names}
    pseudo.translate_directory("ur")
    sheets = contexts.sheets(snapshots.take(DAY))
    for path in ("wales", "wales/need-15", "northern-ireland/need-6", "languages"):
        html = html_of(sheets[f"/ur/help/{path}"])
        main = html.partition("<main>")[2].partition("</main>")[0]
        bare = re.sub(
            r'<bdi lang="[^"]*"[^>]*>([^<]*)</bdi>',
            lambda found: "" if found[1] in own else found[0],
            main,
        )
        bare = re.sub(r'<(bdi|span|small|div) lang="en.*?</\1>|<[^>]*>', "", bare)
        bare = re.sub(r"[a-z0-9-]+(\.[a-z0-9-]+)+[^\s]*|&\w+;|\S+@\S+", "", bare)
        assert not re.findall(r"[A-Za-z]{4,}", bare), path
