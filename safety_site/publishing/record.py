"""What editions put on record: the English and the values that each was the first to
show.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from safety_site.guide.content import Json
from safety_site.publishing.models import Edition

Numbers = Mapping[str, Sequence[tuple[int, date]]]
Values = Mapping[str, Sequence[tuple[Json | None, date]]]


@dataclass(frozen=True)
class Record:
    """By uid, in the order of editions, what each was the first to show, and its day:
    the number of the English revision, and the values that readers see. None instead
    of values: it was shown no more.
    """

    english: Numbers = field(default_factory=dict)
    values: Values = field(default_factory=dict)

    @property
    def first_day(self) -> date | None:
        """The day of the first edition; None before it."""
        shown = [first for steps in self.english.values() for _, first in steps[:1]]
        return min(shown, default=None)


def on_record(edition: Edition | None = None) -> Record:
    """All editions; with one, no later than what it serves."""
    english: dict[str, list[tuple[int, date]]] = defaultdict(list)
    values: dict[str, list[tuple[Json | None, date]]] = defaultdict(list)
    editions = Edition.objects.order_by("number")
    if edition and edition.serves:
        editions = editions.filter(number__lte=edition.serves)
    for day, numbers, seen in editions.values_list("day", "english", "values"):
        for uid, number in numbers.items():
            english[uid].append((number, day))
        for uid, state in seen.items():
            values[uid].append((state, day))
    return Record(dict(english), dict(values))
