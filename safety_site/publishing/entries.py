"""The entries of public bodies on the pages of their groups, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, override

from safety_site.directory.models import Medium
from safety_site.disclosure.models import Answer, Field
from safety_site.guide.claims import NOT_OPENED
from safety_site.guide.content import Json
from safety_site.guide.models import Confidence
from safety_site.languages import formats
from safety_site.publishing.anchors import anchor
from safety_site.publishing.blocks import (
    BlockContext,
    claims_checked,
    shown_source,
    text_context,
)
from safety_site.publishing.lists import some_nations
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import words
from safety_site.translation.models import ENGLISH

WORD = "word:"
# Bodies that the directory names too, by the same key.
HOME_OFFICE = ("home-office-mvdac", "home-office-other")


@dataclass(frozen=True)
class Entry:
    """`citations` are those of the answer; the parts carry their own."""

    data: Json
    citations: list[str]
    checked: date | None


def entry(
    snapshot: Snapshot, body: str, language: str, *, with_english: bool = False
) -> Entry:
    """Of a low body only the name is said, "not confirmed", and what to ask."""
    values = snapshot.values(f"body:{body}") or {}
    name = snapshot.text(f"body:{body}", language)
    low = values["confidence"] == Confidence.LOW
    parts = [
        _part(snapshot, uid, language, with_english=with_english)
        for uid in snapshot.parts.get(body, [])
    ]
    answer = answer_citations(values)
    numbers: dict[str, int] = {}
    explained = any(part.data["field"] == Field.IN_PLAIN_WORDS for part in parts)
    # The words under the answer say on what it rests.
    rests = None if explained else _rests_on(snapshot, body, answer, numbers)
    for part in parts:
        cited = part.data["citations"]
        part.data["rests"] = _rests_on(snapshot, body, cited, numbers)
    days = [part.checked for part in parts] + [claims_checked(snapshot, answer)]
    checked = min((day for day in days if day), default=None)
    return Entry(
        data={
            "id": anchor(body),
            "body": body,
            "name": words(name, "name"),
            "nations": [] if low else some_nations(values["nations"], language),
            "answer": values["answer"],
            "rests": rests,
            "parts": [part.data for part in parts],
            "sources": [
                shown_source(found)
                for key in numbers
                if (found := snapshot.values(f"source:{key}"))
            ],
            "checked": formats.date(checked, language) if checked else "",
            "is_draft": any(
                (part.data["english"] or {}).get("is_draft") for part in parts
            ),
            "official": _official(snapshot, body),
            "english": _english(snapshot, body, values) if with_english else None,
        },
        citations=answer,
        checked=checked,
    )


def _english(snapshot: Snapshot, body: str, values: Json) -> Json:
    low = values["confidence"] == Confidence.LOW
    return {
        "name": words(snapshot.text(f"body:{body}", ENGLISH), "name")["text"],
        "nations": [] if low else some_nations(values["nations"], ENGLISH),
    }


def answer_citations(values: Json) -> list[str]:
    """On what an answer rests; "not confirmed" states nothing."""
    if values["answer"] == Answer.NOT_CONFIRMED:
        return []
    return [claim for _, claim in values["citations"]]


def citations_of_all(snapshot: Snapshot) -> list[str]:
    """What all answers and parts rest on: claim keys and words."""
    shown = {uid for uids in snapshot.parts.values() for uid in uids}
    cited = [answer_citations(values) for _, values in snapshot.all_of("body")]
    cited += [
        [claim for _, claim in values["citations"]]
        for name, values in snapshot.all_of("part")
        if f"part:{name}" in shown
    ]
    return sorted({claim for citations in cited for claim in citations})


def _part(
    snapshot: Snapshot, uid: str, language: str, *, with_english: bool
) -> BlockContext:
    field = Field((snapshot.values(uid) or {})["field"])

    def texts(content: Json, language: str) -> Json:
        return {"heading": question(field, language), "body": content["text"]}

    part = text_context(snapshot, uid, language, texts, with_english=with_english)
    part.data.update(uid=uid, field=field.value)
    return part


def question(field: Field, language: str) -> str:
    with override(language):
        return gettext(field.label)


def _rests_on(
    snapshot: Snapshot, body: str, citations: Iterable[str], numbers: dict[str, int]
) -> Json:
    """The numbers of sources among those of the entry, which grow; and the words."""
    named = dict.fromkeys(s for key in citations for s in _opened(snapshot, body, key))
    for source in named:
        numbers.setdefault(source, len(numbers) + 1)
    return {
        "numbers": sorted(numbers[source] for source in named),
        "words": [k.removeprefix(WORD) for k in citations if k.startswith(WORD)],
    }


def _opened(snapshot: Snapshot, body: str, key: str) -> list[str]:
    """All that the matrix names for a field; of another claim the main one."""
    claim = snapshot.values(f"claim:{key}")
    if claim is None:
        return []
    of_the_matrix = key == f"M:{body}" or key.startswith(f"M:{body}/")
    return [
        source
        for source in (claim["sources"] if of_the_matrix else claim["sources"][:1])
        if (snapshot.values(f"source:{source}") or {}).get("opened", "no") != NOT_OPENED
    ]


def _official(snapshot: Snapshot, body: str) -> Json | None:
    """The Home Office's own page, which "Find help" does not list (corrections A9)."""
    values = snapshot.values(f"org:{body}") if body in HOME_OFFICE else None
    pages = [
        contact["value"]
        for _, contact in snapshot.contacts.get(body, ())
        if contact["medium"] == Medium.WEB
    ]
    return {"name": values["name"], "url": pages[0]} if values and pages else None
