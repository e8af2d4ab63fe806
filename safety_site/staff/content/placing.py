"""What can be placed in a text by token, and what a reader sees in its place.

It is read from the working copies: what `tokens.known` accepts is there, and nothing
else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import InvalidOperation
from typing import NamedTuple, TypeVar

from safety_site.directory.models import Contact, Medium, Organisation
from safety_site.disclosure.models import PublicBody
from safety_site.guide.content import Content
from safety_site.guide.figures import figure
from safety_site.guide.models import Fact, KeySentence, Page, Term
from safety_site.translation import tokens
from safety_site.translation.models import ENGLISH
from safety_site.translation.plain_language import spoken
from safety_site.translation.tokens import Token

Kind = TypeVar("Kind", bound=Content)
Names = Collection[str] | None
"""The names of records that are wanted; None for all."""


class Placeable(NamedTuple):
    """`says` is what a reader sees; `about` is for whoever looks for it."""

    token: str
    says: str
    about: str


def placeable() -> list[Placeable]:
    """Everything that may be placed, numbers first. One query a kind of token."""
    found = [
        Placeable(str(Token(kind, name)), says, about)
        for kind, made in MADE.items()
        for name, says, about in made(None)
    ]
    words = {each.token: each.says for each in found}
    return [each._replace(says=_filled(each.says, words)) for each in found]


def says(texts: Iterable[str]) -> dict[str, str]:
    """By token as it stands in some texts, what a reader sees there. One query a kind
    that they hold; key sentences may hold tokens themselves.
    """
    wanted = {token for text in texts for token in tokens.found(text)}
    words = _words(wanted)
    inside = {token for text in words.values() for token in tokens.found(text)}
    more = _words(inside - wanted)
    return {token: _filled(text, words | more) for token, text in words.items()}


def _words(wanted: Iterable[Token]) -> dict[str, str]:
    names: dict[str, set[str]] = {}
    for token in wanted:
        names.setdefault(token.kind, set()).add(token.name)
    return {
        str(Token(kind, name)): words
        for kind, of_kind in names.items()
        for name, words, _ in MADE[kind](of_kind)
        if name in of_kind
    }


def _filled(text: str, words: Mapping[str, str]) -> str:
    return spoken(text, lambda token: words.get(token, token))


Made = Iterator[tuple[str, str, str]]
"""Name, what it says, and what it is about."""


def _facts(names: Names) -> Made:
    for fact in _rows(Fact, names):
        try:
            says = figure(fact.value, fact.unit, ENGLISH)
        except (ValueError, InvalidOperation):
            # Somebody is still writing it: it is refused when it is submitted.
            says = fact.value
        yield fact.key, says, "number or date"


def _phones(names: Names) -> Made:
    phones = Contact.objects.filter(
        medium=Medium.PHONE, withdrawn=False, organisation__withdrawn=False
    )
    if names is not None:
        keys = {tokens.phone_parts(name)[0] for name in names}
        phones = phones.filter(organisation__key__in=keys)
    columns = ("number", "value", "confirmed", "confidence", "organisation__name")
    seen: set[str] = set()
    for phone in (
        phones.select_related("organisation")
        .only(*columns, "organisation__key")
        .order_by("organisation__position", "organisation__key", "number")
    ):
        if not phone.publishable:
            continue
        key, about = phone.organisation.key, f"phone of {phone.organisation.name}"
        is_first = key not in seen
        seen.add(key)
        if is_first:
            yield key, phone.value, about
        if not is_first or names is not None:
            yield f"{key}/{phone.number}", phone.value, about


def _organisations(names: Names) -> Made:
    for organisation in _rows(Organisation, names):
        yield organisation.key, organisation.name, "organisation"


def _texts(kind: type[Content], field: str, about: str) -> Callable[[Names], Made]:
    def made(names: Names) -> Made:
        for row in _rows(kind, names):
            yield row.name_in_kind, row.texts(ENGLISH)[field], about

    return made


def _rows(kind: type[Kind], names: Names) -> Iterable[Kind]:
    rows = kind._default_manager.filter(withdrawn=False)
    if names is not None:
        rows = rows.filter(key__in=names)
    return rows.only(*kind.named_columns(ENGLISH)).order_by("key")


MADE: Mapping[str, Callable[[Names], Made]] = {
    "fact": _facts,
    "phone": _phones,
    "org": _organisations,
    "page": _texts(Page, "link_name", "link to a page"),
    "term": _texts(Term, "term", "word explained"),
    "body": _texts(PublicBody, "name", "public body"),
    "key": _texts(KeySentence, "text", "key sentence"),
}
