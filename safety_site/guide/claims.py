"""Which claims a page may rest on."""

from __future__ import annotations

from collections.abc import Sequence

from safety_site.guide.models import Confidence

NOT_OPENED = "no"


def may_be_stated(
    confidence: str, sources_opened: Sequence[str], *, withdrawn: bool = False
) -> bool:
    """`sources_opened` is how much of each source was read, the main source first.

    A low claim is not stated. A main source that nobody opened counts as low. A claim
    without a source is our reading, which is cited as a word (content.md 2 and 7).
    """
    return (
        not withdrawn
        and confidence != Confidence.LOW
        and bool(sources_opened)
        and sources_opened[0] != NOT_OPENED
    )
