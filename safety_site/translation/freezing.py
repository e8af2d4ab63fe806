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


def with_plain_lines(text: str) -> str:
    """Web forms send CR LF at the end of each line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


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

    Texts are stripped of white space around them, and their lines end as on Linux, so
    that a stray blank line or a web form ages nothing.
    """
    if language != VALUES:
        texts = item.texts(language)
        return {name: with_plain_lines(text).strip() for name, text in texts.items()}
    if citations is None:
        citations = citations_of(item)
    return {
        **item.values(),
        "withdrawn": item.withdrawn,
        "citations": cited(citations),
    }
