"""The fonts of a leaflet by script: only languages whose letters all stand in one have
leaflets.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from safety_site.guide.content import Json

FOLDER = Path(__file__).parent.parent / "fonts"
LATIN = "Noto Sans"
# Written in the hanging hand that their readers know (practice.md L16).
NASTALIQ = ("ur", "pnb")


@dataclass(frozen=True)
class Hand:
    """In parts of the letters' size: how far letters reach above and below their line,
    and the space that is left between two lines.
    """

    font: str
    above: float = 0.8
    below: float = 0.2
    leading: float = 0.4
    has_bold: bool = True


HANDS = {
    "Latn": Hand(LATIN),
    "Cyrl": Hand(LATIN),
    "Arab": Hand("Noto Naskh Arabic", leading=0.7),
    "Beng": Hand("Noto Sans Bengali", leading=0.6),
    "Ethi": Hand("Noto Sans Ethiopic", leading=0.6),
}
# From line to line 2.3: the space between is 1.4 as typst counts it for other hands.
HANGING = Hand("Noto Nastaliq Urdu", 1.15, 0.65, 0.5, has_bold=False)


def hand_of(language: Json) -> Hand | None:
    """None for a script without a font here."""
    if language["code"] in NASTALIQ:
        return HANGING
    return HANDS.get(language["script"])
