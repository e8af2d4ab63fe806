"""Every address in every language in a browser: reflow, first screen, direction."""

from __future__ import annotations

import re

import pytest

from safety_site.settings import LANGUAGES_ENABLED as LANGUAGES

pytestmark = pytest.mark.browser
SMALL = {"width": 320, "height": 640}
PHONE = {"width": 360, "height": 740}

# The characters of each number to dial, in the order in which they are drawn.
DRAWN = """() => [...document.querySelectorAll('a[href^="tel:"]')].map(link => {
  const walk = document.createTreeWalker(link, NodeFilter.SHOW_TEXT), marks = [];
  for (let text; (text = walk.nextNode());)
    for (let at = 0; at < text.length; at++) {
      const range = document.createRange();
      range.setStart(text, at); range.setEnd(text, at + 1);
      marks.push([range.getBoundingClientRect().left, text.data[at]]);
    }
  marks.sort((one, other) => one[0] - other[0]);
  return [link.getAttribute('href'), marks.map(mark => mark[1]).join('')];
})"""


@pytest.fixture
def window(browser):
    """Opens an empty page in a window of a size."""
    contexts = []

    def opened(size):
        contexts.append(browser.new_context(viewport=size))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def addresses(pages: dict[str, str]) -> list[str]:
    return sorted(path for path in pages if path.startswith("/"))


def test_the_heading_stands_high_and_nothing_runs_off_the_side(
    window, served: str, walked: dict[str, str]
) -> None:
    page = window(PHONE)
    low, too_wide = {}, {}
    for path in addresses(walked):
        page.set_viewport_size(PHONE)
        page.goto(served + path)
        top = page.locator("h1").bounding_box()["y"]
        if top > 0.45 * PHONE["height"]:
            low[path] = top
        page.set_viewport_size(SMALL)
        # 200 % of the 112.5 % that the page begins with.
        page.evaluate("document.documentElement.style.fontSize = '225%'")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > SMALL["width"]:
            too_wide[path] = width
    assert (low, too_wide) == ({}, {})


def test_urdu_begins_at_the_right_edge(window, served: str) -> None:
    page = window(PHONE)
    page.goto(f"{served}/ur/answer/")
    heading = page.locator("h1")
    assert heading.evaluate("e => getComputedStyle(e).direction") == "rtl"
    ends = "e => { const r = document.createRange(); r.selectNodeContents(e);"
    ends += " return innerWidth - r.getBoundingClientRect().right; }"
    assert heading.evaluate(ends) < 40


@pytest.mark.parametrize("path", ["/ur/answer/", "/ur/help/", "/ur/now/"])
def test_numbers_are_drawn_in_the_order_of_their_digits(
    window, served: str, path: str
) -> None:
    page = window(PHONE)
    page.goto(served + path)
    numbers = page.evaluate(DRAWN)
    assert len(numbers) > 5
    for address, drawn in numbers:
        dialled = re.sub(r"^\+44", "0", address.removeprefix("tel:"))
        assert re.sub(r"\D", "", drawn) == dialled


def test_a_number_that_is_not_isolated_is_noticed(window) -> None:
    """The trap itself: without isolation the groups of a number change places."""
    page = window(PHONE)
    bare = '<a href="tel:+448082000247">0808 2000 247</a>'
    page.set_content(f'<p dir="rtl">اگر ہو سکے تو {bare} پر کال کریں</p>')
    assert page.evaluate(DRAWN)[0][1].replace(" ", "") == "24720000808"


@pytest.mark.parametrize(
    ("phone_language", "first"),
    [("ur-PK", "ur"), ("pa-PK", "ur"), ("ti-ER", "ti"), ("xx", "en-GB")],
)
def test_the_phones_own_language_comes_first_in_the_chooser(
    browser, served: str, phone_language: str, first: str
) -> None:
    context = browser.new_context(locale=phone_language)
    page = context.new_page()
    page.goto(f"{served}/")
    assert page.locator("#choose > li").first.get_attribute("lang") == first
    context.close()


def test_without_script_the_chooser_links_to_every_language(
    browser, served: str
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ur-PK")
    page = context.new_page()
    page.goto(f"{served}/")
    links = page.locator("#choose > li > a")
    found = [link.get_attribute("href") for link in links.all()]
    assert sorted(found) == sorted(f"/{code}/" for code in LANGUAGES)
    context.close()
