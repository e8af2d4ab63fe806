"""Find help, as published: everyone is found, and nothing shown that may not be."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
import yaml

from safety_site.publishing.finding import anchor
from safety_site.publishing.reading import Reading, read
from safety_site.settings import LANGUAGES_ENABLED as LANGUAGES

FACTS = Path(__file__).resolve().parents[2] / "safety_site" / "starter" / "facts"
ANSWERS = 5


@pytest.fixture(scope="session")
def directory() -> list[dict]:
    text = (FACTS / "directory.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["organisations"]


@pytest.fixture(scope="session")
def readings(pages: dict[str, str]) -> dict[str, Reading]:
    """Every page of Find help, read, by stored path, each list once."""
    return {
        path: read(html)
        for path, html in pages.items()
        if re.match(r"/[a-z-]+/help(/(?!en$|share)|$)", path)
    }


@pytest.fixture(scope="session")
def public(data_files: dict[str, str]) -> list[dict]:
    return json.loads(data_files["/data/directory.json"])["organisations"]


def may_be_shown(contact: dict) -> bool:
    return contact.get("confirmed", True) and contact["confidence"] != "low"


def bare(value: str) -> str:
    """As it stands in a page, whatever its spaces."""
    return re.sub(r"[\s\u00a0]", "", unescape(value))


def test_no_contact_that_is_low_or_not_confirmed_is_in_any_page_or_file(
    pages: dict[str, str], data_files: dict[str, str], directory: list[dict]
) -> None:
    contacts = [(o, c) for o in directory for c in o["contacts"]]
    shown = {bare(c["value"]) for _, c in contacts if may_be_shown(c)}
    # The page on which a number was read is named as its source.
    shown |= {bare(c["source_url"]) for _, c in contacts if may_be_shown(c)}
    hidden = {
        bare(c["value"])
        for o, c in contacts
        if not (may_be_shown(c) and o.get("listed", True))
    }
    # A number such as 101 is part of others; what is published elsewhere may stand.
    hidden = {v for v in hidden if len(v) > 5 and not any(v in s for s in shown)}
    assert len(hidden) > 10
    for path, text in {**pages, **data_files}.items():
        there = bare(text)
        found = [value for value in hidden if value in there]
        # An address may be the beginning of another one, which is a source.
        whole = [v for v in found if re.search(rf"{re.escape(v)}(?![\w/.-])", there)]
        assert whole == [], path


def test_every_public_organisation_is_reached_from_find_help(
    readings: dict[str, Reading], public: list[dict]
) -> None:
    assert len(public) == 85
    for code in LANGUAGES:
        reached = walk(readings, f"/{code}/help")
        for organisation in public:
            name = anchor(organisation["id"])
            assert name in reached, (code, organisation["id"])


def walk(readings: dict[str, Reading], start: str) -> set[str]:
    """The anchors on all pages that links lead to from `start`, itself left out: the
    helplines stand there too.
    """
    seen, waiting = {start}, [start]
    anchors: set[str] = set()
    while waiting:
        path = waiting.pop()
        reading = readings[path]
        if path != start:
            anchors |= {e.attributes.get("id", "") for e in reading.named("section")}
        for href in reading.links():
            target = href.partition("#")[0].rstrip("/")
            if target in readings and target not in seen and f"{start}/" in target:
                seen.add(target)
                waiting.append(target)
    return anchors


def test_every_link_to_an_organisation_ends_at_its_entry(
    pages: dict[str, str], readings: dict[str, Reading]
) -> None:
    links = {
        href
        for reading in readings.values()
        for href in reading.links()
        if re.search(r"#o[0-9a-f]{5}$", href)
    }
    assert len(links) == 85 * len(LANGUAGES)
    for href in links:
        path, _, name = href.partition("#")
        assert f'id="{name}"' in pages[path.rstrip("/")], href


def test_every_entry_has_five_answers_and_no_answer_is_empty(
    pages: dict[str, str], readings: dict[str, Reading]
) -> None:
    counted = 0
    for path in readings:
        for entry in re.findall(
            r'<section class="organisation".*?</section>', pages[path], re.DOTALL
        ):
            (listed,) = re.findall(r'<ul class="five">(.*?)</ul>', entry, re.DOTALL)
            answers = re.findall(r"<li><b>.*?</b>(.*?)</li>", listed, re.DOTALL)
            assert len(answers) == ANSWERS, path
            assert all(answer.strip() for answer in answers), path
            counted += 1
    assert counted > 1_000


def test_every_page_of_find_help_has_something_on_it(
    readings: dict[str, Reading],
) -> None:
    for path, reading in readings.items():
        shown = {name for e in reading.elements for name in e.classes}
        assert shown & {"organisation", "rows"}, path


def test_who_abuses_finds_no_line_among_help_for_victims(
    pages: dict[str, str], readings: dict[str, Reading]
) -> None:
    holding = {path for path in readings if "Respect Phoneline" in pages[path]}
    assert {path.partition("/help/")[2] for path in holding} == {"group-20", "all"}


# The box that finds, in a browser.


@pytest.fixture
def index(browser, served: str):
    """Opens the list of all services; `asked` are the addresses it asked for."""
    contexts = []

    def opened(code="en", **more):
        contexts.append(browser.new_context(**more))
        page = contexts[-1].new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(f"{served}/{code}/help/all/")
        return page

    yield opened
    for context in contexts:
        context.close()


def found(page) -> list[str]:
    """Names of the lines that can be seen."""
    lines = page.locator("#all > li:visible a:first-child")
    return [name.strip() for name in lines.all_inner_texts()]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("opok", "Opoka"),
        ("OPOKA", "Opoka"),
        ("0808 2000", "National Domestic Abuse Helpline (Refuge)"),
        ("08082000247", "National Domestic Abuse Helpline (Refuge)"),
        ("+44 808 2000 247", "National Domestic Abuse Helpline (Refuge)"),
        ("polski", "Opoka"),
        ("polish", "Opoka"),
        ("کوردی", "IKWRO Women's Rights Organisation"),
        ("kurdi", "IKWRO Women's Rights Organisation"),
        ("glasgow", "Ubuntu Women Shelter"),
        ("scotland", "Galop LGBT+ abuse helpline"),
        ("stalking", "National Stalking Helpline (Suzy Lamplugh Trust)"),
        ("wales refuge", "Bawso"),
    ],
)
def test_a_line_is_found_by_what_is_typed(index, typed: str, name: str) -> None:
    page = index()
    page.locator("input").press_sequentially(typed)
    names = found(page)
    assert name in names
    assert len(names) < 85
    assert page.locator("output").inner_text() == f"Found: {len(names)}"


@pytest.mark.browser
def test_every_word_must_be_there(index) -> None:
    page = index()
    page.locator("input").fill("women scotland refuge")
    names = found(page)
    assert "Ubuntu Women Shelter" in names
    assert "Opoka" not in names


@pytest.mark.browser
def test_where_nothing_is_found_the_national_helplines_stand(index) -> None:
    page = index()
    page.locator("input").fill("zzz")
    assert sorted(found(page)) == [
        "Domestic and Sexual Abuse Helpline (Northern Ireland)",
        "Live Fear Free helpline",
        "National Domestic Abuse Helpline (Refuge)",
        "Scotland's Domestic Abuse and Forced Marriage Helpline",
    ]
    assert "You can call a national helpline" in page.locator("output").inner_text()
    page.locator("button:not([data-stop])").click()
    assert len(found(page)) == 85
    assert page.locator("input").input_value() == ""
    assert not page.locator("button:not([data-stop])").is_visible()


@pytest.mark.browser
def test_typing_sends_nothing_and_keeps_nothing(index) -> None:
    page = index()
    before = list(page.asked)
    page.locator("input").press_sequentially("refuge")
    page.keyboard.press("Enter")
    assert page.asked == before
    assert page.url.endswith("/en/help/all/")
    assert page.locator("input").get_attribute("autocomplete") == "off"
    assert page.locator("input").get_attribute("name") is None
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.reload()
    assert page.locator("input").input_value() == ""


@pytest.mark.browser
def test_what_is_found_is_told_to_a_screen_reader(index) -> None:
    page = index()
    status = page.get_by_role("status").filter(has_text="Found: 85")
    assert status.count() == 1
    label = "Type a name, number, place, language or need"
    assert page.get_by_role("textbox", name=label).count() == 1


@pytest.mark.browser
def test_letters_of_another_script_are_found_without_their_marks(index) -> None:
    page = index("ur")
    page.locator("input").fill("اُردُو")
    assert "Muslim Women's Network Helpline" in found(page)


@pytest.mark.browser
def test_without_script_there_is_no_box_and_the_whole_list(index) -> None:
    page = index(java_script_enabled=False)
    assert page.locator("input, output").count() == 0
    assert not page.locator("button").is_visible()
    assert len(found(page)) == 85


@pytest.mark.browser
def test_an_old_browser_keeps_the_whole_list(browser, served: str) -> None:
    context = browser.new_context()
    context.add_init_script("delete String.prototype.normalize")
    page = context.new_page()
    page.goto(f"{served}/en/help/all/")
    assert page.locator("input").count() == 0
    assert len(found(page)) == 85
    context.close()
