"""Values that no page could be made from are refused while they are in the form."""

from __future__ import annotations

import pytest

from safety_site.questions.tree import kind_of
from safety_site.translation.fitting import unfit
from safety_site.translation.models import VALUES, Revision


@pytest.mark.usefixtures("starter", "db")
def test_every_value_of_the_starter_content_fits() -> None:
    assert unfit("claim", {"nations": ["netherlands"]}) == []
    kept = Revision.objects.filter(language=VALUES).values_list("uid", "content")
    assert [
        (uid, faults) for uid, values in kept if (faults := unfit(kind_of(uid), values))
    ] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("nations", ["england", "mars"]),
        ("needs", ["everything"]),
        ("groups", ["Women"]),
        ("languages", ["pl", "klingon"]),
        ("languages", ["../pl"]),
        ("url", "javascript:alert(1)"),
        ("url", "//example.org/"),
        ("url", "https://"),
        ("url", "https://[x"),
        ("source_url", "https://example.org/a page"),
        ("dialled", "0800 2000 247"),
        ("dialled", "٠٨٠٠"),
        ("dialled", "tel:999"),
    ],
)
def test_what_no_page_could_show_is_named(name: str, value: str | list[str]) -> None:
    wrong = value if isinstance(value, str) else value[-1]
    assert unfit("org", {name: value}) == [f"“{wrong}” in {name}"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("nations", []),
        ("languages", ["interpreter", "pl"]),
        ("url", ""),
        ("url", "https://www.gov.uk/a#b"),
        ("dialled", "+442071234567"),
        ("dialled", ""),
        ("title", "anything"),
    ],
)
def test_what_a_page_can_show_is_let_through(name: str, value: str | list[str]) -> None:
    assert unfit("org", {name: value}) == []
