"""A text in a context, with its language wherever that is not the page's own."""

from __future__ import annotations

from safety_site.guide.content import Json
from safety_site.publishing import routes
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import ENGLISH
from safety_site.translation.shown import Shown

ENGLISH_WORDS = {"html_lang": "en-GB", "direction": "ltr"}


def language_of(found: Shown) -> Json | None:
    """Set where English stands in place of the page's own language."""
    return ENGLISH_WORDS if found.is_english_instead else None


def own_name(name: str, code: str) -> Json:
    """A name that has no translation, marked wherever the page is not in English."""
    return {"text": name, "language": None if code == ENGLISH else ENGLISH_WORDS}


def words(found: Shown | None, *fields: str) -> Json:
    """Some fields of a text in one line, as templates show it with `foreign`."""
    if found is None:
        return {"text": "", "language": None}
    # A field that a later release added is not in older revisions.
    parts = [found.text.content.get(field, "") for field in fields]
    return {
        "text": " ".join(part for part in parts if part),
        "language": language_of(found),
    }


def link(snapshot: Snapshot, key: str, code: str) -> Json | None:
    """None while the page is not published: a link to it is left out."""
    found = snapshot.text(f"page:{key}", code) if key in snapshot.pages else None
    if found is None:
        return None
    return {
        "path": routes.page_path(code, snapshot.pages[key]["slug"]),
        "name": words(found, "link_name"),
    }
