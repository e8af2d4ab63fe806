"""Characters that nobody can see: they turn a number round, or part a word unseen.

Translators type none of them but U+200C, which Persian and Kurdish spelling needs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from safety_site.translation.freezing import with_plain_lines

NON_JOINER = "\u200c"
# Controls, formats, surrogates, and the separators of lines and paragraphs.
CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def in_texts(texts: Mapping[str, str]) -> list[str]:
    """As "U+202E in body, line 2", each once; lines are counted as in the form."""
    return _each_once(
        f"{code} in {name}, line {number}"
        for name, text in texts.items()
        for number, line in enumerate(with_plain_lines(text).split("\n"), start=1)
        for code in _codes(line.replace("\t", " "))
    )


def in_values(values: Mapping[str, Any]) -> list[str]:
    """As "U+202E in title", each once. Values have no lines and no tabs."""
    return _each_once(
        f"{code} in {name}"
        for name, value in values.items()
        for text in _strings(value)
        for code in _codes(text)
    )


def _codes(text: str) -> Iterator[str]:
    for character in text:
        if character != NON_JOINER and unicodedata.category(character) in CATEGORIES:
            yield f"U+{ord(character):04X}"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from (name, *_strings(part))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _each_once(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))
