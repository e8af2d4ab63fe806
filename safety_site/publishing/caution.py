"""What is said beside a contact that was seen once and not checked again."""

from __future__ import annotations

from django.utils.translation import gettext, override

from safety_site.guide.content import Json
from safety_site.guide.models import Confidence
from safety_site.languages import formats


def caution(contact: Json, code: str) -> str:
    """A fragment for a contact of medium confidence (corrections A18), else nothing."""
    if contact["confidence"] != Confidence.MEDIUM:
        return ""
    seen = contact["seen"]
    try:
        date = formats.date(seen, code)
    except ValueError:  # "undated copy", or nothing
        date = ""
    with override(code):
        if not contact["dialled"]:
            phrase = _seen(seen, date)
        elif not date:
            phrase = gettext("number seen on an undated page, not re-checked")
        elif _is_a_day(seen):
            phrase = gettext("number seen on %(date)s, not re-checked")
        else:
            phrase = gettext("number seen in %(date)s, not re-checked")
    return phrase % {"date": date}


def _seen(seen: str, date: str) -> str:
    if not date:
        return gettext("seen on an undated page, not re-checked")
    if _is_a_day(seen):
        return gettext("seen on %(date)s, not re-checked")
    return gettext("seen in %(date)s, not re-checked")


def _is_a_day(seen: str) -> bool:
    return len(seen) == len("2026-11-22")
