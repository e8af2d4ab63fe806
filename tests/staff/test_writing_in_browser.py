"""The writing form in Chromium, by keyboard alone: placing, and what is said meanwhile.

And the pair form, where a token that was deleted is put back.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.delivery.conftest import Served
from tests.staff.conftest import manage
from tests.staff.test_in_browser import WATCH, sign_in

pytestmark = pytest.mark.browser
WRITTEN = """
import datetime
from safety_site.guide.models import Block, Claim, Fact, Page
from safety_site.translation.submitting import submit
from tests.staff.conftest import person
claim = Claim.objects.create(
    key="P:1", text="x", confidence="high", checked=datetime.date(2026, 1, 1)
)
for key, value in {"a-notice": "90", "length": "9"}.items():
    Fact.objects.create(key=key, value=value, unit="week", claim=claim)
page = Page.objects.create(key="answer", slug="answer", position=1)
block = Block.objects.create(
    page=page, number=1, position=1, heading_en="How long?", body_en="It lasts ."
)
submit(block, "und", "amina")
other = Block.objects.create(
    page=page, number=2, position=2, heading_en="And?", body_en="At once."
)
submit(other, "und", "amina")
submit(other, "en", "amina")
other.body_en = "After {fact:length}."
other.save(update_fields=["body_en"])
submit(other, "en", "amina", meaning_changed=True)
print(person("eva", "editor", "translator ur").key, block.pk)
"""
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


def barriers(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page, options=AXE).response["violations"]
    return [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]


def test_a_number_is_placed_and_a_sentence_weighed_by_keyboard(
    page: Page, served: Served
) -> None:
    key, number = manage(served.output.parent, "shell", "-v0", "-c", WRITTEN).split()
    url = f"http://localhost:{served.port}"
    page.add_init_script(WATCH)
    sign_in(page, url, key, "eva")
    page.goto(f"{url}/staff/guide/block/{number}/change/")
    status = page.locator(".beside [role=status]").last
    expect(status).to_have_text("Must be mended: 1. To weigh: 0.")

    # The cursor stands before the full stop; the list is the next stop but one.
    body = page.locator("[name=body_en]")
    body.focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Find it by what it says")).to_be_focused()
    expect(page.locator(".place [role=status]")).to_have_text("Found: 3.")
    page.keyboard.type("9 weeks")
    expect(page.locator(".place [role=status]")).to_have_text("Found: 2.")
    assert barriers(page) == []
    # Of two, neither is guessed: the first one is offered.
    page.keyboard.press("Enter")
    expect(page.locator(".place button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(body).to_be_focused()
    assert body.input_value() == "It lasts {fact:length}."

    page.keyboard.press("Control+End")
    page.keyboard.type(" It was made " + "very " * 25 + "long.")
    expect(status).to_have_text("Must be mended: 2. To weigh: 2.")
    said = page.locator(".advice li").all_inner_texts()
    assert said[0].startswith("Must: over 25 words: It was made very")
    assert said[-1].startswith("Weigh: hard to read")
    assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.querySelector('.beside').scrollWidth <= innerWidth")

    page.goto(f"{url}/staff/again/en/1/block:answer/2/")
    expect(page.get_by_role("button", name="Write this again")).to_be_visible()
    assert barriers(page) == []

    page.goto(f"{url}/staff/translate/ur/page:answer/")
    area = page.locator("[name='block:answer/2|body']")
    area.fill("بعد میں ")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="{fact:length}")).to_be_focused()
    assert barriers(page) == []
    page.keyboard.press("Enter")
    assert area.input_value() == "بعد میں {fact:length}"
    expect(page.get_by_role("button", name="{fact:length}")).to_have_count(0)
    assert page.evaluate("window.violations") == []
