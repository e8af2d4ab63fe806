"""The notices at the top of a page: it shows the worst standing of what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from safety_site.translation.history import Frozen
from safety_site.translation.models import ENGLISH, VALUES, Standing
from safety_site.translation.shown import Shown


def notices(page: Shown, read: Iterable[Shown], code: str) -> list[str]:
    """`read` is all that the page is made of, values and claims included.

    Links to other pages are not: their names have their own page to say it.
    """
    uid = page.text.uid
    own = [s for s in read if s.text.uid == uid or not s.text.uid.startswith("page:")]
    english_draft = any(_english_of(s).standing != Standing.CHECKED for s in own)
    if code == ENGLISH:
        return ["draft-en"] if english_draft else []
    both = ["draft-both"] if english_draft else []
    standings = {s.text.standing for s in own if s.text.language == code}
    if not standings:
        return ["page-missing", *both]
    found: list[str] = []
    if Standing.MACHINE_DRAFT in standings:
        found.append("draft-machine")
    elif Standing.DRAFT in standings:
        found.append("draft-human")
    if page.notice:
        # The title, heading or lead: a block says its own.
        found.append(page.notice)
    return found + both


def _english_of(found: Shown) -> Frozen:
    return found.text if found.text.language == VALUES else found.english or found.text


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"{day} has no day {months} months later.")
