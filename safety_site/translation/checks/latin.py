"""What stays in Latin letters in every language: names, and words as on letters.

Made from the organisations, the words explained and the public bodies; what is in no
record stands in `latin.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from safety_site.translation.history import newest_in
from safety_site.translation.models import ENGLISH, VALUES

FILE = Path(__file__).with_name("latin.txt")


def allowed_now() -> re.Pattern[str]:
    """Matches every Latin string that a translation may hold. Three queries."""
    return allowed([*_listed(), *_of_records()])


def allowed(names: Iterable[str]) -> re.Pattern[str]:
    """Longer names first, so that "Women's Aid" does not leave half of "Welsh Women's
    Aid".
    """
    longest_first = sorted({name for name in names if name}, key=len, reverse=True)
    either = "|".join(re.escape(name) for name in longest_first)
    return re.compile(rf"(?<![A-Za-z])(?:{either})(?![A-Za-z])")


@cache
def _listed() -> tuple[str, ...]:
    lines = FILE.read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _of_records() -> Iterator[str]:
    """Names of organisations and their places, of words explained and of bodies."""
    for revision in newest_in(VALUES, "org").values():
        yield from (revision.content["name"], *revision.content["areas"])
    for revision in newest_in(ENGLISH, "term").values():
        term = revision.content["term"]
        yield from (term, *re.split(r"[(),;/]\s*", term))
    for revision in newest_in(ENGLISH, "body").values():
        yield revision.content["name"]
