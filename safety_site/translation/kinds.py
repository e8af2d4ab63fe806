"""Every kind of content, and its rows with few columns and few queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.db.models import ForeignKey, Model, Q, QuerySet

from safety_site.directory.models import Contact, Organisation
from safety_site.disclosure.models import BodyPart, PublicBody
from safety_site.guide.content import Content
from safety_site.guide.models import (
    Block,
    Claim,
    Fact,
    KeySentence,
    Page,
    Source,
    Term,
    TimelineEvent,
)
from safety_site.questions.models import Answer, Note, Outcome, Question, Tool

Kind = TypeVar("Kind", bound=Content)
# Each after the ones it points to.
KINDS: tuple[type[Content], ...] = (
    Source,
    Claim,
    Fact,
    KeySentence,
    Term,
    TimelineEvent,
    Page,
    Block,
    PublicBody,
    Organisation,
    Contact,
    BodyPart,
    Tool,
    Question,
    Answer,
    Outcome,
    Note,
)


def rows(language: str) -> Iterator[Content]:
    """Every object, with the columns of one language; what it points to comes before
    it. One query a kind.
    """
    seen: dict[tuple[object, int], Content] = {}
    for kind in KINDS:
        columns = kind.named_columns(language)
        for row in kind._default_manager.only(*columns).order_by("pk"):
            for link in points_to(kind):
                target = seen[link.related_model, getattr(row, link.attname)]
                setattr(row, link.name, target)
            seen[kind, row.pk] = row
            yield row


# How the parts of a name find an object, where its kind has more than a key.
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "block": ("page__key", "number"),
    "part": ("body__key", "field"),
    "contact": ("organisation__key", "medium", "number"),
    "question": ("tool__key", "key"),
    "answer": ("question__tool__key", "question__key", "number"),
    "outcome": ("tool__key", "key"),
    "note": ("tool__key", "key"),
}
BY_KIND: Mapping[str, type[Content]] = {kind.kind: kind for kind in KINDS}


def objects(uids: Iterable[str], *languages: str) -> dict[str, Content]:
    """The working copies of some uids, with the columns of some languages; one query a
    kind. A uid that names nothing is left out.
    """
    wanted: dict[str, Q] = {}
    for uid in uids:
        kind, _, name = uid.partition(":")
        columns = NAMED_BY.get(kind, ("key",))
        parts = name.split("/", len(columns) - 1)
        if kind in BY_KIND and len(parts) == len(columns) and _are_numbers(uid, parts):
            this = Q(**dict(zip(columns, parts, strict=True)))
            wanted[kind] = wanted[kind] | this if kind in wanted else this
    found: dict[str, Content] = {}
    for kind, any_of_them in wanted.items():
        found |= objects_where(kind, any_of_them, *languages)
    return found


def objects_where(kind: str, condition: Q, *languages: str) -> dict[str, Content]:
    """As `objects`, those of one kind that fit a condition. One query."""
    rows = BY_KIND[kind]._default_manager.filter(condition)
    return {row.uid: row for row in named(rows, *languages)}


def named(rows: QuerySet[Kind], *languages: str) -> QuerySet[Kind]:
    """Rows of one kind that can say their uid, with the columns of some languages."""
    kind = rows.model
    names = [name for name in NAMED_BY.get(kind.kind, ()) if "__" in name]
    links = {name.rpartition("__")[0] for name in names}
    rows = rows.only(*kind.named_columns(*languages), *names)
    return rows.select_related(*links) if links else rows


def _are_numbers(uid: str, parts: list[str]) -> bool:
    """Whether what must be a number is one: a database would refuse another."""
    columns = NAMED_BY.get(uid.partition(":")[0], ())
    numbers = [p for c, p in zip(columns, parts, strict=False) if c == "number"]
    return all(p.isascii() and p.isdigit() and len(p) < 6 for p in numbers)


def points_to(kind: type[Model]) -> list[ForeignKey[Any, Any]]:
    return [f for f in kind._meta.concrete_fields if isinstance(f, ForeignKey)]
