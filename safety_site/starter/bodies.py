"""Public bodies and their answers, from the services matrix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from safety_site.disclosure.models import Answer, Group, PublicBody
from safety_site.guide.models import CitationWord, Confidence
from safety_site.starter import read
from safety_site.starter.claims import SERVICES, answer_sources, nation
from safety_site.starter.items import WORD, Item, english


def bodies(facts: Path) -> Iterator[Item]:
    """In the order of the file. The short `name` is for tables; some lack one."""
    data = read.mapping_of(facts / SERVICES)
    items = read.entries(data, "services", SERVICES)
    for position, (where, item) in enumerate(items, start=1):
        ours = not answer_sources(item, data["sources"], where)
        name = read.optional(item, "name", where) or read.needed(item, "service", where)
        row = PublicBody(
            key=item["id"],
            group=read.one_of(item.get("group"), Group.values, "group", where),
            position=position,
            nations=[nation(name) for name in read.words(item, "applies_to", where)],
            answer=read.one_of(
                item.get("may_tell_immigration"),
                Answer.values,
                "may_tell_immigration",
                where,
            ),
            confidence=read.one_of(
                item.get("confidence"), Confidence.values, "confidence", where
            ),
            only_our_reading=ours,
            **english(name=name),
        )
        cited = WORD + CitationWord.READING if ours else f"M:{item['id']}"
        yield Item(row, where, citations=[("answer", cited)])
