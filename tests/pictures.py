"""`python -m tests.pictures`: draws every rule of display on an Urdu page, with texts
of the product, into `docs/pictures/urdu`. Looked at by people; nothing is compared.

It works in a database of its own, in a folder that is thrown away.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

DAY = date(2026, 11, 22)
FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "urdu"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# As wide as a phone, and long enough for the notices.
PHONE = {"width": 360, "height": 1000}
NEW = "\n\nA new sentence, which no translator has seen."


class Picture(NamedTuple):
    """`part` is what is shown of a page: an element, or all that fits a phone."""

    name: str
    html: str
    part: str = ""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "LANGUAGES_ENABLED": "en ur",
            "DJANGO_SETTINGS_MODULE": "safety_site.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command

        from safety_site.starter.load import load

        call_command("migrate", verbosity=0)
        load()
        drawn = list(pictures())
    draw(drawn)


def pictures() -> Iterator[Picture]:
    """Each after the change that it shows; what changed before stays changed."""
    from safety_site.guide.models import Block, Page
    from safety_site.translation.submitting import submit

    blocks = Block.objects.filter(page__key="rule").order_by("position")
    critical, (ordinary, other) = (
        blocks.filter(critical=True)[0],
        blocks.filter(critical=False)[:2],
    )

    def change(block: Block, *, meaning: bool) -> None:
        block.body_en += NEW
        block.save()
        submit(block, "en", "amina", meaning_changed=meaning)

    def shows(name: str, block: Block | None = None, *, days: int = 0) -> Picture:
        part = f"#b{block.number}" if block else ""
        return Picture(name, page("rule", days), part)

    yield shows("1-machine-draft")
    yield shows("2-critical-draft-with-its-english", critical)
    publish()
    change(other, meaning=False)
    yield shows("3-only-the-wording-changed", other, days=100)
    change(ordinary, meaning=True)
    publish()
    yield shows("4-meaning-changed-day-0", ordinary)
    yield shows("5-meaning-changed-day-14", ordinary, days=14)
    yield shows("6-meaning-changed-day-15", ordinary, days=15)
    change(critical, meaning=True)
    yield shows("7-critical-and-meaning-changed", critical)
    added = copy_of(ordinary, 99, ordinary.page)
    yield shows("8-part-missing", added)
    alone = Page.objects.create(
        key="alone",
        slug="alone",
        position=99,
        title_en="A new page",
        heading_en="A page that nobody has translated",
        link_name_en="A new page",
        lead_en="It stands in English, in the frame of the language.",
    )
    submit(alone, "und", "amina")
    submit(alone, "en", "amina")
    copy_of(ordinary, 1, alone)
    yield Picture("9-page-missing", page("alone"))


def copy_of(block: Any, number: int, page: Any) -> Any:
    from safety_site.guide.models import Block, Citation
    from safety_site.translation.submitting import submit

    made = Block.objects.create(
        page=page,
        number=number,
        position=number,
        heading_en=block.heading_en,
        body_en=block.body_en,
    )
    for cited in Citation.objects.filter(uid=block.uid):
        Citation.objects.create(uid=made.uid, position=1, claim=cited.claim)
    submit(made, "und", "amina")
    submit(made, "en", "amina")
    return made


def page(key: str, days: int = 0) -> str:
    """The Urdu page as an edition of that day would hold it."""
    from safety_site.languages import registry
    from safety_site.publishing import contexts
    from safety_site.publishing import snapshot as snapshots
    from safety_site.publishing.rendering import html_of

    snapshot = snapshots.take(DAY + timedelta(days))
    return html_of(contexts.page_sheet(snapshot, key, registry.language("ur")))


def publish() -> None:
    """An edition of the day that says which English it was the first to show."""
    from django.utils import timezone

    from safety_site.publishing import snapshot as snapshots
    from safety_site.publishing.changes import newly_english, newly_valued
    from safety_site.publishing.models import Edition

    snapshot = snapshots.take(DAY)
    Edition.objects.create(
        number=Edition.objects.count() + 1,
        created=timezone.make_aware(datetime.combine(DAY, time())),
        day=DAY,
        author="paula",
        last_revision=snapshot.history.last_revision,
        english=newly_english(snapshot),
        values=newly_valued(snapshot),
        manifest={},
    )


def draw(drawn: list[Picture]) -> None:
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        for picture in drawn:
            window = browser.new_page(viewport=PHONE)
            window.set_content(picture.html)
            place = FOLDER / f"{picture.name}.png"
            # The bar of the exit lies over whatever stands at the upper edge.
            window.add_style_tag(content=".exit{position:static!important}")
            seen = window.locator(picture.part) if picture.part else window
            seen.screenshot(path=place)
            window.close()
            print(place.name)
        browser.close()


if __name__ == "__main__":
    main()
