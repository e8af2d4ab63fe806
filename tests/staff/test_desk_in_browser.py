"""Files, voices and previews in Chromium: by keyboard alone, on a small screen, and for
those who cannot see it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from safety_site.publishing.models import Edition
from safety_site.translation.exchange.exporting import catalogue
from safety_site.translation.models import Revision
from tests.silence import mp3
from tests.staff.conftest import person

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("starter", "db")]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def desk(page: Page, url: str, settings: Settings, tmp_path: Path) -> Page:
    """Signed in, on the narrowest screen, after a first edition."""
    settings.LANGUAGES_ENABLED = ["en", "ur"]
    settings.PACK_PATH = tmp_path / "site.pack"
    Edition.objects.create(
        number=1,
        created=timezone.now(),
        day=timezone.localdate(),
        author="paula",
        last_revision=Revision.objects.latest("pk").pk,
        english={},
        manifest={"headers": [], "pages": {}},
    )
    client = Client()
    person("tahira", "translator ur", "editor").sign_in(client)
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": f"{url}/staff/"}
            for name, cookie in client.cookies.items()
        ]
    )
    # Files are chosen by the test from the start: told later, the browser may be late.
    page.on("filechooser", lambda chooser: None)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{url}/staff/")
    return page


def press_until(page: Page, selector: str, key: str = "Tab") -> None:
    """As one who has only a keyboard comes to it."""
    for _ in range(80):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} is not reached by {key}")


def test_a_file_and_a_voice_are_brought_by_keyboard_alone(
    desk: Page, url: str, tmp_path: Path
) -> None:
    file, voice = tmp_path / "ur.po", tmp_path / "voice.mp3"
    filled = catalogue("ur", lambda uid: uid == "key:1")
    filled[0].msgstr = "برطانیہ کا کوئی قانون پولیس کو نہیں روکتا۔"
    file.write_text(str(filled), encoding="utf-8")
    voice.write_bytes(mp3(30))

    desk.goto(f"{url}/staff/exchange/ur/")
    press_until(desk, "[type=file]")
    with desk.expect_file_chooser() as chooser:
        desk.keyboard.press("Space")
    chooser.value.set_files(file)
    press_until(desk, "[value^=Look]")
    desk.keyboard.press("Enter")
    expect(desk.locator("ins")).to_contain_text("قانون")
    press_until(desk, "[value^=Save]")
    desk.keyboard.press("Enter")
    expect(desk.locator(".messagelist")).to_contain_text("Saved as drafts: 1")

    desk.goto(f"{url}/staff/recordings/en/answer/")
    press_until(desk, "[type=file]")
    with desk.expect_file_chooser() as chooser:
        desk.keyboard.press("Space")
    chooser.value.set_files(voice)
    press_until(desk, "[name=consent]")
    desk.keyboard.press("Space")
    press_until(desk, "[value^=Attach]")
    desk.keyboard.press("Enter")
    expect(desk.locator(".messagelist")).to_contain_text("Attached: 30 seconds")
    # It can be heard under the policy of the screen.
    heard = "a => new Promise((y, n) => {a.oncanplay = y; a.onerror = n; a.load()})"
    desk.eval_on_selector("audio", f"a => {{a.preload = 'auto'; return ({heard})(a)}}")


def test_the_screens_pass_axe_and_fit_the_narrowest_screen(
    desk: Page, url: str
) -> None:
    found = {}
    for address in (
        "exchange/ur/",
        "recordings/",
        "recordings/en/answer/",
        "look/en/answer/",
        "look/ur/page:answer/",
    ):
        desk.goto(f"{url}/staff/{address}")
        barriers = Axe().run(desk, options=RULES).response["violations"]
        found[address] = [(b["id"], n["html"]) for b in barriers for n in b["nodes"]]
        if desk.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[address].append(("too wide", ""))
    assert found == {address: [] for address in found}


def test_the_frames_hold_the_page_and_run_nothing_of_it(desk: Page, url: str) -> None:
    desk.goto(f"{url}/staff/look/en/answer/")
    phone = desk.frame_locator("iframe.phone").first
    expect(phone.locator("h1")).to_be_visible()
    # Its script would say so on the first element.
    expect(phone.locator("html.js")).to_have_count(0)
    paper = desk.frame_locator("iframe.sheet")
    desk.locator("iframe.sheet").scroll_into_view_if_needed()
    expect(paper.locator("h1")).to_be_visible()
    expect(paper.locator(".exit").first).to_be_hidden()
