"""Every fault of a tree is named; a good tree has none."""

from __future__ import annotations

import pytest

from safety_site.questions.faults import faults
from safety_site.questions.tree import Tree, kind_of
from tests.questions.trees import tree

GOOD = {
    "1": ["question 2", "outcome end"],
    "2": ["outcome on-list, question 3", "question 4"],
    "3": ["note more, question 4", "question 4"],
    "4*": ["note more, question 5", "question 5"],
    "5": ["note more, stop", "stop"],
}
TEXT = {"heading": "Who can help", "body": "Speak to somebody first. {page:help}"}


def found(asked: Tree, **texts: str) -> list[str]:
    """Faults, where the texts of some outcomes and notes are other than TEXT."""
    panels = [uid for uid in asked.values if kind_of(uid) in ("outcome", "note")]
    bodies = {
        uid: {**TEXT, "body": texts.get(uid.rpartition("/")[2], TEXT["body"])}
        for uid in panels
    }
    return faults(asked, bodies, panels)


@pytest.mark.parametrize("edge", ["x", "answer:x", "answer:tea/1", "", ":", "note:"])
def test_whatever_stands_for_an_edge_is_named(edge: str) -> None:
    made = tree(GOOD)
    answer = next(uid for uid in made.values if kind_of(uid) == "answer")
    made.values[answer]["leads_to"].append(edge)
    assert any("which does not exist" in fault for fault in found(made))


def test_an_answer_that_leads_to_an_answer_is_named() -> None:
    made = tree(GOOD)
    first, second = [uid for uid in made.values if kind_of(uid) == "answer"][:2]
    made.values[first]["leads_to"].append(second)
    assert any("name the question instead" in fault for fault in found(made))


def test_a_good_tree_has_no_fault() -> None:
    assert found(tree(GOOD)) == []


@pytest.mark.parametrize(
    ("key", "answers", "fault"),
    [
        (
            "1",
            ["question 2", "question 9"],
            "question 1, answer 2: it leads to question 9,",
        ),
        ("1", ["question 2", "outcome lost"], "which does not exist"),
        ("1", ["question 2", "note more"], "question 1, answer 2: it leads nowhere"),
        (
            "1",
            ["question 2", "outcome on-list"],
            "question 1, answer 2: it leads nowhere",
        ),
        ("1", ["question 2", "outcome end, question 2"], "but it leads to a question"),
        ("1", ["question 2", "stop, question 2"], "but it leads to a question"),
        ("1", ["question 2, question 3", "stop"], "to more than one question"),
        ("1", [], "question 1: there is no answer."),
        ("1", ["outcome end", "outcome end"], "question 2: no answer leads to it."),
        ("2", ["question 3", "question 4"], "outcome on-list: no answer leads to it."),
        ("4*", ["outcome on-list, question 5"], "several answers show only notes"),
        ("4*", ["question 5", "question 6"], "these lead to different questions"),
        ("5", ["question 2", "stop"], "these lead back to the first of them"),
        ("3", ["stop", "question 4"], "question 4 would stand there although"),
    ],
)
def test_a_fault_is_named(key: str, answers: list[str], fault: str) -> None:
    more = {"6": ["stop", "stop"]} if "question 6" in answers else {}
    broken = tree({**GOOD, **more, key: answers}, "outcome on-list", "outcome end")
    assert any(fault in each for each in found(broken)), found(broken)


def test_a_question_leads_on_to_two_at_most() -> None:
    keys = ("2", "3", "4")
    asked = tree(
        {
            "1": [f"question {key}" for key in keys for _ in range(2)],
            **{key: ["stop", "stop"] for key in keys},
        }
    )
    assert found(asked) == [
        "question 1: its answers may lead on to two, not question 2, question 3, "
        "question 4."
    ]


def test_a_tree_without_a_question_is_named() -> None:
    assert faults(Tree({}), {}, []) == ["there is no question."]


@pytest.mark.parametrize(
    "words",
    [
        "You are eligible.",
        "If you\nqualify, ask.",
        "You don\u2019t qualify.",
        "You should apply.",
        "You\u2019ll get it.",
    ],
)
def test_words_that_advise_are_named(words: str) -> None:
    assert "is advice about one person" in found(tree(GOOD), more=words)[0]


def test_an_outcome_names_somebody_to_speak_to() -> None:
    assert "outcome end: nobody to speak to" in found(tree(GOOD), end="Alone.")[0]
    for contact in ("{phone:rights}", "{phone:rights/2}", "{org:rights}"):
        assert found(tree(GOOD), end=f"Call {contact}.") == []


def test_an_outcome_cites_a_claim_that_may_be_stated() -> None:
    asked = tree(GOOD)
    texts = dict.fromkeys(asked.values, TEXT)
    assert faults(asked, texts, {"outcome:t/end"}) == [
        "outcome on-list: it cites no claim that may be stated."
    ]


@pytest.mark.parametrize(
    "uid",
    ["outcome:check/no-status", "note:check/children-money", "note:check/money-now"],
)
def test_where_a_council_helps_what_it_tells_stands_beside_it(uid: str) -> None:
    values = {uid: {"position": 1, "ends": False}}
    bare = faults(Tree(values), {uid: TEXT}, [uid])
    assert "names help of a council and lacks {key:council}" in bare[0]
    beside = {uid: {**TEXT, "body": "{page:help}\n\n{key:council}"}}
    assert faults(Tree(values), beside, [uid]) == ["there is no question."]
