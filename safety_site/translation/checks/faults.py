"""Every check of one translated text: on import, by command, and in the pair form.

A fault refuses the text. Each is one sentence that says what and, where it can, how to
mend it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from safety_site.languages import registry
from safety_site.translation import invisible
from safety_site.translation.checks import english_left, numbers, script, words
from safety_site.translation.checks.pair import Pair

# Letters, beside those of three times the English.
SPARE_LETTERS = 40
TAG = re.compile(r"<[^<>]*>|&(?:[a-z]+|#\d+);", re.IGNORECASE)

Check = Callable[[Pair], Iterator[str]]


def faults(
    english: str, text: str, language: str, allowed: re.Pattern[str]
) -> list[str]:
    """`allowed` is `latin.allowed_now()`. Raises UnknownLanguage."""
    pair = Pair(english, text, registry.language(language), allowed)
    return [fault for check in CHECKS for fault in check(pair)]


def hints(
    english: str, text: str, language: str, allowed: re.Pattern[str]
) -> list[str]:
    """What may be right: grammar and context decide, and a reader."""
    pair = Pair(english, text, registry.language(language), allowed)
    return list(words.terms_named(pair))


def same_tokens(pair: Pair) -> Iterator[str]:
    """Placeholders of interface strings, too."""
    english, text = pair.tokens(pair.english), pair.tokens(pair.text)
    if lost := english - text:
        yield f"{', '.join(lost)} is missing"
    if added := text - english:
        yield f"{', '.join(added)} stands too often, or not in the English"


def nothing_invisible(pair: Pair) -> Iterator[str]:
    for found in invisible.in_texts({"it": pair.text}):
        yield f"{found} cannot be seen; type no such character"
    if unicodedata.normalize("NFC", pair.text) != pair.text:
        yield "letters and their marks are not joined (Unicode NFC)"


def no_tags(pair: Pair) -> Iterator[str]:
    found = TAG.search(pair.text)
    if found and not TAG.search(pair.english):
        yield f"{found.group()} is a tag; type none"


def same_lines(pair: Pair) -> Iterator[str]:
    """Paragraphs, list items, lines to say, and bold words."""
    if _lines(pair.english) != _lines(pair.text):
        yield "it has not the same paragraphs, list items and lines to say"
    if pair.english.count("**") != pair.text.count("**"):
        yield "it has not as much in bold (**)"


def _lines(text: str) -> list[str]:
    lines = [line for line in text.split("\n") if line.strip()]
    return [line[:2] if line.startswith(("- ", "> ")) else "" for line in lines]


def not_too_long(pair: Pair) -> Iterator[str]:
    most = 3 * len(pair.english) + SPARE_LETTERS
    if len(pair.text) > most:
        yield f"it has {len(pair.text)} letters, over three times the English"


CHECKS: tuple[Check, ...] = (
    same_tokens,
    nothing_invisible,
    no_tags,
    same_lines,
    not_too_long,
    numbers.same_digits,
    numbers.same_number_words,
    script.own_script,
    script.own_letters,
    script.own_punctuation,
    english_left.no_english,
    words.nothing_forbidden,
)
