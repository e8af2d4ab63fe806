"""Every walk through a tool, by the rules of its style: the sample, and `check`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from safety_site.publishing import contexts, tools
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.rendering import html_of
from safety_site.publishing.snapshot import Snapshot
from safety_site.questions.tree import Tree
from safety_site.starter.read import STARTER
from tests import walking
from tests.loaded import loaded_from
from tests.publishing.conftest import DAY


class Walk(NamedTuple):
    questions: list[str]
    answers: list[str]


def walks(tree: Tree, question: str) -> Iterator[Walk]:
    """Every way from a question to an end. Of several answers none, each alone and all
    together stand for the rest.
    """
    answers = tree.answers[question]
    following: dict[tuple[str, ...], list[str]]
    if tree.takes_several(question):
        choices = [(), tuple(answers), *((each,) for each in answers)]
        following = dict.fromkeys(choices, tree.next_questions(question))
    else:
        asked = {answer: tree.asks(answer) for answer in answers}
        following = {(answer,): [q] if q else [] for answer, q in asked.items()}
    for choice, later in following.items():
        if not later:
            yield Walk([question], list(choice))
        for each in later:
            for rest in walks(tree, each):
                yield Walk([question, *rest.questions], [*choice, *rest.answers])


def headings(snapshot: Snapshot, tree: Tree) -> dict[str, list[str]]:
    """By answer, the headings of what it shows."""
    return {
        answer: [
            shown.text.content["heading"]
            for panel in tree.panels(answer)
            if (shown := snapshot.text(panel, "en"))
        ]
        for answers in tree.answers.values()
        for answer in answers
    }


@pytest.fixture(scope="module", params=["the sample", "check"])
def tool(request, sample_root, django_db_setup, django_db_blocker) -> Iterator[None]:
    root = STARTER if request.param == "check" else sample_root
    with loaded_from(root, django_db_blocker):
        yield


def test_every_walk_shows_its_questions_and_texts_and_nothing_else(
    tool: None, db: None
) -> None:
    snapshot = snapshots.take(DAY)
    tree = tools.tree_of(snapshot, "check")
    form = walking.form_of(html_of(contexts.sheets(snapshot)["/en/check"]))
    texts, first = headings(snapshot, tree), form.first_inputs
    # question:check/2a is 2a, answer:check/6/3 is 6-3 on the page.
    key = {uid: "-".join(uid.split("/")[1:]) for uid in tree.values}
    walked = 0
    for walk in walks(tree, tree.questions[0]):
        shown = form.shown([key[answer] for answer in walk.answers])
        asked = [first[name] for name in shown if name in first]
        assert asked == [key[question] for question in walk.questions], walk
        read = [name for name in shown if name not in form.inputs]
        assert read == [name for answer in walk.answers for name in texts[answer]], walk
        walked += 1
    assert walked > 50_000
