"""Tokens: where a number, a name or a link stands in a text, as `{fact:mvdac-
length}`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Manager

from safety_site.directory.models import Contact, Medium, Organisation
from safety_site.disclosure.models import PublicBody
from safety_site.guide.models import Fact, KeySentence, Page, Term

# After a phone's stroke stands a plain number: anything else would show a wrong phone.
PATTERN = re.compile(
    r"\{(?!phone:[^/{}]*/(?![1-9][0-9]{0,3}\}))"
    r"(fact|phone|org|page|body|key|term):([A-Za-z0-9][A-Za-z0-9/._-]*)\}"
)
# Anything in braces that is not a token is a mistake: braces have no other use.
BRACES = re.compile(r"\{[^{}]*\}?|\}")


class Token(NamedTuple):
    kind: str
    name: str

    def __str__(self) -> str:
        return f"{{{self.kind}:{self.name}}}"


def found(text: str) -> list[Token]:
    return [Token(*match.groups()) for match in PATTERN.finditer(text)]


def malformed(text: str) -> list[str]:
    return [
        m.group() for m in BRACES.finditer(text) if not PATTERN.fullmatch(m.group())
    ]


def phone_parts(name: str) -> tuple[str, int | None]:
    """`galop/2` is the phone of galop with number 2, `galop` the first that may be
    shown. `name` is that of a token as found.
    """
    organisation, stroke, number = name.partition("/")
    return organisation, int(number) if stroke else None


def known(token: Token) -> bool:
    """Whether the token names a record that may be shown."""
    if token.kind == "phone":
        organisation, number = phone_parts(token.name)
        phones = Contact.objects.filter(
            organisation__key=organisation,
            organisation__withdrawn=False,
            medium=Medium.PHONE,
            withdrawn=False,
        ).only("confirmed", "confidence")
        if number is not None:
            phones = phones.filter(number=number)
        return any(phone.publishable for phone in phones)
    records: dict[str, Manager[Any]] = {
        "fact": Fact._default_manager,
        "org": Organisation._default_manager,
        "page": Page._default_manager,
        "body": PublicBody._default_manager,
        "key": KeySentence._default_manager,
        "term": Term._default_manager,
    }
    return records[token.kind].filter(key=token.name, withdrawn=False).exists()


def unknown(texts: Iterable[str]) -> list[str]:
    """Tokens and stray braces that name nothing, in order, each once."""
    wrong: dict[str, None] = {}
    for text in texts:
        wrong |= dict.fromkeys(malformed(text))
        wrong |= dict.fromkeys(str(t) for t in found(text) if not known(t))
    return list(wrong)


def counted(texts: Iterable[str]) -> Counter[Token]:
    """How often each token stands; a translation must agree with its English."""
    return Counter(token for text in texts for token in found(text))
