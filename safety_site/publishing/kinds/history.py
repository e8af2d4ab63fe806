"""What happened, oldest first, each with the day and who says so."""

from __future__ import annotations

from safety_site.guide.content import Json
from safety_site.languages import formats
from safety_site.publishing.blocks import claims_checked, sources
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.told import told
from safety_site.publishing.words import link, own_name
from safety_site.translation.models import ENGLISH


def beside(snapshot: Snapshot, code: str, *, with_english: bool = False) -> Beside:
    """A month stands before its days, and a year before its months."""
    dated = sorted(
        (values["date"], f"event:{name}") for name, values in snapshot.all_of("event")
    )
    events = [
        {
            **event,
            "date": formats.date(date, code),
            "english_date": formats.date(date, ENGLISH) if with_english else "",
            "publishers": _publishers(snapshot, event["citations"], code),
        }
        for date, uid in dated
        if (event := told(snapshot, uid, code, with_english=with_english))
    ]
    citations = sorted({claim for event in events for claim in event["citations"]})
    return Beside(
        {"events": events, "all_sources": link(snapshot, "sources", code)},
        citations=citations,
        checked=claims_checked(snapshot, citations),
    )


def _publishers(snapshot: Snapshot, citations: list[str], code: str) -> list[Json]:
    """Names alone: the addresses of all would weigh more than the events."""
    listed = (s["publisher"] for s in sources(snapshot, citations) if not s["word"])
    return [own_name(name, code) for name in dict.fromkeys(listed)]
