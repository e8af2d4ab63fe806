"""One text in a list of many: a word explained, something that happened."""

from __future__ import annotations

from safety_site.guide.content import Json
from safety_site.publishing.places import places_for
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import language_of
from safety_site.translation.models import ENGLISH, Standing
from safety_site.translation.shown import Shown, is_critical


def told(
    snapshot: Snapshot, uid: str, language: str, *, with_english: bool = False
) -> Json | None:
    """Its fields, and what is said about them; None when it may not be shown.

    `english` holds the same fields, beside a machine draft of a critical text, or
    `with_english` beside any.
    """
    values = snapshot.values(uid)
    found = snapshot.text(uid, language)
    if values is None or found is None:
        return None
    content = found.text.content
    read_in = ENGLISH if found.is_english_instead else language
    return {
        **content,
        "places": places_for(snapshot, content.values(), read_in),
        "language": language_of(found),
        "notice": found.notice,
        "citations": [claim for _, claim in values["citations"]],
        "english": _english_beside(snapshot, found, always=with_english),
    }


def _english_beside(snapshot: Snapshot, found: Shown, *, always: bool) -> Json | None:
    if found.english is None or found.is_english_instead:
        return None
    draft = found.text.standing == Standing.MACHINE_DRAFT
    if not always and not (draft and is_critical(snapshot.history, found.text.uid)):
        return None
    content = found.english.content
    return {**content, "places": places_for(snapshot, content.values(), ENGLISH)}
