"""How far all texts are in some languages, read once for whatever a screen says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from safety_site.staff.desk.state import EMPTY, State, newest, state
from safety_site.translation.history import newest_of
from safety_site.translation.models import ENGLISH, VALUES, Revision
from safety_site.translation.outdated import Change, english_of


class Overview(NamedTuple):
    """By uid and language. `changes` are those of outdated texts alone."""

    states: dict[tuple[str, str], State]
    changes: dict[tuple[str, str], Change]
    critical: frozenset[str]


def overview(languages: Iterable[str]) -> Overview:
    """Of every text in English, its values, and in some languages. Where English says
    nothing, or is withdrawn, there is nothing to translate. Four queries.
    """
    wanted = [code for code in languages if code != ENGLISH]
    known, english = newest(wanted), english_of()
    critical, withdrawn = _marked()
    states: dict[tuple[str, str], State] = {}
    changes: dict[tuple[str, str], Change] = {}
    for (uid, language), made in known.items():
        if language in (ENGLISH, VALUES):
            states[uid, language] = state(made)
        if language != ENGLISH or made.digest in EMPTY or uid in withdrawn:
            continue
        for code in wanted:
            translated = known.get((uid, code))
            change = Change.NONE
            if translated and translated.english_digest != made.digest:
                change = english.change(uid, translated.english_digest, made.digest)
                if change.outdates:
                    changes[uid, code] = change
            states[uid, code] = state(translated, change)
    return Overview(states, changes, critical)


def _marked() -> tuple[frozenset[str], frozenset[str]]:
    """The objects whose newest values say critical, and those that say withdrawn."""
    marked = newest_of(Revision.objects.filter(language=VALUES)).filter(
        Q(content__critical=True) | Q(content__withdrawn=True)
    )
    rows = list(marked.values_list("uid", "content__critical", "content__withdrawn"))
    return (
        frozenset(uid for uid, critical, _ in rows if critical),
        frozenset(uid for uid, _, withdrawn in rows if withdrawn),
    )
