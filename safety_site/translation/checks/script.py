"""Letters and punctuation: those of the language, and no others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from safety_site.translation.checks.pair import Pair
from safety_site.translation.checks.rules import rules

# ISO 15924, and how Unicode begins the names of its letters.
LETTERS = {
    "Arab": "ARABIC",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Ethi": "ETHIOPIC",
    "Gujr": "GUJARATI",
    "Guru": "GURMUKHI",
    "Hans": "CJK",
    "Hant": "CJK",
    "Latn": "LATIN",
    "Mlym": "MALAYALAM",
    "Taml": "TAMIL",
    "Thai": "THAI",
}
# Fewer letters may be a name that no record holds.
FEWEST = 12
MOST_FOREIGN = 0.2


def own_script(pair: Pair) -> Iterator[str]:
    """Nearly all letters, once names are set aside."""
    script = pair.language.script
    letters = [c for c in pair.own_words if c.isalpha()]
    own = sum(unicodedata.name(c, "").startswith(LETTERS[script]) for c in letters)
    foreign = len(letters) - own
    if len(letters) >= FEWEST and foreign > MOST_FOREIGN * len(letters):
        yield f"only {own} of its {len(letters)} letters are of the script {script}"


def own_letters(pair: Pair) -> Iterator[str]:
    for letter, why in rules(pair.language.code).letters.items():
        if letter in pair.bare:
            yield f"{letter} (U+{ord(letter):04X}): {why}"


def own_punctuation(pair: Pair) -> Iterator[str]:
    """Marks of another script beside a letter of this one."""
    for pattern, why in rules(pair.language.code).punctuation.items():
        if found := re.search(pattern, pair.bare):
            yield f"“{found.group()}”: {why}"
