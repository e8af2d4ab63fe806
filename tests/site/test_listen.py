"""“Listen”: only with a voice of the phone itself, and silent at once on leaving.

Headless Chromium has no voices; a stand-in of the browser's own interface has.
"""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser
STAND_IN = """
const said = window.said = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text };
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => VOICES, speak: part => said.push(part), cancel: () => said.push(0),
} });
"""
LOCAL = "[{ lang: 'LANG', localService: true }]"
REMOTE = "[{ lang: 'LANG', localService: false }]"


@pytest.fixture
def opened(browser, served: str):
    contexts = []

    def open_page(path: str, voices: str):
        contexts.append(browser.new_context(viewport={"width": 360, "height": 740}))
        page = contexts[-1].new_page()
        page.add_init_script(STAND_IN.replace("VOICES", voices))
        page.goto(served + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("path", "voices"),
    [
        ("/ur/answer/", "[]"),
        ("/ur/answer/", REMOTE.replace("LANG", "ur-PK")),
        ("/ur/answer/", LOCAL.replace("LANG", "en-GB")),
        ("/en/answer/", LOCAL.replace("LANG", "ur-PK")),
    ],
)
def test_without_a_voice_of_the_phone_there_is_no_button(opened, path, voices) -> None:
    assert not opened(path, voices).locator("#listen").is_visible()


def test_a_page_is_read_in_its_language_and_stopped(opened) -> None:
    page = opened("/ur/answer/", LOCAL.replace("LANG", "ur_PK"))
    button = page.locator("#listen button")
    start = button.inner_text()
    button.click()
    parts = page.evaluate("said.filter(p => p).map(p => [p.lang, p.text])")
    assert {lang for lang, _ in parts} == {"ur_PK"}
    assert parts[0][1] == page.locator("h1").inner_text()
    assert len(parts) > 10
    # What stands beside a draft in English is not read by an Urdu voice.
    assert not any("No law in the UK" in text for _, text in parts)
    assert button.inner_text() != start
    button.click()
    assert page.evaluate("said[said.length - 1]") == 0
    assert button.inner_text() == start


def test_leaving_ends_the_voice_in_the_same_moment(opened) -> None:
    page = opened("/ur/answer/", LOCAL.replace("LANG", "ur"))
    page.locator("#listen button").click()
    # Asked in the same moment: the page is on its way out.
    leave = "said.length = 0; document.querySelector('.leave').onclick(); return said"
    assert page.evaluate(f"() => {{ {leave} }}")[0] == 0
