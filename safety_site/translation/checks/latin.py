"""What stays in Latin letters in every language: names, and words as on letters.

Made from the organisations, the words explained and the public bodies; what is in no
record stands in `latin.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.db.models import Max

from safety_site.translation.models import ENGLISH, VALUES, Revision

FILE = Path(__file__).with_name("latin.txt")


def allowed_now() -> re.Pattern[str]:
    """Matches every Latin string that a translation may hold. Two queries."""
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
    for content in _newest("org:", VALUES):
        yield from (content["name"], *content["areas"])
    for content in _newest("term:", ENGLISH):
        yield from re.split(r"[(),;/]\s*", content["term"])
        yield content["term"]
    for content in _newest("body:", ENGLISH):
        yield content["name"]


def _newest(kind: str, language: str) -> Iterator[dict[str, str]]:
    of_kind = Revision.objects.filter(uid__startswith=kind, language=language)
    ids = of_kind.values("uid").annotate(newest=Max("pk")).values("newest")
    found = Revision.objects.filter(pk__in=ids)
    yield from found.values_list("content", flat=True)
