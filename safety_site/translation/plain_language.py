"""How plain an English text is: pure functions, for a command and for editors.

`text` is what a reader sees, with its tokens filled in (`spoken`) or, where a rule is
about what somebody typed, with its tokens taken out (`typed`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from safety_site.translation.tokens import PATTERN

LONGEST_SENTENCE = 25
LONGEST_AVERAGE = 12
HIGHEST_GRADE = 6.0
UNITS = (
    r"minutes?|hours?|days?|weeks?|months?|years?|pounds?|pence|people|persons?|"
    r"women|men|victims?|survivors?|children|adults?|per ?cent|percentage"
)
NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    "fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|"
    "seventy|eighty|ninety|hundred|thousand|half|quarter|dozen"
)
# "ninety-two days", "half of the women", "three of the last weeks".
COUNTED = re.compile(
    rf"\b(?:{NUMBER_WORDS})\b(?:[ -](?!or\b|and\b)\w+){{0,3}}?[ -](?:{UNITS})\b",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d[\d.,/]*")
WORD = re.compile(r"[A-Za-z0-9][\w'\u2019&./-]*")
# A list item, a line of words to say, or a paragraph begins a sentence.
PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*>]|\d+\.)(?:\s|$))")
# White space of one line alone: over many empty lines, \s would look on from each.
MARKUP = re.compile(r"^[^\S\n]*(?:[-*>]|\d+\.)(?:\s+|$)|\*\*", re.MULTILINE)
CLOSING = "[\"\u201d\u2019')]"
FULL_STOP = re.compile(
    rf"(?:(?<=[.!?…])|(?<=[.!?…]{CLOSING}))\s+(?=[\"\u201c\u2018'(]?[A-Z0-9{{])"
)
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\b(?: (?:not|never|also|often|"
    r"usually|normally|now|then|only|still|always))?"
    r" (?:\w+ed|known|shown|told|given|taken|made|kept|sent|seen|found|held|written|"
    r"said|passed|put|left|done|read|paid|run|chosen|stolen|hidden|broken|asked)\b",
    re.IGNORECASE,
)


def spoken(text: str, place: Callable[[str], str]) -> str:
    """The text as it is read: `place` gives the words for a token."""
    return PATTERN.sub(lambda match: place(match.group()), text)


def typed(text: str) -> str:
    """The text without its tokens."""
    return PATTERN.sub("", text)


def sentences(text: str) -> list[str]:
    """Sentences, headings and list items of a small Markdown text, in order."""
    found = []
    for paragraph in PARAGRAPH.split(text):
        plain = " ".join(MARKUP.sub(" ", paragraph).split())
        found += [s.strip() for s in FULL_STOP.split(plain) if WORD.search(s)]
    return found


def words(sentence: str) -> list[str]:
    return WORD.findall(sentence)


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e: near enough for an average."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", letters))
    silent = letters.endswith("e") and not letters.endswith(("le", "ee"))
    return max(1, groups - silent)


def average(read: Sequence[str]) -> float:
    """Words a sentence; 0 for no sentence."""
    return sum(len(words(s)) for s in read) / len(read) if read else 0.0


def grade(read: Sequence[str]) -> float:
    """The Flesch-Kincaid grade: years of school in the United States, 0 for no text."""
    every = [word for sentence in read for word in words(sentence)]
    if not every:
        return 0.0
    beats = sum(syllables(word) for word in every) / len(every)
    return 0.39 * len(every) / len(read) + 11.8 * beats - 15.59


def long_sentences(read: Iterable[str]) -> list[str]:
    return [s for s in read if len(words(s)) > LONGEST_SENTENCE]


def passives(read: Iterable[str]) -> list[str]:
    """Sentences that seem not to say who does it. A hint, never a fault."""
    return [s for s in read if PASSIVE.search(s)]


def bare_figures(text: str) -> list[str]:
    """Digits, and number words beside a unit, that no token stands for."""
    plain = re.sub(r"^\s*\d+\. ", "", typed(text), flags=re.MULTILINE)
    return [
        match.group() for rule in (DIGITS, COUNTED) for match in rule.finditer(plain)
    ]


def consent_in_the_whole_uk(read: Iterable[str]) -> list[str]:
    """The consent rule is reported for England and Wales alone (corrections A4)."""
    return [
        s for s in read if re.search(r"\bUK\b", s) and re.search(r"\bconsent", s, re.I)
    ]
