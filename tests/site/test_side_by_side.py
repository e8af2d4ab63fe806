"""Pages with their English beside them: the same numbers, in rows that both read."""

from __future__ import annotations

import re
from html import unescape

import pytest

from safety_site.settings import LANGUAGES_ENABLED
from tests.site.test_languages import IN_A_WORD

OTHERS = [code for code in LANGUAGES_ENABLED if code != "en"]
PAIR = re.compile(
    r'<div class="pair">(.*?)<div class="english"(.*?)</div>\s*</div>', re.S
)
CALL = re.compile(r'href="(tel:[^"]+)"')


def numbers(html: str) -> list[str]:
    text = unescape(re.sub(r"<[^>]*>", "", html)).replace("\u00a0", "")
    return re.findall(r"[0-9]+", text)


@pytest.mark.parametrize("code", OTHERS)
def test_either_side_of_a_pair_holds_the_same_numbers(
    pages: dict[str, str], code: str
) -> None:
    wrong, seen = {}, 0
    in_a_word = IN_A_WORD.get(code, set())
    for path, html in pages.items():
        if not re.match(rf"/{code}(/.*)?/en$", path):
            continue
        for own, english in PAIR.findall(html):
            said = [
                [n for n in numbers(side) if n not in in_a_word]
                for side in (own, english)
            ]
            seen += len(said[0])
            if said[0] != said[1] or CALL.findall(own) != CALL.findall(english):
                wrong[path] = said
    assert seen > 150
    assert wrong == {}


# Of every pair, where its two sides stand and where the parts of each begin.
SIDES = """Array.from(document.querySelectorAll('.pair')).map(pair =>
  Array.from(pair.children).map(side => ({
    direction: getComputedStyle(side).direction,
    left: side.getBoundingClientRect().left,
    top: side.getBoundingClientRect().top,
    tops: Array.from(side.children)
      .filter(part => part.tagName === 'P')
      .map(part => Math.round(part.getBoundingClientRect().top)),
  }))).filter(sides => sides.length === 2)"""


@pytest.mark.browser
@pytest.mark.parametrize(("code", "direction"), [("ur", "rtl"), ("es", "ltr")])
def test_paragraphs_stand_beside_each_other_each_in_its_direction(
    page, served: str, code: str, direction: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{served}/{code}/answer/en/")
    pairs = page.evaluate(SIDES)
    assert len(pairs) > 4
    for own, english in pairs:
        assert (own["direction"], english["direction"]) == (direction, "ltr")
        assert (own["left"] > english["left"]) == (direction == "rtl")
        assert own["tops"] == english["tops"]


@pytest.mark.browser
@pytest.mark.parametrize("media", ["screen", "print"])
def test_in_one_column_the_english_follows_each_part(
    page, served: str, media: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(media=media)
    page.goto(f"{served}/ur/answer/en/")
    tops = [side["top"] for pair in page.evaluate(SIDES) for side in pair]
    assert len(tops) > 8
    assert tops == sorted(set(tops))
