"""The English that ships, read by the plain-language check."""

from __future__ import annotations

from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.lint import lint
from tests.publishing.conftest import DAY


def test_the_released_english_has_no_fault(starter: None, db: None):
    report = lint(snapshots.take(DAY))
    assert [str(fault) for fault in report.faults] == []
    assert report.pages
