"""Citations as lines of text: what an editor types, and back.

One a line: the key of a claim, or `reading` (ours) or `advice` (words to try). Where it
belongs to one field, the field and a colon come first: `lead: P:C9`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from safety_site.guide.models import Citation, CitationWord, Claim


class Unknown(Exception):
    """A line names nothing. The text says which, and what may stand there."""


def as_lines(citations: Iterable[Citation]) -> str:
    return "\n".join(
        f"{c.field + ': ' if c.field else ''}{c.word or (c.claim and c.claim.key)}"
        for c in citations
    )


def from_lines(uid: str, text: str, fields: Collection[str]) -> list[Citation]:
    """Citations to be kept. Raises Unknown. One query."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    parted = [_parted(line, fields) for line in lines]
    wanted = {name for _, name in parted}
    claims = {c.key: c for c in Claim.objects.filter(key__in=wanted)}
    made = []
    for position, (field, name) in enumerate(parted, start=1):
        is_word = name in CitationWord.values
        if not is_word and name not in claims:
            raise Unknown(
                f"“{name}” is no claim. Write the key of one, such as P:C9, or "
                f"{' or '.join(CitationWord.values)}."
            )
        made.append(
            Citation(
                uid=uid,
                field=field,
                position=position,
                claim=None if is_word else claims[name],
                word=name if is_word else "",
            )
        )
    return made


def replace(uid: str, citations: list[Citation]) -> None:
    Citation.objects.filter(uid=uid).delete()
    Citation.objects.bulk_create(citations)


def _parted(line: str, fields: Collection[str]) -> tuple[str, str]:
    field, colon, name = line.partition(": ")
    return (field, name.strip()) if colon and field in fields else ("", line)
