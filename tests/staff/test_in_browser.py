"""Signing in and enrolling in Chromium, under the policy that is really sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.delivery.conftest import Served
from tests.staff.conftest import PASSWORD, code_in_time, key_typed, manage

pytestmark = pytest.mark.browser
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e =>
    window.violations.push(e.violatedDirective + " " + e.blockedURI + e.sample));
"""
LINKED = """
import os
from django.contrib.auth.models import Group
from safety_site.staff import enrolment
from safety_site.staff.models import User
user = User(username=os.environ["NAME"], is_staff=True)
user.set_unusable_password()
user.save()
user.groups.add(Group.objects.get(name="editor"))
print(enrolment.new_link(user))
"""


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """A page on which anything that its policy forbids fails the test."""
    said: list[str] = []
    page.add_init_script(WATCH)
    page.on(
        "console",
        lambda told: told.type in ("error", "warning") and said.append(told.text),
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert page.evaluate("window.violations") == []
    assert said == []


def sign_in(page: Page, url: str, key: str, name: str = "ada") -> None:
    page.goto(f"{url}/staff/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Code from your phone").fill(code_in_time(key))
    page.get_by_role("button", name="Sign in").click()


@pytest.fixture
def url(served: Served) -> str:
    return f"http://localhost:{served.port}"


@pytest.fixture
def link_for(served: Served) -> Callable[[str], str]:
    def made(name: str) -> str:
        folder = served.output.parent
        return manage(folder, "shell", "-v0", "-c", LINKED, NAME=name).strip()

    return made


def test_a_violation_would_be_noticed(page: Page, url: str) -> None:
    page.add_init_script(WATCH)
    page.goto(f"{url}/staff/login/")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate(
        "document.body.appendChild(document.createElement('script')).text = '1'"
    )
    assert len(page.evaluate("window.violations")) == 2


def test_every_page_of_the_admin_draws_without_a_violation(
    watched: Page, url: str, add_person: Callable[[str], str]
) -> None:
    key = add_person("ada")
    sign_in(watched, url, key)
    expect(watched.get_by_text("Clear Guide: editors")).to_be_visible()
    for path in ("", "staff/user/", "staff/user/add/", "password_change/"):
        watched.goto(f"{url}/staff/{path}")
        expect(watched.locator("h1")).to_be_visible()
        assert watched.evaluate("window.violations") == []
    watched.get_by_role("button", name="Log out").click()
    expect(watched.get_by_text("You are signed out")).to_be_visible()


def test_a_newcomer_comes_from_the_link_to_the_first_page(
    watched: Page, url: str, link_for: Callable[[str], str]
) -> None:
    link = link_for("nia")
    watched.goto(url + link)
    picture = watched.locator("svg path").first.bounding_box()
    assert picture
    assert picture["width"] > 150
    assert not watched.evaluate("document.body.scrollWidth > innerWidth")
    key = key_typed(watched.locator(".secret").inner_text())

    watched.get_by_label("New password", exact=False).first.fill(PASSWORD)
    watched.get_by_label("confirmation").fill(PASSWORD)
    watched.get_by_label("six digits").fill(code_in_time(key, -1))
    watched.get_by_role("button", name="Save").click()
    expect(watched.get_by_text("never shown again")).to_be_visible()
    assert watched.locator(".codes code").count() == 10

    watched.get_by_role("link", name="sign in").click()
    sign_in(watched, url, key, "nia")
    expect(watched.get_by_role("button", name="Log out")).to_be_visible()


def test_the_pages_before_sign_in_pass_axe(
    page: Page, url: str, link_for: Callable[[str], str]
) -> None:
    link = link_for("noa")
    page.set_viewport_size({"width": 360, "height": 740})
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    for path in ("/staff/login/", link, "/staff/enrol/MQ/wrong/"):
        page.goto(url + path)
        found = Axe().run(page, options=rules).response["violations"]
        assert [(path, rule["id"], rule["nodes"]) for rule in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
