"""The notices at the top of a page: it shows the worst standing of what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from safety_site.translation.history import Frozen
from safety_site.translation.models import ENGLISH, VALUES, Standing
from safety_site.translation.shown import Shown


def notices(
    page: Shown, said: Iterable[Shown], around: Iterable[Shown], code: str
) -> list[str]:
    """`said` is all that the page itself is made of, values and claims included,
    `around` all that its frame is.

    Links to other pages are not: their names have their own page to say it.
    """
    own = [s for s in said if _belongs_to(page, s)]
    whole = own + [s for s in around if _belongs_to(page, s)]
    english_draft = any(_english_of(s).standing != Standing.CHECKED for s in whole)
    if code == ENGLISH:
        return ["draft-en"] if english_draft else []
    both = ["draft-both"] if english_draft else []
    if not any(s.text.language == code for s in own):
        return ["page-missing", *both]
    standings = {s.text.standing for s in whole if s.text.language == code}
    found: list[str] = []
    if Standing.MACHINE_DRAFT in standings:
        found.append("draft-machine")
    elif Standing.DRAFT in standings:
        found.append("draft-human")
    if page.notice:
        # The title, heading or lead: a block says its own.
        found.append(page.notice)
    return found + both


def _belongs_to(page: Shown, read: Shown) -> bool:
    uid = read.text.uid
    return uid == page.text.uid or not uid.startswith("page:")


def _english_of(found: Shown) -> Frozen:
    return found.text if found.text.language == VALUES else found.english or found.text


def review_is_due(checked: date | None, months: int, today: date) -> bool:
    """Whether what was last checked on a day should have been checked again."""
    return checked is not None and months_after(checked, months) < today


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"{day} has no day {months} months later.")
