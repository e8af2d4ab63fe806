"""Every page in every language: its numbers, its letters, its notice."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest

from safety_site.languages import registry
from safety_site.publishing.reading import UNREAD, Element, Reading, read
from safety_site.settings import LANGUAGES_ENABLED
from safety_site.translation.checks.script import LETTERS

# Arabic says one and two of a unit within the word: شهران is two months.
IN_A_WORD = {"ar": {"1", "2"}}
OTHERS = [code for code in LANGUAGES_ENABLED if code != "en"]


# In one process: all pages are read, and kept.
pytestmark = pytest.mark.xdist_group("languages")


@pytest.fixture(scope="module")
def readings(pages: dict[str, str]) -> dict[str, Reading]:
    return {path: read(html) for path, html in pages.items() if path.startswith("/")}


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


def own_letters(reading: Reading) -> list[str]:
    """Letters of the page's own words: not of names, nor of English titles."""
    return [
        letter
        for text, around in texts(reading)
        if not any("lang" in e.attributes for e in around[1:])
        for letter in text
        if letter.isalpha()
    ]


@pytest.mark.parametrize("code", OTHERS)
def test_every_number_of_the_english_page_is_there(
    readings: dict[str, Reading], code: str
) -> None:
    wrong = {}
    pattern = r"/en(?!/sources)(/|$)"
    english = [path for path in readings if re.match(pattern, path)]
    assert len(english) > 190
    for path in english:
        ours = readings[path.replace("/en", f"/{code}", 1)]
        if called(ours) != called(readings[path]):
            wrong[path] = "calls"
        missing = Counter(numbers(readings[path]))
        missing.subtract(numbers(ours))
        lost = {n for n, count in missing.items() if count} - IN_A_WORD.get(code, set())
        if lost:
            wrong[path] = sorted(lost)
    assert wrong == {}


@pytest.mark.parametrize("code", OTHERS)
def test_a_page_is_in_its_language_and_says_that_a_computer_translated_it(
    readings: dict[str, Reading], code: str
) -> None:
    known = registry.language(code)
    script = LETTERS[known.script]
    pattern = rf"/{code}(?!/sources)(/|$)"
    paths = [path for path in readings if re.match(pattern, path)]
    assert len(paths) > 190
    for path in paths:
        html = next(readings[path].named("html"))
        assert html.attributes["lang"] == known.html_lang
        assert html.attributes["dir"] == known.direction
        notices = [e for e in readings[path].elements if "notice" in e.classes]
        assert notices, path
        letters = own_letters(readings[path])
        own = sum(unicodedata.name(c, "").startswith(script) for c in letters)
        # Names stay in Latin letters; lists of sources and of help hold most of them.
        assert own > 0.6 * len(letters), path
