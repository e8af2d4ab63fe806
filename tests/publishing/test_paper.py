"""What paper says at its end: where its page stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytest_django import Settings

from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.rendering import html_of
from tests.publishing.conftest import DAY


@pytest.mark.usefixtures("starter", "db")
def test_a_page_writes_out_its_address_and_code_and_an_error_has_none(
    settings: Settings,
) -> None:
    settings.LANGUAGES_ENABLED = ["en"]
    settings.PUBLIC_ORIGIN = "https://clear.example"
    sheets = contexts.sheets(snapshots.take(DAY))
    rule = sheets["/en/rule"]
    line = '<p class="sheet" dir="ltr">https://clear.example/en/rule/'
    assert f"{line}</p>" in html_of(rule)
    numbered = replace(rule, context=rule.context | {"code": "123455"})
    assert f"{line} · 123455</p>" in html_of(numbered)
    assert 'class="sheet"' not in html_of(sheets["404/en"])
