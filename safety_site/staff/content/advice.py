"""What is said about an English text while it is written: the rules of `lint_text`.

It is advice; only what would send a reader wrong stops a submit or an edition.
"""

from __future__ import annotations

from collections.abc import Mapping

from safety_site.publishing.lint import READ_FIELDS, TEXT_RULES, Text
from safety_site.translation import plain_language

LONGEST_SENTENCE = 35
"""Words; a longer one is not released (practice.md E7)."""


def advice(kind: str, uid: str, fields: Mapping[str, str], *, cites: bool) -> list[str]:
    """Sentences for the editor, gravest first; none for what is no text."""
    read = _sentences(fields)
    text = Text(
        uid,
        kind,
        {name: fields[name] for name in READ_FIELDS.get(kind, ()) if fields.get(name)},
        read,
        {"citations": [("", "word:reading")] if cites else []},
    )
    found = [fault.what for rule in TEXT_RULES for fault in rule(text)]
    found += [f"who does it? {each}" for each in plain_language.passives(read)]
    grade = plain_language.grade(read)
    if grade > plain_language.HIGHEST_GRADE:
        found.append(f"hard to read: school grade {grade:.1f}")
    return found


def too_long(fields: Mapping[str, str]) -> list[str]:
    return [
        each
        for each in _sentences(fields)
        if len(plain_language.words(each)) > LONGEST_SENTENCE
    ]


def _sentences(fields: Mapping[str, str]) -> list[str]:
    return [
        sentence
        for text in fields.values()
        for sentence in plain_language.sentences(plain_language.spoken(text, str))
    ]
