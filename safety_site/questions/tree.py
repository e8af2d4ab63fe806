"""A tree of questions as plain data: what leads where, and where each question stands.

Everything is named by its uid. Nothing here reads a database: the loader, validation
and the pages ask the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from safety_site.guide.content import Json
from safety_site.questions.models import Form

STOP = "stop"


def kind_of(uid: str) -> str:
    return uid.partition(":")[0]


@dataclass(frozen=True)
class Tree:
    """`values` are those of a tool's questions, answers, outcomes and notes, by uid.

    An edge to something that is not among them leads nowhere; `faults` names it.
    """

    values: Mapping[str, Json]

    @cached_property
    def questions(self) -> list[str]:
        """In order; the walk begins with the first."""
        return self._in_order("question")

    @cached_property
    def answers(self) -> dict[str, list[str]]:
        """By question, in order."""
        found: dict[str, list[str]] = {question: [] for question in self.questions}
        for answer in self._in_order("answer"):
            found.setdefault(self.values[answer]["question"], []).append(answer)
        return found

    def _in_order(self, kind: str) -> list[str]:
        names = [uid for uid in self.values if kind_of(uid) == kind]
        return sorted(names, key=lambda uid: (self.values[uid]["position"], uid))

    def question_of(self, answer: str) -> str:
        return str(self.values[answer]["question"])

    def takes_several(self, question: str) -> bool:
        return self.values[question]["form"] == Form.SEVERAL.value

    def panels(self, answer: str) -> list[str]:
        """The outcomes and notes that an answer shows, in order."""
        return [uid for uid in self._edges(answer) if kind_of(uid) != "question"]

    def asks(self, answer: str) -> str | None:
        """The question that an answer leads to."""
        edges = self._edges(answer)
        return next((uid for uid in edges if kind_of(uid) == "question"), None)

    def _edges(self, answer: str) -> list[str]:
        return [uid for uid in self.values[answer]["leads_to"] if uid in self.values]

    def next_questions(self, question: str) -> list[str]:
        """Each once, in the order of the answers that lead to them."""
        asked = (self.asks(answer) for answer in self.answers[question])
        return list(dict.fromkeys(uid for uid in asked if uid))

    def may_end(self, question: str) -> bool:
        """Whether the walk may end here. Ticks do not end it: what follows them is
        always there.
        """
        if self.takes_several(question):
            return not self.next_questions(question)
        return any(self.asks(answer) is None for answer in self.answers[question])

    def reached_from(self, question: str) -> set[str]:
        """The question itself, and all that can follow it."""
        found: set[str] = set()
        waiting = [question]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += self.next_questions(each)
        return found

    def always_leads_to(self, question: str, later: str) -> bool:
        """Whether every walk from a question comes to the later one. For trees without
        a loop.
        """
        if question == later:
            return True
        return not self.may_end(question) and all(
            self.always_leads_to(each, later) for each in self.next_questions(question)
        )

    @cached_property
    def loop(self) -> list[str]:
        """The questions of a loop, in order; none in a good tree."""

        def walk(question: str, path: list[str]) -> list[str]:
            if question in path:
                return path[path.index(question) :]
            for each in self.next_questions(question):
                if found := walk(each, [*path, question]):
                    return found
            return []

        return next((found for q in self.questions if (found := walk(q, []))), [])


@dataclass(frozen=True)
class Layout:
    """Where each question but the first stands, so that none is written twice.

    `inside`: by answer, the question in its panel, to which no other answer leads.
    `after`: by question, those that several of its answers come to, next one first.
    """

    inside: Mapping[str, str]
    after: Mapping[str, list[str]]


def layout(tree: Tree) -> Layout:
    """Each question stands within the nearest one that every walk to it passes.

    For trees without a loop; questions that cannot be reached stand nowhere.
    """
    inside: dict[str, str] = {}
    after: dict[str, list[str]] = {}
    for question, holder in _holders(tree).items():
        leading = [a for a in _all_answers(tree) if tree.asks(a) == question]
        alone = leading[0] if len(leading) == 1 else None
        if alone in tree.answers[holder] and not tree.takes_several(holder):
            inside[alone] = question
        else:
            after.setdefault(holder, []).append(question)
    for following in after.values():
        following.sort(
            key=lambda q: (-len(tree.reached_from(q)), tree.questions.index(q))
        )
    return Layout(inside, after)


def leads_on(tree: Tree, where: Layout, answer: str) -> list[str]:
    """Which of the questions after its own an answer brings to sight."""
    asked = tree.asks(answer)
    if asked is None:
        return []
    reached = tree.reached_from(asked)
    return [q for q in where.after.get(tree.question_of(answer), []) if q in reached]


def _all_answers(tree: Tree) -> Iterable[str]:
    return (answer for question in tree.questions for answer in tree.answers[question])


def _holders(tree: Tree) -> dict[str, str]:
    """By question, the nearest other one that every walk to it passes: in the words of
    graphs, its immediate dominator.
    """
    first, *rest = tree.questions
    reached = tree.reached_from(first)
    before: dict[str, list[str]] = {q: [] for q in reached}
    for question in reached:
        for each in tree.next_questions(question):
            before[each].append(question)
    passed = {q: set(reached) for q in reached} | {first: {first}}
    changed = True
    while changed:
        changed = False
        for question in (q for q in rest if q in reached):
            now = set.intersection(*(passed[q] for q in before[question])) | {question}
            changed = changed or now != passed[question]
            passed[question] = now
    return {
        q: max(passed[q] - {q}, key=lambda each: len(passed[each]))
        for q in rest
        if q in reached
    }
