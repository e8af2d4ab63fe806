"""The whole guide in one file: opened from a disk, without network and script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from safety_site.delivery.pack import Pack
from safety_site.handouts.guide_file.rules import MOST_SENT
from safety_site.publishing.kinds.workers import MOST_MEGABYTES
from safety_site.publishing.reading import UNREAD, read
from tests.site.conftest import is_for_sharing
from tests.site.test_accessibility import AXE, RULES
from tests.site.test_tool import a_long_walk
from tests.site.test_walk import DRAWN, SMALL
from tests.walking import form_of

HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
TEL = re.compile(r'href="(tel:[^"]*)"')
LIVE = ("en", "ur")
SEEN = "[...document.querySelectorAll('h1')].filter(e => e.checkVisibility()).length"


@pytest.fixture
def opened(browser, guides: dict[str, str], tmp_path: Path):
    """Opens the file of a language; hears what it asks for."""
    contexts = []

    def open_file(code: str, **options):
        file = tmp_path / f"guide-{code}.html"
        file.write_text(guides[code])
        context = browser.new_context(viewport=SMALL, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        # Two megabytes of text: a busy machine takes its time.
        page.goto(file.as_uri(), timeout=120_000)
        return page

    yield open_file
    for context in contexts:
        context.close()


def own_pages(pages: dict[str, str], code: str) -> list[str]:
    """Of a language, those that show no other page again for a different use."""
    own = re.compile(rf"/{code}(/|$)(?!(.*/)?en(/|$))")
    return [
        html
        for path, html in pages.items()
        if own.match(path) and not is_for_sharing(path)
    ]


def test_each_language_has_its_file_with_every_page_and_number(
    guides: dict[str, str], pages: dict[str, str], pack: Path
) -> None:
    languages = {path[1:] for path in pages if re.fullmatch("/[a-z]+", path)}
    assert guides.keys() == languages
    for code, text in guides.items():
        inside = own_pages(pages, code)
        assert len(inside) > 190
        # The file has one heading more: that of its contents.
        assert len(HEADING.findall(text)) == len(inside) + 1
        for html in inside:
            assert HEADING.findall(html)[0] in text
        numbers = {tel for html in inside for tel in TEL.findall(html)}
        assert numbers == set(TEL.findall(text))
        stored = Pack.open(pack).entry(f"/{code}/guide.html")
        assert len(stored.brotli) <= MOST_SENT
        assert len(text.encode()) <= MOST_MEGABYTES * 1_000_000


def test_it_is_whole_html_with_its_numbers_isolated(guides: dict[str, str]) -> None:
    for code in LIVE:
        reading = read(guides[code])
        assert reading.mistakes == []
        bare = [
            text
            for text, around in reading.texts
            if re.search(r"\d", text)
            and not any(e.name in (*UNREAD, "title") for e in around)
            and not any(e.attributes.get("dir") == "ltr" for e in around)
        ]
        assert code == "en" or bare == []


@pytest.mark.browser
@pytest.mark.parametrize("code", LIVE)
def test_from_a_disk_every_page_can_be_seen_and_nothing_is_asked_for(
    opened, pages: dict[str, str], code: str
) -> None:
    page = opened(code, java_script_enabled=False)
    assert page.evaluate(SEEN) == len(own_pages(pages, code)) + 1
    page.locator("main nav a").last.evaluate("link => link.click()")
    assert page.locator(":target h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    box = page.locator("h1").first.bounding_box()
    assert code == "en" or box["x"] + box["width"] > 0.9 * SMALL["width"]
    assert len(page.asked) == 1


@pytest.mark.browser
@pytest.mark.parametrize("code", LIVE)
def test_the_question_tool_walks_to_its_end(
    opened, pages: dict[str, str], code: str
) -> None:
    page = opened(code, java_script_enabled=False)
    html = pages[f"/{code}/check"]
    form = form_of(html)
    (heading,) = HEADING.findall(html)
    named = page.locator("main nav a").filter(has_text=heading)
    tool = page.locator(f"{named.get_attribute('href')} form.tool")
    assert inputs(tool.locator("fieldset input:visible")) == form.shown([])
    walk = a_long_walk(form)
    for answer in walk:
        tool.locator(f'label[for$="-{answer}"]').evaluate("label => label.click()")
    shown = [name for name in form.shown(walk) if name in form.inputs]
    assert inputs(tool.locator("fieldset input:visible")) == shown
    texts = [
        " ".join(t.split()) for t in tool.locator("h3:visible").all_text_contents()
    ]
    assert texts == [" ".join(t.split()) for t in form.texts(walk)]
    assert len(page.asked) == 1


def inputs(found) -> list[str]:
    """Their ids as they are on the page of the tool."""
    ids = found.evaluate_all("all => all.map(e => e.id)")
    return [name.partition("-")[2] for name in ids]


# Each page was looked at by itself; the whole would take axe minutes.
FEWER = """every => document.querySelectorAll('article')
  .forEach((article, at) => at % every && article.remove())"""


@pytest.mark.browser
@pytest.mark.parametrize("code", LIVE)
def test_axe_finds_nothing_in_the_file(opened, code: str) -> None:
    page = opened(code)
    page.evaluate(FEWER, 24)
    page.add_script_tag(path=AXE)
    result = page.evaluate("rules => axe.run(document, rules)", RULES)
    found = [(r["id"], r["nodes"][0]["html"]) for r in result["violations"]]
    assert found == []


@pytest.mark.browser
def test_its_numbers_are_drawn_in_the_order_of_their_digits(opened) -> None:
    page = opened("ur")
    drawn = page.evaluate(DRAWN)
    assert len(drawn) > 1000
    assert [(written, order) for written, order, _ in drawn if written != order] == []
