"""Bytes: a page, its style and its scripts stay within what a poor line carries."""

from pathlib import Path

import brotli
import pytest

from safety_site.delivery.pack import Pack
from safety_site.publishing.inline import script, style
from tests.site.conftest import is_page

PAGE = 13_000
STYLE = 4_096


def test_every_page_in_every_language_is_within_its_budget(
    pack: Path,
) -> None:
    opened = Pack.open(pack)
    names = [name for name in opened.entries if is_page(name)]
    weights = {name: len(opened.entry(name).brotli) for name in names}
    assert len(weights) > 1_500
    assert {path: n for path, n in weights.items() if n > PAGE} == {}


def test_the_style_is_within_its_budget() -> None:
    assert len(brotli.compress(style().encode(), quality=11)) <= STYLE


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("guard", 600),
        ("page", 1_500),
        ("chooser", 1_200),
        ("finder", 1_200),
        ("listen", 1_200),
    ],
)
def test_a_script_is_within_its_budget(name: str, most: int) -> None:
    assert len(script(name).encode()) <= most
