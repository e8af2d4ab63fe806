"""Every address in every language in a browser: reflow, first screen, direction."""

from __future__ import annotations

import re

import pytest

from safety_site.settings import LANGUAGES_ENABLED as LANGUAGES

pytestmark = pytest.mark.browser
SMALL = {"width": 320, "height": 640}
PHONE = {"width": 360, "height": 740}

# Every number that is seen: as it is written, as its characters are drawn, line by line
# from the left, and where it is a link, what it dials.
DRAWN = r"""() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text; (text = walk.nextNode());) {
    if (text.parentNode.closest('script, style')) continue;
    const runs = text.data.matchAll(/[+£]?[0-9](?:[0-9\s.,:\/%+-]*[0-9%])?/g);
    for (const run of runs) {
      const marks = [...run[0]].map((mark, at) => {
        const range = document.createRange();
        range.setStart(text, run.index + at);
        range.setEnd(text, run.index + at + 1);
        return [mark, range.getBoundingClientRect()];
      });
      if (!marks[0][1].width) continue;
      marks.sort(([, one], [, other]) =>
        Math.round((one.top - other.top) / one.height) || one.left - other.left);
      const link = text.parentNode.closest('a[href^="tel:"]');
      const drawn = marks.map(([mark]) => mark).join('');
      found.push([run[0], drawn, link && link.getAttribute('href')]);
    }
  }
  return found;
}"""


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


def test_numbers_are_drawn_in_the_order_of_their_digits(
    window, served: str, walked: dict[str, str]
) -> None:
    page = window(PHONE)
    turned, seen = {}, 0
    for path in addresses(walked):
        if 'dir="rtl"' not in walked[path].partition(">")[2].partition(">")[0]:
            continue
        page.goto(served + path)
        for written, drawn, dials in page.evaluate(DRAWN):
            seen += 1
            if drawn != written or (dials and digits(drawn) != digits(dials)):
                turned[path] = written, drawn, dials
    assert seen > 1000
    assert turned == {}


def digits(number: str) -> str:
    """Those that are dialled within the UK."""
    return re.sub(r"\D", "", re.sub(r"^(tel:)?\+44", "0", number))


def test_a_number_that_is_not_isolated_is_noticed(window) -> None:
    """The trap itself: without isolation the groups of a number change places."""
    page = window(PHONE)
    page.set_content('<p dir="rtl">اگر ہو سکے تو 0808 2000 247 پر کال کریں</p>')
    assert page.evaluate(DRAWN) == [["0808 2000 247", "247 2000 0808", None]]


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
