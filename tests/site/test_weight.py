"""Bytes: a page, its style and its scripts stay within what a poor line carries."""

import re
from pathlib import Path

import brotli
import pytest
import yaml
from django.template.loader import get_template
from django.utils.translation import override

from safety_site import settings
from safety_site.delivery.pack import Pack
from safety_site.languages import formats
from safety_site.languages.registry import language
from safety_site.publishing.inline import script, style, with_used_style
from safety_site.publishing.phrases import PHRASES
from safety_site.publishing.rendering import compressed
from safety_site.publishing.words import own_name
from safety_site.starter.read import STARTER
from safety_site.translation.bidi import isolate_markup
from tests.site.conftest import is_page

PAGE = 13_000
# Of a language, how many of its heaviest pages are tried with a notice.
HEAVIEST = 2
STYLE = 4_096


def test_every_page_in_every_language_is_within_its_budget(
    pack: Path,
) -> None:
    opened = Pack.open(pack)
    names = [name for name in opened.entries if is_page(name)]
    weights = {name: len(opened.entry(name).brotli) for name in names}
    assert len(weights) > 1_500
    assert {path: n for path, n in weights.items() if n > PAGE} == {}


def test_the_heaviest_pages_have_room_for_an_urgent_notice(
    pages: dict[str, str], pack: Path
) -> None:
    opened = Pack.open(pack)
    longest = max(organisation_names(), key=lambda name: len(name.encode()))
    weights = {}
    for code in settings.LANGUAGES_ENABLED:
        own = [path for path in pages if path.startswith(f"/{code}/")]
        own.sort(key=lambda path: len(opened.entry(path).brotli), reverse=True)
        for path in own[:HEAVIEST]:
            html = warned(pages[path], code, longest)
            weights[path] = len(compressed(html.encode()))
    assert len(weights) == HEAVIEST * 9
    assert {path: n for path, n in weights.items() if n > PAGE} == {}


def warned(html: str, code: str, organisation: str) -> str:
    """A finished page with the longest notice, as if it had been rendered with it."""
    notice = max(
        (drawn(phrase, code, organisation) for phrase in PHRASES),
        key=lambda text: len(text.encode()),
    )
    whole = re.sub(
        r"<style>.*?</style>", lambda _: f"<style>{style()}</style>", html, count=1
    )
    return with_used_style(whole.replace("</h1>", f"</h1>\n{notice}", 1))


def drawn(phrase: str, code: str, organisation: str) -> str:
    day = {"text": formats.date("2026-11-22", code), "language": None}
    slots = {"date": day, "organisation": own_name(organisation, code), "page": day}
    shown = {"phrase": phrase, "date": day["text"], "slots": slots}
    with override(code):
        html = get_template("page/parts/urgent.html").render({"urgent": [shown]})
    text = "\n".join(filter(str.strip, html.split("\n")))
    return isolate_markup(text, language(code).direction)


def organisation_names() -> list[str]:
    rows = yaml.safe_load((STARTER / "facts" / "directory.yaml").read_text())
    return [row["name"] for row in rows["organisations"]]


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
        ("copy", 1_200),
    ],
)
def test_a_script_is_within_its_budget(name: str, most: int) -> None:
    assert len(script(name).encode()) <= most
