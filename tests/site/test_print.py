"""Paper: few sheets, no bars, numbers as they are dialled, cards even when closed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
# By address, how many sheets of A4 at most.
SHEETS = {
    "/en/answer/": 2,
    "/en/now/": 2,
    "/en/talk/": 2,
    "/en/three-months/": 2,
    "/ur/answer/": 4,
    "/ur/talk/": 4,
}
HELPLINES = ["0808 2000 247", "0808 80 10 800", "0800 027 1234", "0808 802 1414"]

Printed = Callable[[str], list[str]]


@pytest.fixture
def printed(page, served: str, tmp_path: Path) -> Printed:
    """The text of each sheet."""

    def sheets(path: str) -> list[str]:
        file = tmp_path / "page.pdf"
        page.goto(served + path)
        page.pdf(path=file, format="A4", prefer_css_page_size=True)
        command = ["pdftotext", "-layout", str(file), "-"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
        return done.stdout.split("\f")[:-1]

    return sheets


@pytest.mark.parametrize("path", SHEETS)
def test_a_page_takes_few_sheets_and_shows_its_numbers(
    printed: Printed, path: str
) -> None:
    sheets = printed(path)
    assert len(sheets) <= SHEETS[path]
    text = re.sub("[\u00a0\u202a-\u202e\u2066-\u2069]", " ", " ".join(sheets))
    for number in ["999", *HELPLINES]:
        assert number in text
    if path.startswith("/en"):
        assert "Leave this site" not in text
        assert "All languages" not in text
        assert "https://" not in text


def test_sources_print_with_their_addresses_once_they_are_opened(
    page, served: str
) -> None:
    page.goto(f"{served}/en/answer/")
    page.locator(".sources summary").click()
    page.emulate_media(media="print")
    assert page.locator(".sources dl").is_visible()
    after = "e => getComputedStyle(e, ':after').content"
    assert "https://" in page.locator(".sources dd a").first.evaluate(after)


def test_closed_cards_print_in_both_languages_without_a_bar(printed: Printed) -> None:
    text = " ".join(" ".join(printed("/es/show/")).split())
    assert "I need an interpreter. My language is" in text
    assert "Will you tell the Home Office or Immigration Enforcement" in text
    assert text.index("Please write that down.") < text.index("Please do not send")
    assert "Cerrar" not in text
