"""Words: those that mislead in a language, and terms that must be named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from safety_site.translation.checks.pair import Pair
from safety_site.translation.checks.rules import rules


def nothing_forbidden(pair: Pair) -> Iterator[str]:
    for pattern, why in rules(pair.language.code).forbidden.items():
        if found := re.search(pattern, pair.bare, re.IGNORECASE):
            yield f"“{found.group()}”: {why}"


def terms_named(pair: Pair) -> Iterator[str]:
    """Not after the first of several mentions in one text, and not in a name."""
    for english, pattern in rules(pair.language.code).terms.items():
        named = re.search(rf"\b{re.escape(english)}\b", pair.bare_english)
        if named and not re.search(pattern, pair.bare, re.IGNORECASE):
            yield f"“{english}” is not in it as one of: {pattern}"
