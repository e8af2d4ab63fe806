"""English that was left over: Latin letters that no name explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from safety_site.translation.checks.pair import Pair

LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019-]*")
# Words of no other language that the site has, by which a sentence gives itself away.
ENGLISH = re.compile(
    r"(?:the|and|you|your|with|they|them|this|that|which|should|would|could|have|not|"
    r"what|when|where|will|because|about|from|there)"
)


def no_english(pair: Pair) -> Iterator[str]:
    rest = LATIN_WORD.findall(pair.own_words)
    if pair.language.script == "Latn":
        rest = [word for word in rest if ENGLISH.fullmatch(word.lower())]
    if rest:
        yield f"left in English: {', '.join(dict.fromkeys(rest))}"
