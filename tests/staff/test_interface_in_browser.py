"""The screens in Arabic: from right to left, for those who cannot see, by keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings

from safety_site.guide.models import Block
from safety_site.translation.models import Revision
from tests.staff.test_desk_in_browser import RULES, press_until
from tests.staff.test_interface import in_language

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("starter", "db")]
ROLES = ("translator ur", "translator ar", "checker en", "editor", "publisher")
SENTENCE = "لا يوجد في المملكة المتحدة قانون يمنع الشرطة من ذلك."


def test_the_screens_are_read_and_written_in_arabic_by_keyboard(
    page: Page, url: str, settings: Settings
) -> None:
    settings.LANGUAGES_ENABLED = ["en", "ar", "ur"]
    block = Block.objects.filter(page__key="answer")[0]
    client = Client()
    in_language(client, "ar", *ROLES)
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": f"{url}/staff/"}
            for name, cookie in client.cookies.items()
        ]
    )
    page.set_viewport_size({"width": 320, "height": 640})
    found = {}
    for address in (
        "",
        "translate/ur/page:answer/",
        "check/en/page:answer/",
        "history/block:answer/1/",
        "editions/",
        "urgent/",
        "exchange/ur/",
        "look/ur/page:answer/",
        "guide/block/",
        f"guide/block/{block.pk}/change/",
    ):
        page.goto(f"{url}/staff/{address}")
        barriers = Axe().run(page, options=RULES).response["violations"]
        found[address] = [(b["id"], n["html"]) for b in barriers for n in b["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[address].append(("too wide", ""))
    assert found == {address: [] for address in found}
    assert page.get_attribute("html", "dir") == "rtl"

    page.goto(f"{url}/staff/translate/ar/key/")
    press_until(page, "[name='key:1|text']")
    page.keyboard.type(SENTENCE)
    press_until(page, ".submit-row .default")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Saved as drafts: 1")
    made = Revision.objects.filter(uid="key:1", language="ar").latest("number")
    assert (made.content["text"], made.author) == (SENTENCE, "amina")
