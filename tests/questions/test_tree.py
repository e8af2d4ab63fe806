"""Where each question of a tree stands, and which answers bring it to sight."""

from __future__ import annotations

import pytest

from safety_site.questions.tree import Tree, layout, leads_on
from tests.questions.trees import answer, question, tree


def of(name: str) -> str:
    return f"question:t/{name}"


@pytest.fixture
def asked() -> Tree:
    """1 leads to 2 or ends; 2 to 3 or to 4, and 3 to 4; 4 takes several; 5 ends."""
    return tree(
        {
            "1": ["question 2", "outcome end", "note more, question 2"],
            "2": ["question 3", "question 3", "question 4", "question x"],
            "x": ["outcome end", "outcome end"],
            "3": ["question 4", "note more, question 4"],
            "4*": ["note more, question 5", "question 5"],
            "5": ["stop", "stop"],
        }
    )


def test_a_question_that_many_answers_lead_to_stands_after_theirs(asked: Tree) -> None:
    after = layout(asked).after
    assert after[of("1")] == [of("2")]
    assert after[of("4")] == [of("5")]


def test_where_ways_part_and_meet_again_the_nearer_question_comes_first(
    asked: Tree,
) -> None:
    assert layout(asked).after[of("2")] == [of("3"), of("4")]


def test_a_question_that_one_answer_leads_to_stands_in_its_panel(asked: Tree) -> None:
    assert layout(asked).inside == {answer("2", 4): of("x")}


def test_every_question_but_the_first_stands_somewhere_once(asked: Tree) -> None:
    where = layout(asked)
    placed = [q for following in where.after.values() for q in following]
    placed += where.inside.values()
    assert sorted(placed) == sorted(asked.questions[1:])


@pytest.mark.parametrize(
    ("question_key", "number", "expected"),
    [
        ("1", 1, ["2"]),
        ("1", 2, []),
        ("2", 1, ["3", "4"]),
        ("2", 3, ["4"]),
        ("2", 4, []),
        ("3", 1, []),
    ],
)
def test_an_answer_brings_to_sight_what_it_leads_to(
    asked: Tree, question_key: str, number: int, expected: list[str]
) -> None:
    found = leads_on(asked, layout(asked), answer(question_key, number))
    assert found == [of(key) for key in expected]


def test_a_question_deep_inside_a_panel_may_lead_back_to_the_main_way() -> None:
    asked = tree(
        {
            "1": ["question 2", "question 3", "question 3"],
            "2": ["question 3", "question 3"],
            "3": ["stop", "stop"],
        }
    )
    where = layout(asked)
    assert where.inside == {answer("1", 1): of("2")}
    assert where.after == {of("1"): [of("3")]}
    assert leads_on(asked, where, answer("1", 1)) == [of("3")]


def test_the_walk_begins_with_the_first_position() -> None:
    later = {question("1"): {"tool": "t", "key": "1", "position": 9, "form": "one"}}
    sooner = {question("2"): {"tool": "t", "key": "2", "position": 3, "form": "one"}}
    assert Tree(later | sooner).questions == [question("2"), question("1")]
