"""A tool's file becomes questions, answers, outcomes and notes; a wrong one nothing."""

import pytest

from safety_site.guide.models import Citation
from safety_site.questions.models import Answer, Note, Outcome, Question, Tool
from safety_site.starter.read import StarterError
from safety_site.translation.models import VALUES, Revision

FILE = "tools/now.md"


def test_a_tool_stands_on_its_page(loaded):
    assert Tool.objects.get(key="now").page.key == "now"


def test_questions_keep_their_keys_order_and_reasons(loaded):
    found = Question.objects.order_by("position").values_list("key", "form", "why_en")
    assert list(found) == [("1", "one", "It helps us."), ("2", "several", "")]
    assert Question.objects.get(key="1").uid == "question:now/1"


def test_answers_keep_their_numbers_and_say_where_they_lead(loaded):
    found = Answer.objects.filter(question__key="1").values_list("number", "leads_to")
    assert list(found) == [
        (1, ["question:now/2"]),
        (2, ["outcome:now/call"]),
        (4, ["note:now/later", "question:now/2"]),
    ]
    assert Answer.objects.get(number=4).uid == "answer:now/1/4"


def test_outcomes_and_notes_are_critical_and_cite_claims(loaded):
    assert Outcome.objects.get(key="call").ends
    assert Outcome.objects.get(key="call").values()["critical"]
    assert Note.objects.get(key="later").values()["critical"]
    assert Citation.objects.get(uid="outcome:now/call").claim.key == "I:can-call"
    assert Citation.objects.get(uid="note:now/later").word == "advice"


def test_a_changed_edge_is_a_new_revision_of_the_answers_values(loaded):
    loaded.replace(FILE, "4. I don't know -> note later, ", "4. I don't know -> ")
    loaded.load()
    found = Revision.objects.filter(uid="answer:now/1/4").order_by("-pk")
    assert found[0].language == VALUES
    assert found[0].content["leads_to"] == ["question:now/2"]
    assert found.count() == 3


BROKEN = {
    "a target that does not exist": (
        "-> outcome call",
        "-> outcome run",
        "tools/now.md, question 1, answer 2: it leads to outcome run, which does not",
    ),
    "a target of no kind": ("-> outcome call", "-> rest", "'rest' is no question"),
    "an answer without a target": ("1. Yes -> question 2", "1. Yes", "is no answer"),
    "a number used twice": ("4. I don't", "2. I don't", "question 1, answer 2: this"),
    "a question used twice": ("question 2 What", "question 1 What", "is used twice"),
    "an unknown form": ("form: several", "form: many", "“form” is 'many'"),
    "a section of no kind": ("## note later", "## nota later", "is no question, out"),
    "a question without a text": (
        "## question 2 What do you need?",
        "## question 2",
        "its text after",
    ),
    "a question with claims": ("why: It", "claims: I:can-call\nwhy: It", "no claims"),
    "an outcome without claims": ("claims: I:can-call\n", "", "“claims:” is missing"),
    "an outcome that rests on no claim": (
        "claims: I:can-call",
        "claims: word:reading",
        "outcome call: it cites no claim that may be stated.",
    ),
    "an outcome with nobody to speak to": ("Call {phone:helper}.", "Run.", "nobody to"),
    "advice": ("You can come back later.", "You should apply.", "is advice about"),
    "an unknown token": ("{phone:helper}", "{phone:nobody}", "outcome call: no record"),
    "a page that does not exist": ("page: now", "page: soon", "no page soon"),
    "a key that is not its file's": ("key: now", "key: then", "must be now"),
    "an unknown value": ("page: now", "page: now\nslug: now", "unknown slug"),
}


@pytest.mark.parametrize(("old", "new", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_tool_loads_nothing(db, folder, old, new, message):
    folder.replace(FILE, old, new)
    with pytest.raises(StarterError) as refused:
        folder.load()
    assert message in str(refused.value)
    assert not Tool.objects.exists()
