"""What the starter wants in the database: a row, its citations and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import ForeignKey

from safety_site.guide.content import Content, column
from safety_site.translation.freezing import digest
from safety_site.translation.models import ENGLISH

WORD = "word:"
Cited = tuple[str, str]
"""(field, claim key or `word:reading`): the form in which revisions keep citations."""


@dataclass
class Item:
    """`where` names file and place for messages. `sources` are keys, of claims only.

    `wording_only`: the file says that its new English means the same as before.
    """

    row: Content
    where: str
    citations: Sequence[Cited] = ()
    sources: Sequence[str] = ()
    wording_only: bool = False

    @property
    def uid(self) -> str:
        return self.row.uid


def english(**texts: str) -> dict[str, str]:
    """Keyword arguments for a row: `english(name="x")` is {"name_en": "x"}."""
    return {column(field, ENGLISH): text for field, text in texts.items()}


def own_columns(model: type[Content]) -> list[str]:
    """Names of the fields that the starter fills: no key, English texts only."""
    attnames = set(model.named_columns(ENGLISH))
    return [
        f.name
        for f in model._meta.concrete_fields
        if f.attname in attnames and not f.primary_key
    ]


def state(
    row: Content, citations: Sequence[Cited] = (), sources: Sequence[str] = ()
) -> str:
    """A digest of all that the starter writes of an object, editors' notes included."""
    fields: dict[str, Any] = {}
    for name in own_columns(type(row)):
        field = row._meta.get_field(name)
        value = getattr(row, name)
        if isinstance(field, ForeignKey):
            value = value.uid
        elif isinstance(value, date):
            value = value.isoformat()
        fields[name] = value
    return digest([fields, sorted(citations), list(sources)])[:16]
