"""What paper says at its end: where its page stands."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.rendering import html_of
from tests.publishing.conftest import DAY


@pytest.mark.usefixtures("starter", "db")
def test_a_page_without_a_short_number_writes_out_its_address(
    settings: Settings,
) -> None:
    settings.LANGUAGES_ENABLED = ["en"]
    settings.PUBLIC_ORIGIN = "https://clear.example"
    snapshot = snapshots.take(DAY)
    sheets = contexts.sheets(snapshot)
    code = snapshot.codes["rule", "en"]
    assert f"clear.example/{code}</bdi>" in html_of(sheets["/en/rule"])
    further = sheets["/en/who/health/2"]
    line = '<p class="sheet" dir="ltr">https://clear.example/en/who/health/2/</p>'
    assert line in html_of(further)
    for path in ("/en/rule", "404/en"):
        assert 'class="sheet"' not in html_of(sheets[path])
