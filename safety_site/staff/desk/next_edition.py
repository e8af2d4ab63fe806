"""What was released since the newest edition, without drawing a page."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from django.db.models import Q

from safety_site.languages import registry
from safety_site.publishing.models import Edition
from safety_site.translation.models import ENGLISH, VALUES, Revision, Standing

# Links to a history, of each language.
MOST_NAMED = 12


class Released(NamedTuple):
    """`language` is None for values, which have none."""

    language: registry.Language | None
    number: int
    uids: list[str]


def newest_edition() -> Edition | None:
    """Without what it says, which is long."""
    wanted = ("number", "day", "last_revision")
    return Edition.objects.order_by("-number").only(*wanted).first()


def released_since(edition: Edition | None, drafts: Container[str]) -> list[Released]:
    """By language, the texts that the next edition may change. One query.

    `drafts` are the languages whose drafts readers may see.
    """
    if edition is None:
        return []
    newer = Revision.objects.filter(pk__gt=edition.last_revision)
    shown = [code for code in registry.SUPERSET if code in drafts]
    values = [VALUES] if ENGLISH in drafts else []
    released = newer.filter(
        Q(standing=Standing.CHECKED) | Q(language__in=[*shown, *values])
    )
    found: dict[str, list[str]] = {}
    rows = released.order_by("language", "uid").values_list("language", "uid")
    for language, uid in rows.distinct():
        found.setdefault(language, []).append(uid)
    return [
        Released(
            None if code == VALUES else registry.language(code),
            len(uids),
            uids[:MOST_NAMED],
        )
        for code, uids in found.items()
    ]
