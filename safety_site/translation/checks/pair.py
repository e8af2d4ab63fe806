"""An English text and its translation, as the checks see them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, partial

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
        # Long names first: a known word may be a part of one, and one of a known word.
        left = NAME.sub(partial(self._without_names, 2), left)
        left = self.allowed.sub(" ", left)
        return NAME.sub(partial(self._without_names, 1), left)

    def _unless_in_english(self, match: re.Match[str]) -> str:
        said = match.group().strip('()"\u201c\u201d„«»')
        return " " if self._is_in_english(said) else match.group()

    def _without_names(self, fewest: int, match: re.Match[str]) -> str:
        """A run of capitals may hold several names, and words of the language too."""
        return " ".join(self._unnamed(match.group().split(" "), fewest))

    def _unnamed(self, words: list[str], fewest: int) -> list[str]:
        for length in range(len(words), fewest - 1, -1):
            for at in range(len(words) - length + 1):
                end = at + length
                if self._is_in_english(" ".join(words[at:end])):
                    around = words[:at], words[end:]
                    return [w for part in around for w in self._unnamed(part, fewest)]
        return words

    def _is_in_english(self, said: str) -> bool:
        return said.casefold() in self.bare_english.casefold()
