"""Cards to show: one fills the screen, nothing of it is cut off, the exit stays."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

# What of an open card cannot be brought into view, and what it leaves of the exit.
CUT = """() => {
  const card = document.querySelector('.show [open]');
  return Array.from(card.querySelectorAll('p, summary')).filter(part => {
    const box = part.getBoundingClientRect();
    return box.left < 0 || box.right > innerWidth + 1
      || part.scrollWidth > part.clientWidth + 1;
  }).map(part => part.innerText);
}"""
ON_TOP = """selector => {
  const box = document.querySelector(selector).getBoundingClientRect();
  const found = document.elementFromPoint(
    box.left + box.width / 2, box.top + box.height / 2);
  return !!found.closest(selector);
}"""


@pytest.fixture
def cards(browser, served: str):
    """Opens the page of cards without script in a window of a size."""
    contexts = []

    def opened(path: str, width: int = 320, height: int = 640, **more):
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, java_script_enabled=False, **more)
        contexts.append(context)
        page = context.new_page()
        page.goto(served + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def card(page, number: int = 0):
    return page.locator(".show details").nth(number)


def open_card(page, number: int = 0) -> None:
    card(page, number).locator("summary").click()


@pytest.mark.parametrize(
    "more", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}]
)
def test_an_open_card_fills_the_screen_but_for_the_exit(cards, more) -> None:
    page = cards("/ur/show/", **more)
    assert not card(page).locator(".words").is_visible()
    open_card(page)
    assert card(page).bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 640}
    assert not page.locator("h1").is_visible()
    assert page.evaluate(ON_TOP, ".first .leave")
    assert page.evaluate(CUT) == []
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    english = card(page).locator(".words blockquote").evaluate(size)
    assert english > card(page).locator(".hers blockquote").evaluate(size)


def test_a_card_says_how_to_close_it_and_closes(cards) -> None:
    page = cards("/en/show/")
    open_card(page)
    assert page.get_by_text("Close", exact=True).locator("visible=true").count() == 1
    page.get_by_text("Close", exact=True).locator("visible=true").click()
    assert page.locator(".show [open]").count() == 0
    assert page.locator("h1").is_visible()


def test_with_the_keyboard_only_the_card_and_the_exit_are_reached(cards) -> None:
    page = cards("/en/show/")
    open_card(page)
    for _ in range(4):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "document.activeElement.closest('.show [open], .exit, body').className"
        )
        assert here in ("", "exit first", "exit last")


@pytest.mark.parametrize("path", ["/en/show/", "/ur/show/"])
def test_at_400_percent_a_card_opens_in_its_place_and_one_at_a_time(
    cards, path
) -> None:
    page = cards(path, 320, 256)
    for number in range(2):
        open_card(page, number)
        assert page.locator(".show [open]").count() == 1
        assert page.evaluate(CUT) == []
    assert page.locator("h1").is_visible()


def test_in_english_a_card_says_its_words_once(cards) -> None:
    page = cards("/en/show/")
    open_card(page)
    assert card(page).locator("blockquote").count() == 1
