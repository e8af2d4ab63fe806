"""An adviser at a browser, wide and narrow, in English and beside Urdu."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib import admin
from django.test import Client
from playwright.sync_api import Page, Route

from safety_site.guide.models import Block
from safety_site.staff.fact_check.models import TextAnswer
from tests.staff.fact_check.conftest import Ask, translate

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("starter", "db")]
SITE = "http://localhost"
FOLDERS = (
    Path(settings.STATIC_SOURCES),
    Path(admin.__file__).parent / "static",
)
KINDS = {".svg": "image/svg+xml", ".css": "text/css", ".js": "text/javascript"}


def served(client: Client) -> Callable[[Route], None]:
    """Answers a browser from this process, with the site's own headers."""
    # The browser's events run in a context of their own, which has no open database.
    here = copy_context()

    def answer(route: Route) -> None:
        here.copy().run(answered, route)

    def answered(route: Route) -> None:
        request = route.request
        address = urlsplit(request.url)
        if address.path.startswith("/static/"):
            name = address.path.removeprefix("/static/")
            file = next(f / name for f in FOLDERS if (f / name).is_file())
            route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
            return
        whole = f"{address.path}?{address.query}" if address.query else address.path
        if request.method == "POST":
            found = client.post(
                whole,
                request.post_data,
                content_type="application/x-www-form-urlencoded",
            )
            # A browser does not follow what is put in its way by a test.
            found = client.get(found.url) if found.status_code == 302 else found
        else:
            found = client.get(whole)
        route.fulfill(
            status=found.status_code, headers=dict(found.headers), body=found.content
        )

    return answer


def barriers(page: Page) -> list[tuple[str, str]]:
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=rules).response["violations"]
    return [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]


def test_an_adviser_reads_and_answers_by_keyboard(
    page: Page, ask: Ask, block: Block
) -> None:
    translate(block)
    for language in ("en", "ur"):
        link = ask(language=language)
        page.unroute_all()
        page.route("**/*", served(link.client))
        page.goto(f"{SITE}{link.address}")
        for width in (1200, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert barriers(page) == []
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width
        page.get_by_role("button", name="Send my answer").press("Enter")
        assert page.title().startswith("Not sent")
        assert barriers(page) == []
        page.get_by_role("radio", name="Wrong").first.press("Space")
        page.get_by_label("Comment on text 1").press_sequentially("It ended.")
        page.get_by_role("button", name="Send my answer").press("Enter")
        assert "Thank you" in page.inner_text("[role=status]")
        assert page.context.cookies() == []
    said = TextAnswer.objects.values_list("verdict", "comment")
    assert list(said) == [("wrong", "It ended.")] * 2


def test_an_editor_asks_and_ends_the_link(page: Page, signed_in, ask: Ask) -> None:
    ask("key").sends(verdict_1="right", verdict_2="wrong", comment_2="Not in Wales.")
    browser = signed_in("editor")
    page.route("**/*", served(browser))
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{SITE}/staff/fact-check/ask/en/page:answer/")
    assert barriers(page) == []
    page.get_by_role("button", name="Make the link").press("Enter")
    assert "This field is required" in page.inner_text("#content")
    assert barriers(page) == []
    page.get_by_label("The adviser's name").fill("Amina K.")
    page.get_by_label("Their role").fill("solicitor")
    page.get_by_label("What you ask them").fill("Is it the law of today?")
    page.get_by_role("button", name="Make the link").press("Enter")
    assert "/staff/fact-check/" in page.inner_text("#link")
    assert barriers(page) == []
    page.goto(f"{SITE}/staff/fact-check/")
    assert barriers(page) == []
    page.get_by_role("button", name="about page:answer").press("Enter")
    assert "has ended" in page.inner_text(".messagelist")
