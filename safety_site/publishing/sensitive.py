"""Words that no address and no title may hold: history lists show both."""

from __future__ import annotations

import re
from functools import cache

from django.conf import settings

SENSITIVE = settings.BASE_DIR / "safety_site" / "starter" / "sensitive"


@cache
def sensitive_words(language: str) -> tuple[str, ...]:
    """Words no address and no title may hold. English ones count in every language."""
    files = (SENSITIVE / f"{code}.txt" for code in dict.fromkeys(("en", language)))
    lines = [line for f in files if f.is_file() for line in f.read_text().splitlines()]
    return tuple(w.strip().casefold() for w in lines if w.strip() and w[0] != "#")


def sensitive_in(text: str, language: str = "en") -> list[str]:
    """The sensitive words of an address or a title, with any ending: "abuse" finds
    "abused".
    """
    plain = text.casefold().replace("-", " ").replace("/", " ")
    return _any_of(sensitive_words(language)).findall(plain)


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, words))
    return re.compile(rf"(?<!\w)(?:{either})")
