"""Every number is kept once: change the records, and the old values are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from safety_site.guide.figures import figure
from safety_site.guide.models import Fact, Unit
from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.reading import UNREAD, read
from safety_site.publishing.rendering import html_of
from safety_site.translation import tokens
from safety_site.translation.models import VALUES
from safety_site.translation.submitting import submit
from tests.publishing.conftest import DAY

SENTINELS = {
    Unit.DATE: "1901-02-03",
    Unit.FRACTION: "3/4",
    Unit.CODE: "98989",
    Unit.PERCENT: "98",
}
# Records of their own, which may hold the same digits: numbers to call, days of events
# and of sources.
RECORDS = ("dt", "time", "details")


@pytest.fixture
def old_values(starter: None, db: None) -> dict[str, str]:
    """By key, what each fact said before it was changed to a sentinel."""
    old = {}
    for fact in Fact.objects.all():
        old[fact.key] = figure(fact.value, fact.unit, "en")
        fact.value = SENTINELS.get(Unit(fact.unit), "9797")
        assert figure(fact.value, fact.unit, "en") != old[fact.key]
        submit(fact, VALUES, "amina")
    return old


def placed(part: Any) -> Iterator[str]:
    """The facts that any text of a context places."""
    if isinstance(part, dict):
        for value in part.values():
            yield from placed(value)
    elif isinstance(part, list):
        for value in part:
            yield from placed(value)
    elif isinstance(part, str):
        yield from (t.name for t in tokens.found(part) if t.kind == "fact")


def words_on(html: str) -> str:
    return " ".join(
        text
        for text, around in read(html).texts
        if not any(
            e.name in (*UNREAD, *RECORDS) or e.attributes.get("dir") == "ltr"
            for e in around
        )
    )


def test_no_page_keeps_the_old_value_of_a_fact(old_values: dict[str, str]):
    sheets = contexts.sheets(snapshots.take(DAY))
    seen = set()
    for sheet in sheets.values():
        facts = set(placed(sheet.context))
        words = words_on(html_of(sheet)) if facts else ""
        seen |= facts
        for key in facts:
            old = rf"(?<![\w,.]){re.escape(old_values[key])}(?![\w,])"
            assert not re.search(old, words), f"{sheet.path} still says {key}"
    assert seen == set(old_values), "a fact that stands nowhere"
