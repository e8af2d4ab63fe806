"""Trees in a few words, for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from safety_site.guide.content import Json
from safety_site.questions.tree import STOP, Tree


def question(key: str) -> str:
    return f"question:t/{key}"


def answer(key: str, number: int) -> str:
    return f"answer:t/{key}/{number}"


def uid(target: str) -> str:
    """ "note more" is note:t/more."""
    return target if target == STOP else target.replace(" ", ":t/")


def tree(questions: Mapping[str, Sequence[str]], *more: str) -> Tree:
    """By question, where each of its answers leads: "note more, question 2". A star
    after the key takes several answers. `more` exists although nothing leads to it. An
    outcome ends the walk unless its name begins with "on".
    """
    values: dict[str, Json] = {}
    named = {
        t.strip() for leads in questions.values() for t in ",".join(leads).split(",")
    }
    for name in sorted(named | set(more)):
        kind, _, key = name.partition(" ")
        if kind in ("outcome", "note") and key != "lost":
            ends = kind == "outcome" and not key.startswith("on")
            values[uid(name)] = {"position": 1, "ends": ends}
    for position, (name, answers) in enumerate(questions.items()):
        key = name.rstrip("*")
        form = "several" if name.endswith("*") else "one"
        values[question(key)] = {"key": key, "position": position, "form": form}
        for number, leads in enumerate(answers, start=1):
            values[answer(key, number)] = {
                "question": question(key),
                "number": number,
                "position": number,
                "leads_to": [uid(t.strip()) for t in leads.split(",") if t.strip()],
            }
    return Tree(values)
