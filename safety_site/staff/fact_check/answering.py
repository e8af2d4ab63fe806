"""What an adviser sends: read, refused where it cannot be kept, and kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from safety_site.staff.fact_check.models import (
    AdviserAnswer,
    AskedText,
    FactCheck,
    TextAnswer,
    Verdict,
)
from safety_site.translation.freezing import with_plain_lines
from safety_site.translation.invisible import CATEGORIES

LONGEST = 4_000
"""Characters of one comment."""
# Of one link: whoever has more to say asks for another.
MOST_ANSWERS = 20
# Written words need these; every other character that nobody can see is left out.
KEPT = "\n\t\u200c\u200d"
TOO_LONG = (
    "This comment has {0} characters. No more than {1} can be kept. Nothing was sent. "
    "Shorten it, or send the rest afterwards as a second answer."
)


@dataclass
class Typed:
    """What stands in the form for one text."""

    verdict: str = ""
    comment: str = ""
    fault: str = ""


@dataclass
class Sent:
    """A whole form. `by_position` has an entry for every text asked about."""

    by_position: dict[int, Typed]
    whole: Typed = field(default_factory=Typed)
    fault: str = ""

    @property
    def faults(self) -> list[str]:
        """All of them; none where it can be kept."""
        every = [self.fault, *(t.fault for t in self.by_position.values())]
        return [fault for fault in [*every, self.whole.fault] if fault]


def empty(asked: Sequence[AskedText]) -> Sent:
    return Sent({each.position: Typed() for each in asked})


def read(asked: Sequence[AskedText], form: Mapping[str, object]) -> Sent:
    """A form as a browser sends it, with what is wrong with it."""
    sent = Sent(
        {
            each.position: Typed(
                plain(form.get(f"verdict-{each.position}", "")),
                plain(form.get(f"comment-{each.position}", "")),
            )
            for each in asked
        },
        Typed(comment=plain(form.get("whole", ""))),
    )
    for typed in sent.by_position.values():
        typed.fault = _fault(typed)
    if len(sent.whole.comment) > LONGEST:
        sent.whole.fault = TOO_LONG.format(len(sent.whole.comment), LONGEST)
    given = any(t.verdict or t.comment for t in sent.by_position.values())
    if not given and not sent.whole.comment:
        sent.fault = (
            "Nothing was filled in, so nothing was sent. Choose an answer beside one "
            "text at least, or write a comment."
        )
    return sent


def keep(
    check: FactCheck, asked: Sequence[AskedText], sent: Sent, now: datetime
) -> AdviserAnswer | None:
    """All of it or nothing; None where the link has taken as many as it takes.

    Whether the link is open is asked before.
    """
    by_position = {each.position: each for each in asked}
    with transaction.atomic():
        if check.answers.count() >= MOST_ANSWERS:
            return None
        made = AdviserAnswer.objects.create(
            fact_check=check, comment=sent.whole.comment, created=now
        )
        TextAnswer.objects.bulk_create(
            TextAnswer(
                answer=made,
                asked=by_position[position],
                verdict=typed.verdict,
                comment=typed.comment,
            )
            for position, typed in sent.by_position.items()
            if typed.verdict
        )
    return made


def plain(typed: object) -> str:
    """As typed, without characters that nobody can see: what an adviser pastes may hold
    some, and no database or screen should trip over them.
    """
    text = with_plain_lines(str(typed))
    return "".join(
        mark
        for mark in text
        if mark in KEPT or unicodedata.category(mark) not in CATEGORIES
    ).strip()


def _fault(typed: Typed) -> str:
    if typed.verdict and typed.verdict not in Verdict.values:
        typed.verdict = ""
        return "This is none of the three answers. Nothing was sent. Choose one."
    if typed.comment and not typed.verdict:
        return (
            "Choose an answer beside this comment: right, wrong, or I cannot say. "
            "Nothing was sent."
        )
    if len(typed.comment) > LONGEST:
        return TOO_LONG.format(len(typed.comment), LONGEST)
    return ""
