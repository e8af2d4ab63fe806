"""How far each text is, for the people who work on it: one function decides it.

What a reader sees is decided by `translation.shown`; here is what is to be done next.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_noop

from safety_site.translation.freezing import digest
from safety_site.translation.history import newest_of
from safety_site.translation.kinds import KINDS
from safety_site.translation.models import ENGLISH, VALUES, Revision, Standing
from safety_site.translation.outdated import Change

# Digests of what has no text at all, such as a contact without hours.
EMPTY = frozenset(digest(dict.fromkeys(kind.text_fields, "")) for kind in KINDS)


class State(StrEnum):
    """In the order in which they ask for somebody."""

    MISSING = gettext_noop("missing")
    OUTDATED = gettext_noop("outdated")
    MACHINE_DRAFT = gettext_noop("machine draft")
    WAITING = gettext_noop("waiting for a check")
    CHECKED = gettext_noop("checked")


class Known(NamedTuple):
    """The newest revision of a text in a language, without its content."""

    uid: str
    language: str
    digest: str
    english_digest: str
    standing: str


def newest(languages: Iterable[str]) -> dict[tuple[str, str], Known]:
    """By uid and language; one query, however many texts and languages there are."""
    found = Revision.objects.filter(language__in=[*languages, ENGLISH, VALUES])
    rows = newest_of(found).values_list(*Known._fields)
    return {(row[0], row[1]): Known(*row) for row in rows}


def state(made: Known | Revision | None, change: Change = Change.NONE) -> State:
    """Of a text or its values; `change` is what happened to the English since."""
    if made is None:
        return State.MISSING
    if change.outdates:
        return State.OUTDATED
    if made.standing == Standing.CHECKED:
        return State.CHECKED
    if made.standing == Standing.MACHINE_DRAFT:
        return State.MACHINE_DRAFT
    return State.WAITING
