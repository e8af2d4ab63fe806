"""Whether a translation follows its English: what those who work on it ask.

What a reader sees meanwhile is decided by `shown`; it asks the same function whether
the meaning changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q

from safety_site.translation.history import EnglishStep
from safety_site.translation.models import ENGLISH, Revision, StillRight
from safety_site.translation.shown import change_of_meaning


class Change(StrEnum):
    """What happened to the English since a text was translated."""

    NONE = "none"
    # Wording alone, and an editor said that no translation needs to change.
    SETTLED = "settled"
    WORDING = "wording"
    MEANING = "meaning"

    @property
    def outdates(self) -> bool:
        return self in (Change.WORDING, Change.MEANING)


@dataclass(frozen=True)
class English:
    """Of some texts, all English revisions, oldest first; and (uid, digest of the
    older, digest of the newer) where an editor said that translations are still right.
    """

    steps: Mapping[str, Sequence[EnglishStep]] = field(default_factory=dict)
    still_right: Collection[tuple[str, str, str]] = ()

    def change(self, uid: str, translated_from: str, newest: str) -> Change:
        """`newest` is the digest of the newest English; a `translated_from` that was
        never English counts as a change of meaning.
        """
        if translated_from == newest:
            return Change.NONE
        if change_of_meaning(self.steps[uid], translated_from):
            return Change.MEANING
        if (uid, translated_from, newest) in self.still_right:
            return Change.SETTLED
        return Change.WORDING


def english_of(some: Q | None = None) -> English:
    """Of the texts that `some` names by their uid, else of all. Two queries."""
    some = some or Q()
    steps: dict[str, list[EnglishStep]] = defaultdict(list)
    revisions = Revision.objects.filter(some, language=ENGLISH).order_by("number")
    for uid, *step in revisions.values_list("uid", *EnglishStep._fields):
        steps[uid].append(EnglishStep(*step))
    said = StillRight.objects.filter(some)
    pairs = said.values_list("uid", "translated_from", "english_digest")
    return English(steps, frozenset(pairs))
