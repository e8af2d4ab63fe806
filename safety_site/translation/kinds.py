"""Every kind of content, and its rows with few columns and few queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignKey, Model

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


def points_to(kind: type[Model]) -> list[ForeignKey[Any, Any]]:
    return [f for f in kind._meta.concrete_fields if isinstance(f, ForeignKey)]
