"""Words explained, from the glossary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from safety_site.guide.models import Term
from safety_site.starter import read
from safety_site.starter.claims import GLOSSARY
from safety_site.starter.items import Item, english


def terms(facts: Path) -> Iterator[Item]:
    """Each rests on the claim that its definition is, G:<id>."""
    data = read.mapping_of(facts / GLOSSARY)
    for where, item in read.entries(data, "terms", GLOSSARY):
        row = Term(
            key=item["id"],
            critical=item.get("critical") is True,
            **english(
                term=read.needed(item, "en", where),
                definition=read.needed(item, "definition", where),
            ),
        )
        yield Item(
            row,
            where,
            citations=[("", f"G:{item['id']}")],
            wording_only=item.get("wording only") is True,
        )
