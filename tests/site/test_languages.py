"""Every page in every language: its numbers, its letters, its notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from safety_site.delivery.pack import Pack
from safety_site.languages import registry
from safety_site.publishing.reading import UNREAD, Element, Reading, read
from safety_site.settings import LANGUAGES_ENABLED
from safety_site.translation.checks import latin
from safety_site.translation.checks.english_left import no_english
from safety_site.translation.checks.pair import Pair
from safety_site.translation.history import newest_in
from safety_site.translation.models import VALUES
from tests.publishing.conftest import CODE
from tests.site.conftest import ORIGIN, is_for_sharing

# Arabic says one and two of a unit within the word: شهران is two months.
IN_A_WORD = {"ar": {"1", "2"}}
OTHERS = [code for code in LANGUAGES_ENABLED if code != "en"]


IN_A_LINE = ("a", "b", "bdi", "em", "mark", "small", "span", "strong")
ADDRESS = re.compile(r"(?:https?://)?[\w@.-]+\.[\w/.?=&%-]+")
HOST = urlsplit(ORIGIN).netloc
NUMBERED = re.compile(r"\b[0-9]+[a-z]\b")

# In one process: all pages are read, and kept.
pytestmark = pytest.mark.xdist_group("languages")


@pytest.fixture(scope="module")
def readings(pages: dict[str, str]) -> dict[str, Reading]:
    return {path: read(html) for path, html in pages.items() if path.startswith("/")}


@pytest.fixture(scope="module")
def codes(pack: Path) -> set[str]:
    """The short numbers, of which each language has its own."""
    return {p[1:] for p in Pack.open(pack).entries if CODE.fullmatch(p)}


def is_beside(element: Element) -> bool:
    """The English that stands beside a draft."""
    said = "lang" in element.attributes and element.name == "small"
    return said or "english" in element.classes


def texts(reading: Reading) -> Iterator[tuple[str, tuple[Element, ...]]]:
    for text, around in reading.texts:
        if not any(e.name in UNREAD or is_beside(e) for e in around):
            yield text, around


def numbers(reading: Reading) -> list[str]:
    said = " ".join(text for text, _ in texts(reading)).replace("\u00a0", "")
    return re.findall(r"[0-9]+", said)


def called(reading: Reading) -> list[str]:
    """Numbers to call, in order."""
    return [
        link.attributes["href"]
        for link in reading.named("a")
        if link.attributes.get("href", "").startswith("tel:")
        and not any(map(is_beside, link.around))
    ]


@pytest.mark.parametrize("code", OTHERS)
def test_every_number_of_the_english_page_is_there_in_its_order(
    readings: dict[str, Reading], codes: set[str], code: str
) -> None:
    wrong: dict[str, object] = {}
    pattern = r"/en(?!/sources)(/|$)"
    english = [
        path
        for path in readings
        if re.match(pattern, path) and not is_for_sharing(path)
    ]
    assert len(english) > 190
    for path in english:
        ours = readings[path.replace("/en", f"/{code}", 1)]
        if called(ours) != called(readings[path]):
            wrong[path] = "calls"
        own = codes | IN_A_WORD.get(code, set())
        lists = [
            [n for n in numbers(each) if n not in own]
            for each in (readings[path], ours)
        ]
        if lists[0] != lists[1]:
            wrong[path] = lists
    assert wrong == {}


@pytest.mark.parametrize("code", OTHERS)
def test_a_page_is_in_its_language_and_says_that_a_computer_translated_it(
    readings: dict[str, Reading], code: str
) -> None:
    known = registry.language(code)
    paths = in_language(readings, code)
    assert len(paths) > 190
    for path in paths:
        html = next(readings[path].named("html"))
        assert html.attributes["lang"] == known.html_lang
        assert html.attributes["dir"] == known.direction
        notices = [e for e in readings[path].elements if "notice" in e.classes]
        assert notices, path


def in_language(readings: dict[str, Reading], code: str) -> list[str]:
    # A page with its English beside it is no page of one language (test_side_by_side).
    pattern = rf"/{code}(?!/sources)(?!(/.*)?/en$)(/|$)"
    return [path for path in readings if re.match(pattern, path)]


def paragraphs(reading: Reading) -> set[str]:
    """The page's own words; a line, though in pieces of markup, is one text."""
    whole: dict[int, str] = {}
    for text, around in texts(reading):
        if any("lang" in e.attributes for e in around[1:]):
            continue
        line = next((e for e in reversed(around) if e.name not in IN_A_LINE), None)
        whole[id(line)] = whole.get(id(line), "") + text
    return {" ".join(text.split()) for text in whole.values()}


@pytest.mark.usefixtures("starter", "db")
@pytest.mark.parametrize("code", OTHERS)
def test_nothing_is_left_in_english(readings: dict[str, Reading], code: str) -> None:
    known, may_stay = registry.language(code), latin.allowed_now()
    names = latin.allowed(r.content["name"] for r in newest_in(VALUES, "org").values())
    left: dict[str, list[str]] = {}
    seen: set[str] = set()
    for path in in_language(readings, code):
        there = readings[path.replace(f"/{code}", "/en", 1)]
        english = " ".join(there.visible_text().split())
        for text in paragraphs(readings[path]) - seen:
            seen.add(text)
            # Addresses, names of codes in the title, and "2a." of a question.
            bare = NUMBERED.sub("", names.sub("", text))
            found = ADDRESS.findall(text)
            addresses = [each for each in found if each in english or HOST in each]
            for known_there in (*addresses, path.rpartition("language-")[2]):
                bare = bare.replace(known_there, "")
            if faults := list(no_english(Pair(english, bare, known, may_stay))):
                left[f"{path}: {text}"] = faults
    assert len(seen) > 2000
    assert left == {}
