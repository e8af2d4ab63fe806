"""Typed text outlives an expired session, and is never put back unasked."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).resolve().parents[2] / "static/staff/unsaved.js"
SITE = "http://localhost:1"
FORM = f"{SITE}/staff/block/1/"
HTML = "<!doctype html><title>x</title>{}<script src=/unsaved.js></script>"
WRITING = """<form method=post {keep}><textarea name=body>{body}</textarea>
<textarea name=lead>Lead</textarea><button>Save</button></form>"""
SAVED = '<ul class="messagelist"><li class="success">Saved.</li></ul>'


@dataclass
class Editing:
    """A server with one form. `after` is what it answers when the form is sent."""

    page: Page
    body: str = "Old text"
    keep: str = "data-keep"
    above: str = ""
    after: str = SAVED
    dialogs: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        request = route.request
        if request.url.endswith(".js"):
            route.fulfill(body=SCRIPT.read_text(), content_type="text/javascript")
        elif request.method == "POST":
            route.fulfill(body=HTML.format(self.after), content_type="text/html")
        else:
            form = WRITING.format(body=self.body, keep=self.keep)
            shown = self.above + (form if "/block/" in request.url else "")
            route.fulfill(body=HTML.format(shown), content_type="text/html")

    def opened(self, address: str = FORM) -> None:
        self.page.goto(address)

    def types(self, text: str) -> None:
        self.page.locator("[name=body]").fill(text)

    def saves(self) -> None:
        self.page.get_by_role("button", name="Save").click()
        self.page.wait_for_load_state()

    def kept(self) -> int:
        return int(self.page.evaluate("sessionStorage.length"))


@pytest.fixture
def editing(page: Page) -> Editing:
    made = Editing(page)

    def agree(dialog: Dialog) -> None:
        made.dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    page.route("**/*", made.answer)
    return made


def lose_the_session(editing: Editing) -> None:
    """The form is sent, and answered with the page for signing in."""
    editing.opened()
    editing.types("New text\nof two lines")
    editing.after = "<form><input name=password></form>"
    editing.saves()
    editing.opened()


def test_text_is_offered_after_signing_in_again_and_put_back(editing: Editing) -> None:
    lose_the_session(editing)
    page = editing.page
    expect(page.get_by_text("is still here. It was not saved.")).to_be_visible()
    expect(page.locator("[name=body]")).to_have_value("Old text")

    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("[name=body]")).to_have_value("New text\nof two lines")
    expect(page.locator("[name=lead]")).to_have_value("Lead")
    assert page.locator(".unsaved").count() == 0


def test_text_thrown_away_is_gone(editing: Editing) -> None:
    lose_the_session(editing)
    editing.page.get_by_role("button", name="Throw it away").click()
    editing.opened()

    assert editing.page.locator(".unsaved").count() == 0
    expect(editing.page.locator("[name=body]")).to_have_value("Old text")


def test_a_browser_that_failed_without_sending_keeps_it_too(editing: Editing) -> None:
    editing.opened()
    editing.types("New text")
    editing.opened()

    assert editing.dialogs == ["beforeunload"]
    assert editing.page.locator(".unsaved").count() == 1


def test_saved_text_is_forgotten(editing: Editing) -> None:
    editing.opened()
    editing.types("New text")
    editing.saves()
    assert editing.kept() == 0
    editing.opened()

    assert editing.page.locator(".unsaved").count() == 0
    assert editing.dialogs == []


def test_text_that_the_form_now_has_is_forgotten(editing: Editing) -> None:
    editing.after = "<p>No message of success."
    editing.opened()
    editing.types("New text\n")
    editing.saves()
    editing.body = "New text"
    editing.opened()

    assert editing.page.locator(".unsaved").count() == 0


def test_a_message_on_another_page_forgets_nothing_that_was_not_sent(
    editing: Editing,
) -> None:
    editing.opened()
    editing.types("New text")
    editing.above = SAVED
    editing.opened(f"{SITE}/staff/elsewhere/")
    editing.above = ""
    editing.opened()

    assert editing.page.locator(".unsaved").count() == 1


def test_a_later_success_with_something_else_forgets_nothing(editing: Editing) -> None:
    editing.opened()
    editing.types("New text")
    editing.after = "<form><input name=password></form>"
    editing.saves()
    editing.above = SAVED
    editing.opened(f"{SITE}/staff/elsewhere/")
    editing.above = ""
    editing.opened()

    assert editing.page.locator(".unsaved").count() == 1


def test_text_belongs_to_its_address(editing: Editing) -> None:
    lose_the_session(editing)
    editing.opened(f"{SITE}/staff/block/2/")

    assert editing.page.locator(".unsaved").count() == 0


def test_nothing_changed_asks_nothing(editing: Editing) -> None:
    editing.opened()
    editing.types("New text")
    editing.types("Old text")
    editing.opened()

    assert editing.dialogs == []
    assert editing.kept() == 0


def test_signing_out_forgets_everything(editing: Editing) -> None:
    lose_the_session(editing)
    editing.above = "<div data-forget></div>"
    editing.opened(f"{SITE}/staff/logout/")

    assert editing.kept() == 0


def test_a_form_that_does_not_ask_for_it_is_left_alone(editing: Editing) -> None:
    editing.keep = ""
    editing.opened()
    editing.types("New text")
    assert editing.kept() == 0
    editing.opened()

    assert editing.dialogs == []


def test_text_that_was_sent_back_unsaved_is_kept_and_asked_for(
    editing: Editing,
) -> None:
    editing.body, editing.keep = "Refused text", "data-keep data-unsaved"
    editing.opened()
    assert editing.kept() == 2
    editing.page.get_by_role("textbox").first.click()
    editing.page.goto(f"{SITE}/elsewhere/")
    assert len(editing.dialogs) == 1
    editing.body, editing.keep = "Old text", "data-keep"
    editing.opened()
    expect(editing.page.get_by_text("It was not saved")).to_be_visible()
