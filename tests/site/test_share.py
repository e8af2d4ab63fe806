"""Handing a page on: asked first, copied, and read by a camera from paper of 2 cm."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from safety_site.delivery.app import PublicSite
from tests.printed import qr_codes
from tests.site.conftest import ORIGIN
from tests.site.test_accessibility import AXE, RULES
from tests.site.test_requests import answer

pytestmark = pytest.mark.browser
SHARE = "/en/rule/share/ur/"
WIDTH = 2.0  # cm


@pytest.fixture
def opened(browser, served: str) -> Iterator:
    """The page to share the Urdu page, after it was said that the questions were
    asked.
    """
    context = browser.new_context(
        viewport={"width": 320, "height": 740},
        permissions=["clipboard-read", "clipboard-write"],
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(served + SHARE)
    page.locator("summary").click()
    yield page
    context.close()


def short_link(page) -> str:
    return page.locator("#link").inner_text()


def test_nothing_can_be_shared_before_the_questions(page, served: str) -> None:
    page.goto(served + SHARE)
    assert page.get_by_text("Is it safe for you").is_visible()
    for name in ("#link", "#message", ".qr", ".slip", "button"):
        assert not page.locator(name).first.is_visible()


def test_the_printed_code_leads_to_the_page_in_its_language(
    opened, pack: Path, pages: dict[str, str]
) -> None:
    opened.emulate_media(media="print")
    drawn = opened.locator(".qr").bounding_box()
    assert drawn["width"] <= WIDTH / 2.54 * 96 + 0.1
    pdf = opened.pdf(format="A4")
    (read,) = qr_codes(pdf, 300)
    assert read == short_link(opened)
    assert read.startswith(f"{ORIGIN}/")
    status, headers, body = answer(PublicSite(pack), read.removeprefix(ORIGIN))
    assert status == "200 OK"
    assert ("Content-Language", "ur") in headers
    assert body.decode() == pages["/ur/rule"]
    # Nothing else is on the paper.
    command = ["pdftotext", "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True)  # noqa: S603
    assert said.stdout.decode().split() == [read.removeprefix("https://")]


def test_a_button_copies_the_link_alone_and_another_the_message(opened) -> None:
    read = "navigator.clipboard.readText()"
    opened.get_by_role("button", name="Copy the link").click()
    opened.get_by_text("Copied.").wait_for()
    assert opened.evaluate(read) == short_link(opened)
    opened.get_by_role("button", name="Copy the message").click()
    opened.get_by_text("Copied.").wait_for()
    sentence, link = opened.evaluate(read).split("\n")
    assert link == short_link(opened)
    assert sentence.startswith("یہ وہ صفحہ ہے")


def test_where_the_clipboard_is_refused_the_text_is_selected(opened) -> None:
    refuse = "navigator.clipboard.writeText = () => Promise.reject();"
    opened.evaluate(f"{refuse} document.execCommand = () => false")
    opened.get_by_role("button", name="Copy the link").click()
    opened.wait_for_function("String(getSelection())")
    assert opened.evaluate("String(getSelection())") == short_link(opened)
    assert opened.locator("#copied").inner_text() == ""


def test_without_script_there_is_text_and_no_button(browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + SHARE)
    page.locator("summary").click()
    assert short_link(page).startswith(f"{ORIGIN}/")
    assert page.get_by_role("button").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_opened_page_is_accessible_and_fits(opened, scheme: str) -> None:
    opened.emulate_media(color_scheme=scheme)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320
    opened.add_script_tag(path=AXE)
    result = opened.evaluate("rules => axe.run(document, rules)", RULES)
    found = [(r["id"], r["nodes"][0]["html"]) for r in result["violations"]]
    assert found == []
