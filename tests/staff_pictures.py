"""`python -m tests.staff_pictures`: draws the screens of the guides for editors and
translators into `docs/pictures/staff`, of a site in English and Urdu that is thrown
away. Looked at by people; nothing is compared.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "staff"
WINDOW = {"width": 1100, "height": 820}
PEOPLE = {
    "eva": "editor",
    "tahira": "translator ur",
    "bela": "checker en,checker ur",
    "paula": "publisher",
}
ENROL = """
import os
from tests.staff.conftest import person
print(person(os.environ["NAME"], *os.environ["ROLES"].split(",")).key)
"""


def main() -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "safety_site.settings",
        "LANGUAGES_ENABLED": "en ur",
    }
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        import django

        django.setup()
        from tests.staff.conftest import manage

        manage(Path(folder), "prepare")
        with office(Path(folder)) as people:
            draw(people)


@contextmanager
def office(folder: Path) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM, QUIET
    from tests.delivery.conftest import gunicorn
    from tests.site.test_day import Office
    from tests.staff.conftest import manage

    with gunicorn(folder) as site, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        found = Office(browser, site)
        for name, roles in PEOPLE.items():
            words = ("shell", "-v0", "-c", ENROL)
            key = manage(folder, *words, NAME=name, ROLES=roles).strip()
            found.sign_in(name, key)
            found.pages[name].set_viewport_size(WINDOW)
        yield found
        browser.close()


def draw(office: Any) -> None:
    """Each after the work that it shows."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    eva, tahira, bela, paula = (office.pages[name] for name in PEOPLE)

    eva.goto(f"{office.url}/staff/guide/block/?q=answer")
    eva.click("text='block:answer/1'")
    eva.fill("[name=heading_en]", "They can. No law stops it")
    eva.locator(".place summary").first.click()
    eva.wait_for_selector(".tokens button")
    keep(eva, "write")
    eva.check("[name=meaning][value=meaning]")
    eva.fill("[name=reason]", "The old words were too soft.")
    eva.click("[name=_submit]")

    office.goes_to("bela", "check/en/page:answer/")
    keep(bela, "check")
    bela.check("[name=checked][value='block:answer/1 en']")
    bela.click("[type=submit].default")

    office.goes_to("tahira", "")
    keep(tahira, "first-screen")
    office.goes_to("tahira", "translate/ur/page:answer/")
    tahira.evaluate("document.querySelector('#blockanswer1').scrollIntoView()")
    keep(tahira, "translate")

    office.goes_to("eva", "history/block:answer/1/")
    keep(eva, "history")
    office.goes_to("eva", "look/ur/answer/")
    keep(eva, "previews")

    office.goes_to("paula", "publish/")
    keep(paula, "publish")
    office.goes_to("paula", "urgent/")
    paula.check("[name=phrase][value=may-be-wrong]")
    paula.select_option("[name=place]", "page:answer")
    paula.fill("[name=reason] >> nth=-1", "The news says so.")
    paula.click("[name=show]")
    paula.locator("[lang=ur]").first.scroll_into_view_if_needed()
    keep(paula, "urgent")


def keep(page: Any, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
