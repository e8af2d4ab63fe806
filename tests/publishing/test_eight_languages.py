"""A change of meaning reaches all eight languages at once, with their own drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import brotli
import pytest
from pytest_django import Settings

from safety_site.delivery.pack import Pack
from safety_site.guide.models import Block
from safety_site.publishing.clock import tick
from safety_site.settings import LANGUAGES_ENABLED
from safety_site.starter import translations
from safety_site.starter.read import STARTER
from safety_site.translation.models import Revision
from safety_site.translation.submitting import submit
from tests.publishing.conftest import CODE, DAY, Publish

OTHERS = [code for code in LANGUAGES_ENABLED if code != "en"]
NEW = {"ordinary": "Wholly new words about tea.", "critical": "New words about milk."}


@pytest.fixture
def eight(starter: None, db: None, settings: Settings) -> None:
    settings.LANGUAGES_ENABLED = LANGUAGES_ENABLED
    translations.bring_in(STARTER, LANGUAGES_ENABLED, lambda line: None)


def shown(pack: Path) -> Iterator[tuple[str, str]]:
    """By language, the page `rule`."""
    opened = Pack.open(pack)
    for code in OTHERS:
        yield code, brotli.decompress(opened.entry(f"/{code}/rule").brotli).decode()


def change(critical: bool, words: str) -> str:
    block = Block.objects.filter(page__key="rule", critical=critical)[0]
    block.body_en += f"\n\n{words}"
    block.save()
    submit(block, "en", "amina", meaning_changed=True)
    return block.uid


def rendered(publish: Publish, pack: Path, day: date) -> set[str]:
    """The addresses whose pages a new edition changes."""
    before = {n: Pack.open(pack).entry(n).brotli for n in Pack.open(pack).entries}
    assert publish(day)
    after = Pack.open(pack)
    changed = {n for n in after.entries if before.get(n) != after.entry(n).brotli}
    # A short code changes with its page.
    return {name for name in changed if not CODE.fullmatch(name)}


def test_a_change_of_meaning_is_followed_in_all_languages(
    eight: None, publish: Publish, pack: Path
) -> None:
    assert len(OTHERS) == 8
    publish()
    uids = {change(critical=kind == "critical", words=w) for kind, w in NEW.items()}
    english = {r.uid: r.digest for r in Revision.objects.filter(language="en")}
    for uid in uids:
        drafts = Revision.objects.filter(uid=uid, language__in=OTHERS)
        assert [r.english_digest == english[uid] for r in drafts] == [False] * 8

    changed = rendered(publish, pack, DAY)
    # Its own page in nine languages, and what tells of changes.
    own = {f"/{code}/rule" for code in LANGUAGES_ENABLED}
    assert own <= changed
    assert {name.split("/")[2] for name in changed} == {"rule", "what-changed"}
    for code, page in shown(pack):
        # Day 0: the ordinary block stays, with a notice; the critical one is English.
        assert NEW["ordinary"] not in page, code
        assert NEW["critical"] in page, code
        assert len(re.findall(r'class="notice', page)) >= 2, code

    assert tick(DAY + timedelta(14)) is None
    assert tick(DAY + timedelta(15)) is not None
    for code, page in shown(pack):
        assert NEW["ordinary"] in page, code
