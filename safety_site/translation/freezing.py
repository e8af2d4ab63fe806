"""From working copy to plain content: what a revision holds, and its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from safety_site.guide.content import Content, Json
from safety_site.guide.models import Citation
from safety_site.translation.models import VALUES


def canonical(data: Any) -> bytes:
    """One byte sequence for one content: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def digest(data: Any) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()


def cited(citations: Iterable[Citation]) -> list[list[str]]:
    """[field, claim key or word] in order; the form in which revisions keep
    citations.
    """
    return [[c.field, c.claim.key if c.claim else f"word:{c.word}"] for c in citations]


def citations_of(item: Content) -> list[Citation]:
    return list(Citation.objects.filter(uid=item.uid).select_related("claim"))


def frozen(
    item: Content, language: str, citations: Iterable[Citation] | None = None
) -> Json:
    """The content of one object in one language, or its values for `und`.

    Texts are stripped of white space around them, so that a stray blank line ages
    nothing.
    """
    if language != VALUES:
        return {name: text.strip() for name, text in item.texts(language).items()}
    if citations is None:
        citations = citations_of(item)
    return {
        **item.values(),
        "withdrawn": item.withdrawn,
        "citations": cited(citations),
    }
