"""What is said of one English text by itself: the rules of the plain-language check.

`lint` asks them of what is released, a form asks them while somebody writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from safety_site.guide.content import Json
from safety_site.translation import plain_language

# The texts of each kind that are sentences; names, costs and hours are none.
READ_FIELDS: Mapping[str, tuple[str, ...]] = {
    "page": ("heading", "lead"),
    "block": ("heading", "body"),
    "key": ("text",),
    "part": ("text",),
    "term": ("definition",),
    "event": ("text",),
    "org": ("description", "stance", "papers"),
    "contact": ("note",),
    "question": ("text", "why"),
    "answer": ("text",),
    "outcome": ("heading", "body"),
    "note": ("heading", "body"),
}
# Kinds that cite: only what has claims can be held to them.
CITING = ("block", "part", "event", "outcome", "note")
# Kinds that may spell a number: a key sentence and a page's name (architecture §5).
# and a contact's note, which is part of the record: "Press 1 for women".
MAY_SPELL_NUMBERS = ("key", "page", "contact")
# Content.md, rules 3, 4 and 13. A word with a reason stands in `allowed_because`.
BANNED: Mapping[str, str] = {
    "anonymous": "the site promises nothing (practice.md S15)",
    "anonymously": "the site promises nothing (practice.md S15)",
    "untraceable": "the site promises nothing (practice.md S15)",
    "secure": "the site promises nothing (practice.md S15)",
    "completely safe": "the site promises nothing (practice.md S15)",
    "you will be safe": "the site promises nothing (content.md 3)",
    "you qualify": "inform, never advise (content.md 3)",
    "you are eligible": "inform, never advise (content.md 3)",
    "you should apply": "inform, never advise (content.md 3)",
    "you will get": "inform, never advise (content.md 3)",
    "guaranteed": "the site promises nothing (content.md 4)",
    "!": "no exclamation marks (content.md 6)",
    "—": "two sentences are plainer than a dash (content.md 6)",
}
HEADING = re.compile(r"^ {0,3}#+ .*$", re.MULTILINE)


class Fault(NamedTuple):
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Text:
    """One released English text. `read` is what a reader sees of it, by sentence."""

    uid: str
    kind: str
    fields: Mapping[str, str]
    read: Sequence[str]
    values: Json

    @property
    def claims(self) -> list[str]:
        cited = (claim for _, claim in self.values.get("citations", ()))
        return [claim for claim in cited if not claim.startswith("word:")]


def _faults(text: Text, found: Sequence[str], what: str) -> list[Fault]:
    return [Fault(text.uid, f"{what}: {piece}") for piece in found]


def too_long(text: Text) -> list[Fault]:
    found = plain_language.long_sentences(text.read)
    return _faults(text, found, f"over {plain_language.LONGEST_SENTENCE} words")


def typed_figures(text: Text) -> list[Fault]:
    """Every figure is a record, placed by token (architecture §1)."""
    if text.kind in MAY_SPELL_NUMBERS:
        return []
    found = [
        f for part in text.fields.values() for f in plain_language.bare_figures(part)
    ]
    return _faults(text, found, "a figure without a token")


def consent_rule(text: Text) -> list[Fault]:
    found = plain_language.consent_in_the_whole_uk(text.read)
    return _faults(text, found, "the consent rule is not the whole UK's")


def banned_words(text: Text) -> list[Fault]:
    allowed = text.values.get("allowed_because", "").casefold()
    return [
        Fault(text.uid, f"“{word}”: {why}")
        for word, why in BANNED.items()
        if word not in allowed
        and any(re.search(_whole(word), s, re.IGNORECASE) for s in text.read)
    ]


def _whole(word: str) -> str:
    return rf"\b{re.escape(word)}\b" if word[0].isalpha() else re.escape(word)


def typed_headings(text: Text) -> list[Fault]:
    """A text has one heading, in a field of its own: a second one would be shown with
    its mark, as it was typed.
    """
    found = [line for part in text.fields.values() for line in HEADING.findall(part)]
    return _faults(text, found, "a heading inside a text")


def without_claims(text: Text) -> list[Fault]:
    if text.kind not in CITING or text.values.get("citations"):
        return []
    return [Fault(text.uid, "names no claim, and no word for having none")]


TEXT_RULES: tuple[Callable[[Text], list[Fault]], ...] = (
    too_long,
    typed_figures,
    consent_rule,
    banned_words,
    typed_headings,
    without_claims,
)


def unexplained(
    read: Sequence[str], placed: Container[str], terms: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Key and word. `terms` are the words of the glossary by key, `placed` the keys
    that a page places.
    """
    whole = " ".join(read)
    for key, term in terms.items():
        if key not in placed and term and re.search(rf"\b{re.escape(term)}\b", whole):
            yield key, term
