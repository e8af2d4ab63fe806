"""The clock: what days alone change, and what they may never publish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import brotli
import pytest

from safety_site.delivery.pack import Pack
from safety_site.guide.models import Block
from safety_site.publishing.clock import only_adds_notices, tick
from safety_site.publishing.contexts import Sheet
from safety_site.publishing.models import Edition
from safety_site.translation.submitting import submit
from tests.publishing.conftest import DAY, Publish

pytestmark = pytest.mark.usefixtures("in_urdu")
AFTER = "Wholly new words about tea."


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


def test_the_edition_that_shows_a_change_of_meaning_sets_the_notice(
    stale: Block, pack: Path
) -> None:
    page = urdu_page(pack)
    assert 'class="note stale"' in page or "stale" in page
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
    texts = [["block:rule/1", "en", "other", ""], *then.context["texts"][1:]]
    now = Sheet(then.path, then.template, {**then.context, "texts": texts})
    assert not only_adds_notices(then, now)


def test_a_changed_number_is_no_matter_of_days(sheets: dict[str, Sheet]) -> None:
    then = sheets["/en/rule"]
    now = Sheet(then.path, then.template, {**then.context, "helplines": []})
    assert not only_adds_notices(then, now)
