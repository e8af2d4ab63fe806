"""An English text and its translation, as the checks see them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from safety_site.languages.registry import Language
from safety_site.translation.tokens import PATTERN

# In brackets or in quotation marks.
SET_APART = re.compile(
    r"\([^()]*[A-Za-z][^()]*\)|[\"\u201c„«][^\"\u201c\u201d„«»]*[\"\u201d»]"
)
# Words with capitals, and the small ones between them: "Law Society of Scotland".
WORD = r"(?<![A-Za-z])[A-Z](?:[\w'\u2019&.-]*\w)?"
NAME = re.compile(rf"{WORD}(?: (?:(?:of|for|the|and|to|in|on) )*{WORD})*", re.ASCII)
PLACEHOLDER = re.compile(rf"{PATTERN.pattern}|%\([a-z_]+\)s")


@dataclass(frozen=True)
class Pair:
    """`allowed` matches what may stand in Latin letters (`latin.allowed_now`)."""

    english: str
    text: str
    language: Language
    allowed: re.Pattern[str]

    @staticmethod
    def tokens(text: str) -> Counter[str]:
        return Counter(match.group() for match in PLACEHOLDER.finditer(text))

    @cached_property
    def bare_english(self) -> str:
        return PLACEHOLDER.sub(" ", self.english)

    @cached_property
    def bare(self) -> str:
        """The translation without its tokens: what the translator typed."""
        return PLACEHOLDER.sub(" ", self.text)

    @cached_property
    def own_words(self) -> str:
        """What is left without what stays in Latin letters: known names, names that
        stand in the English, and its words in brackets or quotation marks.
        """
        left = SET_APART.sub(self._unless_in_english, self.bare)
        left = NAME.sub(self._without_names, left)
        return self.allowed.sub(" ", left)

    def _unless_in_english(self, match: re.Match[str]) -> str:
        said = match.group().strip('()"\u201c\u201d„«»')
        return " " if self._is_in_english(said) else match.group()

    def _without_names(self, match: re.Match[str]) -> str:
        """A run of capitals may begin or end with a word of the language itself."""
        words = match.group().split(" ")
        for length in range(len(words), 0, -1):
            for at in range(len(words) - length + 1):
                if self._is_in_english(" ".join(words[at : at + length])):
                    return " ".join([*words[:at], *words[at + length :]])
        return match.group()

    def _is_in_english(self, said: str) -> bool:
        return said.casefold() in self.bare_english.casefold()
