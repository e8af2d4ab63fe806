"""What a reader sees first, on the smallest screens and on paper."""

import pytest

pytestmark = pytest.mark.browser

PAGES = ["/en/", "/en/now/", "/en/answer/", "/en/who/", "/en/help/", "/en/phone/", "/"]
PAGES += ["/en/help/all/", "/en/help/england/", "/en/help/languages/"]


@pytest.fixture
def phone(browser, site):
    """Opens a page of the site in a window of a width, at 740 px high."""
    contexts = []

    def opened(path, width=360, **more):
        size = {"width": width, "height": 740}
        contexts.append(browser.new_context(viewport=size, **more))
        page = contexts[-1].new_page()
        page.goto(site.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def top_of(page, selector):
    return page.locator(selector).first.bounding_box()["y"]


def test_on_the_page_for_danger_the_emergency_line_comes_first(phone):
    page = phone("/en/now/")
    assert top_of(page, ".alarm") < top_of(page, ".bar")
    first = page.evaluate("document.querySelectorAll('a')[1].getAttribute('href')")
    assert first == "tel:999"


@pytest.mark.parametrize("path", PAGES)
def test_menus_and_ways_on_are_as_tall_as_a_thumb(phone, path):
    page = phone(path)
    small = page.evaluate(
        """Array.from(document.querySelectorAll(
             '.leave, .tongue, .go a, .languages a, .choose > li > a, .tel a, .who a, '
             + '.of, summary, .pick a, .rows a, input, button'
           )).filter(e => e.offsetHeight && e.offsetHeight < 44)
           .map(e => e.innerText)"""
    )
    assert small == []


@pytest.mark.parametrize("path", PAGES)
def test_paper_has_no_bars(phone, path):
    page = phone(path)
    page.emulate_media(media="print")
    for bar in page.locator(".exit, .bar, .languages, footer").all():
        assert not bar.is_visible()
    assert page.locator("text=0808 2000 247").last.is_visible()


def test_without_script_every_fold_opens_and_nothing_is_lost(phone):
    page = phone("/en/answer/", java_script_enabled=False)
    page.locator("summary").click()
    assert page.locator("details dl").is_visible()
    assert not page.locator(".keys").first.is_visible()
