"""What a page shows beside its blocks, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safety_site.guide.content import Json


@dataclass(frozen=True)
class Beside:
    """`context` joins that of the page; `citations` are claim keys and words on which
    it rests; `checked` is the oldest day on which any of it was checked; `notices` are
    those of its own texts.
    """

    context: Json
    citations: Sequence[str] = ()
    checked: date | None = None
    notices: Sequence[str] = ()
