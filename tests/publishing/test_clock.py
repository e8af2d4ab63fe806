"""The clock: what days alone change, and what they may never publish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from safety_site.delivery.pack import Pack
from safety_site.guide.models import Block, Page
from safety_site.publishing.clock import only_adds_notices, tick
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import NotPublished
from safety_site.publishing.sheet import Sheet
from safety_site.translation.submitting import submit
from tests import pseudo
from tests.publishing.conftest import DAY, Publish

pytestmark = pytest.mark.usefixtures("in_urdu")
AFTER = "Wholly new words about tea."
STALE = pseudo.pseudo("This part is out of date. The English text has changed.", "ur")


def ordinary_block() -> Block:
    return Block.objects.filter(page__key="rule", critical=False)[0]


def change_meaning(block: Block) -> None:
    block.body_en += f"\n\n{AFTER}"
    block.save()
    submit(block, "en", "amina", meaning_changed=True)


def urdu_page(pack: Path) -> str:
    return brotli.decompress(Pack.open(pack).entry("/ur/rule").brotli).decode()


@pytest.fixture
def stale(publish: Publish) -> Block:
    """An Urdu block whose English changed in meaning, published on day 0."""
    publish()
    block = ordinary_block()
    change_meaning(block)
    publish()
    return block


def test_an_untouched_page_has_no_notice_of_age(publish: Publish, pack: Path) -> None:
    publish()
    assert STALE not in urdu_page(pack)


def test_the_edition_that_shows_a_change_of_meaning_sets_the_notice(
    stale: Block, pack: Path
) -> None:
    page = urdu_page(pack)
    assert STALE in page
    assert AFTER not in page


def test_day_14_changes_nothing_and_day_15_shows_english(
    stale: Block, pack: Path
) -> None:
    assert tick(DAY + timedelta(14)) is None
    assert AFTER not in urdu_page(pack)
    edition = tick(DAY + timedelta(15))
    assert edition is not None
    assert (edition.author, edition.publisher) == ("clock", "")
    assert AFTER in urdu_page(pack)
    assert tick(DAY + timedelta(16)) is None


def test_a_critical_block_shows_english_with_the_edition_of_the_change(
    publish: Publish, pack: Path
) -> None:
    publish()
    change_meaning(Block.objects.filter(page__key="rule", critical=True)[0])
    publish()
    assert AFTER in urdu_page(pack)


def test_the_clock_publishes_nothing_that_waits_for_a_publisher(
    stale: Block, pack: Path
) -> None:
    waiting = Block.objects.filter(page__key="rule", critical=False)[1]
    waiting.body_en = "Not released yet."
    waiting.save()
    submit(waiting, "en", "amina", meaning_changed=True)
    tick(DAY + timedelta(15))
    pack_now = Pack.open(pack)
    pages = [brotli.decompress(pack_now.entry(p).brotli) for p in pack_now.entries]
    assert not any(b"Not released yet" in page for page in pages)


def test_overdue_reviews_are_said_by_the_clock(
    publish: Publish, pack: Path, newest: Callable[[], Edition]
) -> None:
    publish()
    tick(DAY + timedelta(400))
    assert newest().author == "clock"
    english = brotli.decompress(Pack.open(pack).entry("/en/rule").brotli).decode()
    assert "due for a new check" in english


def test_without_an_edition_the_clock_does_nothing() -> None:
    assert tick(DAY) is None


def test_a_change_of_text_is_no_matter_of_days(sheets: dict[str, Sheet]) -> None:
    then = sheets["/en/rule"]
    (uid, asked, shown, _, notice), *rest = then.context["texts"]
    texts = [[uid, asked, shown, "other", notice], *rest]
    now = Sheet(then.path, then.template, {**then.context, "texts": texts})
    assert not only_adds_notices(then, now)


def test_a_changed_number_is_no_matter_of_days(sheets: dict[str, Sheet]) -> None:
    then = sheets["/en/rule"]
    now = Sheet(then.path, then.template, {**then.context, "helplines": []})
    assert not only_adds_notices(then, now)


def test_the_name_of_a_page_grown_too_old_changes_in_every_frame(
    publish: Publish, pack: Path
) -> None:
    publish()
    page = Page.objects.get(key="phone")
    page.link_name_en = "Phones and safety"
    page.save()
    submit(page, "en", "amina", meaning_changed=True)
    publish()
    assert tick(DAY + timedelta(15)) is not None
    frame = brotli.decompress(Pack.open(pack).entry("404/ur").brotli).decode()
    assert '<bdi lang="en-GB" dir="ltr">Phones and safety</bdi>' in frame


def test_a_language_switched_on_later_is_not_published_by_the_clock(
    publish: Publish, pack: Path, settings: Settings
) -> None:
    settings.LANGUAGES_ENABLED = ["en"]
    publish()
    settings.LANGUAGES_ENABLED = ["en", "ur"]
    with pytest.raises(NotPublished, match="settings changed"):
        tick(DAY + timedelta(400))
    assert "/ur/rule" not in Pack.open(pack).entries


def test_arabic_which_sorts_before_english_grows_old_too(
    publish: Publish, pack: Path, settings: Settings, tmp_path: Path
) -> None:
    folder = pseudo.write_catalogues(tmp_path / "more", "ar")
    settings.LOCALE_PATHS = [folder, *settings.LOCALE_PATHS]
    settings.LANGUAGES_ENABLED = ["en", "ar"]
    pseudo.translate_all("ar")
    publish()
    change_meaning(ordinary_block())
    publish()
    assert tick(DAY + timedelta(15)) is not None
    page = brotli.decompress(Pack.open(pack).entry("/ar/rule").brotli).decode()
    assert AFTER in page


@pytest.mark.django_db
def test_a_database_without_a_site_is_said_to_be_one() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE publishing_edition RENAME TO elsewhere")
    with pytest.raises(CommandError, match="There is no site here yet"):
        call_command("tick")
