"""Numbers: the same digits as the English, in Western digits, and the same number
words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from safety_site.translation.checks.pair import Pair
from safety_site.translation.checks.rules import rules

DIGITS = re.compile(r"[0-9]+")


def same_digits(pair: Pair) -> Iterator[str]:
    """Not their order: grammar may turn a sentence round."""
    local = {
        c for c in pair.bare if unicodedata.category(c) == "Nd" and not c.isascii()
    }
    if local:
        yield f"{' '.join(sorted(local))}: write 0 to 9 in every language"
    english, text = (
        Counter(DIGITS.findall(words)) for words in (pair.bare_english, pair.bare)
    )
    if lost := english - text:
        yield f"the number {', '.join(lost)} is missing"
    if added := text - english:
        yield f"the number {', '.join(added)} is not in the English so often"


def same_number_words(pair: Pair) -> Iterator[str]:
    """Only words that the rules of a language name: "three" must not become "two"."""
    known = rules(pair.language.code).numbers
    said = set(re.findall(r"[a-z]+", pair.bare_english.lower()))
    for english in known.keys() & said:
        if not re.search(known[english], pair.bare, re.IGNORECASE):
            yield f"“{english}” is not in it as one of: {known[english]}"
