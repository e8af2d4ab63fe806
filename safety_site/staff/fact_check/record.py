"""What advisers said, as it is shown beside the texts, and all fact checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from safety_site.languages import registry
from safety_site.languages.registry import Language
from safety_site.staff.desk.checking import Waiting
from safety_site.staff.desk.history import Step as HistoryStep
from safety_site.staff.fact_check.asking import State, askers, state
from safety_site.staff.fact_check.models import AdviserAnswer, FactCheck, TextAnswer
from safety_site.staff.models import User
from safety_site.staff.roles import Step, may
from safety_site.translation.models import ENGLISH, VALUES

ON_A_SCREEN = 30


@dataclass(frozen=True)
class Said:
    """What was said of one text. `is_older`: of another text than the one it stands
    beside.
    """

    answer: TextAnswer
    is_older: bool = False

    @property
    def check(self) -> FactCheck:
        return self.answer.answer.fact_check


@dataclass(frozen=True)
class Listed:
    """A fact check in the list. `may_end`: whether this person may end its link."""

    check: FactCheck
    language: Language
    state: State
    answers: Sequence[AdviserAnswer]
    may_end: bool


def beside_history(steps: Sequence[HistoryStep]) -> list[HistoryStep]:
    """Each revision of a text with what was said of exactly that one. One query."""
    found: dict[int, list[Said]] = defaultdict(list)
    for said in _answers().filter(
        asked__text__in=[step.revision.pk for step in steps],
    ):
        found[said.asked.text_id].append(Said(said))
    return [step._replace(said=found[step.revision.pk]) for step in steps]


def beside_waiting(waiting: Sequence[Waiting], language: str) -> list[Waiting]:
    """Each text that waits with what was ever said of it, newest first. One query."""
    by_uid: dict[str, list[TextAnswer]] = defaultdict(list)
    for said in _answers().filter(
        asked__text__uid__in={each.uid for each in waiting},
        answer__fact_check__language=language,
    ):
        by_uid[said.asked.text.uid].append(said)
    return [
        replace(
            each,
            said=[Said(said, _is_older(said, each)) for said in by_uid[each.uid]],
        )
        for each in waiting
    ]


def on_the_whole(waiting: Iterable[Waiting], language: str) -> QuerySet[AdviserAnswer]:
    """What was said of these texts together, newest first. One query."""
    about = {each.uid for each in waiting}
    return (
        AdviserAnswer.objects.filter(
            fact_check__texts__text__uid__in=about, fact_check__language=language
        )
        .exclude(comment="")
        .select_related("fact_check")
        .distinct()
        .order_by("-pk")
    )


def all_checks(user: User, number: str, now: datetime) -> tuple[Page, list[Listed]]:
    """One screen of them: those that wait for an answer, then the newest first. As many
    queries for one as for a screenful.
    """
    answered = AdviserAnswer.objects.filter(fact_check=OuterRef("pk"))
    waits = Q(ends__gt=now, ended_early=None) & ~Exists(answered)
    found = (
        FactCheck.objects.select_related("ended_early")
        .prefetch_related("answers__texts__asked__text")
        .order_by(Case(When(waits, then=Value(0)), default=Value(1)), "-pk")
    )
    page = Paginator(found, ON_A_SCREEN).get_page(number)
    known = askers(page.object_list)
    return page, [
        Listed(
            check=check,
            language=registry.language(check.language),
            state=state(check, known.get(check.asker), now),
            answers=list(check.answers.all()),
            may_end=may(user, Step.ASK, check.language),
        )
        for check in page.object_list
    ]


def _answers() -> QuerySet[TextAnswer]:
    """Newest first, without the texts that they are about."""
    return (
        TextAnswer.objects.select_related(
            "answer__fact_check", "asked__text", "asked__english", "asked__values"
        )
        .defer(
            "asked__text__content", "asked__english__content", "asked__values__content"
        )
        .order_by(F("pk").desc())
    )


def _is_older(said: TextAnswer, waiting: Waiting) -> bool:
    """Whether the text, its English or its values changed since the adviser saw it."""
    asked = said.asked
    if waiting.language == VALUES:
        return asked.values.digest != waiting.on_screen
    if asked.text.digest != waiting.on_screen:
        return True
    english = asked.english
    return waiting.language != ENGLISH and (
        english is None or english.digest != waiting.english_on_screen
    )
