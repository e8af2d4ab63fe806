"""A whole day of a small charity: five people, each with a step of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.delivery.conftest import Served, gunicorn
from tests.staff.conftest import ADDED, PASSWORD, code_in_time, key_typed, manage

pytestmark = pytest.mark.browser
ROLES = {
    "eva": ["editor"],
    "tahira": ["translator ur"],
    "bela": ["checker en", "checker ur"],
    "paula": ["publisher"],
}
NEW, NEW_URDU = "They can. No law stops it", "وہ بتا سکتے ہیں۔ کوئی قانون نہیں روکتا"
FIRST_SCREEN = re.compile("What is to be done")
# Milliseconds. An edition of all languages is worked out while a screen is awaited.
PATIENCE = 240_000


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The product in English and Urdu, under its own server."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "safety_site.settings")
    monkeypatch.setenv("LANGUAGES_ENABLED", "en ur")
    manage(tmp_path, "prepare")
    with gunicorn(tmp_path) as running:
        yield running


class Office:
    """The people, each at a browser of their own."""

    def __init__(self, browser, site: Served) -> None:
        self.browser = browser
        self.url = f"http://127.0.0.1:{site.port}"
        self.keys: dict[str, str] = {}
        self.pages = {}

    def sign_in(self, name: str, key: str) -> None:
        self.keys[name] = key
        page = self.pages[name] = self.browser.new_context().new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{self.url}/staff/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        # The code of now was used when the phone was added.
        page.fill("[name=otp_token]", code_in_time(key, steps=1))
        page.click("[type=submit]")
        expect(page).to_have_title(FIRST_SCREEN, timeout=PATIENCE)

    def enrol(self, name: str) -> None:
        """The administrator makes a link; behind it, the new person a password."""
        ada = self.pages["ada"]
        ada.goto(f"{self.url}/staff/staff/user/add/")
        ada.fill("[name=username]", name)
        ada.select_option("[name=groups_old], [name=groups]", label=ROLES[name])
        if ada.locator("#id_groups_add_link, #id_groups_add").count():
            ada.locator("#id_groups_add_link, #id_groups_add").first.click()
        ada.click("[name=_save]")
        link = ada.inner_text("#link")
        page = self.browser.new_context().new_page()
        page.goto(link)
        key = key_typed(page.inner_text(".secret"))
        page.fill("[name=new_password1]", PASSWORD)
        page.fill("[name=new_password2]", PASSWORD)
        page.fill("[name=code]", code_in_time(key))
        page.click("[type=submit]")
        assert page.locator(".codes li").count() == 10
        page.context.close()
        self.sign_in(name, key)

    def goes_to(self, name: str, address: str) -> int:
        """The status of the answer."""
        answer = self.pages[name].goto(f"{self.url}/staff/{address}")
        return answer.status

    def reads(self, path: str) -> str:
        """What a reader gets."""
        with urlopen(self.url + path) as answer:  # noqa: S310
            return answer.read().decode()


def heading(html: str) -> str:
    """Of the first block."""
    found = re.search(r'id="b1"[^>]*>\s*<h2>(.*?)</h2>', html, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "", found.group(1))


def barriers(page) -> list[tuple[str, str]]:
    """What axe finds on the screen (WCAG 2.2 AA)."""
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=rules).response["violations"]
    return [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]


def test_a_day_from_enrolment_to_going_back(
    browser, site: Served, tmp_path: Path
) -> None:
    office = Office(browser, site)
    key = manage(tmp_path, "shell", "-v0", "-c", ADDED, NAME="ada").strip()
    office.sign_in("ada", key)
    for name in ROLES:
        office.enrol(name)
    before = {code: heading(office.reads(f"/{code}/answer/")) for code in ("en", "ur")}

    # Nobody can do another's step. Each screen is read to those who cannot see.
    steps = {
        "guide/block/add/": "eva",
        "translate/ur/page:answer/": "tahira",
        "check/ur/page:answer/": "bela",
        "publish/stop/": "paula",
        "staff/user/add/": "ada",
    }
    for address, owner in steps.items():
        for name in office.pages:
            status = office.goes_to(name, address)
            assert (status == 200) == (name == owner), (name, address, status)
        if owner in ("eva", "tahira", "bela"):
            assert barriers(office.pages[owner]) == []

    # An editor changes a sentence and a fee.
    eva = office.pages["eva"]
    for screen in ("", "review/page:answer/"):
        office.goes_to("eva", screen)
        assert barriers(eva) == []
    eva.goto(f"{office.url}/staff/guide/block/?q=answer")
    eva.click("text='block:answer/1'")
    eva.fill("[name=heading_en]", NEW)
    eva.check("[name=meaning][value=wording]")
    eva.fill("[name=reason]", "Plainer.")
    eva.click("[name=_submit]")
    assert "waits for a check" in eva.inner_text(".messagelist")
    office.goes_to("eva", "still-right/page:answer/")
    assert barriers(eva) == []
    eva.goto(f"{office.url}/staff/guide/fact/?q=mvdac-length")
    eva.click("text='mvdac-length'")
    eva.fill("[name=value]", "4")
    eva.click("[name=_submit]")

    # A translator follows, a checker reads all three.
    tahira = office.pages["tahira"]
    office.goes_to("tahira", "translate/ur/page:answer/")
    tahira.fill("[name='block:answer/1|heading']", NEW_URDU)
    tahira.click("text='Save'")
    assert "They wait for a check" in tahira.inner_text(".messagelist")
    bela = office.pages["bela"]
    for address, texts in {
        "check/en/page:answer/": ["block:answer/1 en"],
        "check/en/fact/": ["fact:mvdac-length und"],
        "check/ur/page:answer/": ["block:answer/1 ur"],
    }.items():
        office.goes_to("bela", address)
        for text in texts:
            bela.check(f"[name=checked][value='{text}']")
        bela.click("[type=submit].default")
        assert "Marked as checked: 1" in bela.inner_text(".messagelist")

    # The publisher sees the difference and publishes; readers get it in both languages.
    paula = office.pages["paula"]
    assert office.goes_to("paula", "publish/") == 200
    difference = paula.inner_text(".difference")
    assert NEW in difference
    assert NEW_URDU in difference
    assert {heading(office.reads(f"/{c}/answer/")) for c in before} == {
        *before.values()
    }
    paula.fill("[name=reason] >> nth=0", "The day's work.")
    paula.click("text='Publish what you see here'")
    assert "Published edition 2" in paula.inner_text(".messagelist")
    paula.wait_for_timeout(1500)
    assert heading(office.reads("/en/answer/")) == NEW
    assert heading(office.reads("/ur/answer/")) == NEW_URDU
    assert "4 months" in office.reads("/en/three-months/")

    # And goes back.
    office.goes_to("paula", "editions/")
    paula.fill("[name=number]", "1")
    paula.fill("[name=reason]", "A mistake.")
    paula.click("text='Serve it again'")
    assert "serves the pages of edition 1" in paula.inner_text(".messagelist")
    paula.wait_for_timeout(1500)
    assert {c: heading(office.reads(f"/{c}/answer/")) for c in before} == before

    # Publishing is stopped, and a notice is urgent: it takes another person's word.
    office.goes_to("paula", "urgent/")
    assert barriers(paula) == []
    paula.check("[name=phrase][value=may-be-wrong]")
    paula.select_option("[name=place]", "page:answer")
    paula.fill("[name=reason] >> nth=-1", "The news says so.")
    paula.click("[name=show]")
    assert "ہم اس کی جانچ کر رہے ہیں" in paula.inner_text("[lang=ur] >> nth=0")
    assert barriers(paula) == []
    paula.click("[name=make]")
    office.goes_to("paula", "publish/")
    paula.fill("#why", "Alarm.")
    paula.click("text='Stop all but urgent corrections'")
    assert office.goes_to("paula", "publish/") == 200
    assert paula.locator("text='Publish what you see here'").count() == 0
    assert office.goes_to("eva", "publish/") == 200
    assert barriers(eva) == []
    eva.fill("#urgent", "Somebody may act on it.")
    eva.click("text='Ask for this urgent correction' >> nth=-1")
    assert "You have asked for it" in eva.inner_text(".messagelist")
    office.goes_to("paula", "publish/")
    assert "eva asked for exactly this" in paula.inner_text("#content")
    paula.fill("#reason", "A warning.")
    paula.click("text='Publish what you see here'")
    assert "Published edition 4" in paula.inner_text(".messagelist")
    paula.wait_for_timeout(1500)
    for code, words in {"en": "This page may be wrong", "ur": "جانچ کر رہے"}.items():
        warned = office.reads(f"/{code}/answer/")
        assert words in warned[warned.index('class="notice urgent"') :]
