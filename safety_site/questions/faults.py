"""What is wrong with a tree. The loader and validation stop for each of these."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from safety_site.questions.tree import STOP, Tree, kind_of, layout, leads_on

# Somebody to speak to: a number, a name, or the way to them.
CONTACT = re.compile(r"\{(?:phone|org):[^{}]+\}|\{page:help\}")
# An outcome says which group a list includes. It never speaks of the reader's own case:
# that is advice, which only regulated people may give (immigration-questions.md 1, 6).
ADVICE = re.compile(
    r"\byou(?:[\u2019']re| are) (?:not )?eligible\b"
    r"|\byou (?:do not |don[\u2019']t )?qualify\b"
    r"|\byou should (?:not )?apply\b"
    r"|\byou(?:[\u2019']ll| will) (?:not )?get it\b",
    re.IGNORECASE,
)
# Where help of a council is named, what the council tells stands beside it
# (corrections.md A1).
OWES_COUNCIL = {
    "outcome:check/no-status",
    "note:check/children-money",
    "note:check/money-now",
}
COUNCIL = "{key:council}"

ADD_ONE = "Add a phone, an organisation or a link to help."

Texts = Mapping[str, Mapping[str, str]]


def faults(tree: Tree, texts: Texts, sourced: Collection[str]) -> list[str]:
    """Every fault of a tree in one language, each in a sentence.

    `texts` are its English texts by uid; `sourced` the outcomes that cite a claim which
    may be stated.
    """
    found = [*_edge_faults(tree), *_text_faults(tree, texts, sourced)]
    if not tree.questions:
        return [*found, "there is no question."]
    if tree.loop:
        names = ", ".join(in_words(uid) for uid in tree.loop)
        return [*found, f"{names}: these lead back to the first of them."]
    return [*found, *_unreached(tree), *_layout_faults(tree)]


def in_words(uid: str) -> str:
    """ "answer:check/6/3" is "question 6, answer 3"."""
    kind, _, name = uid.partition(":")
    parts = name.split("/")[1:]
    # An editor may have written anything there.
    if not parts or (kind == "answer" and len(parts) != 2):
        return f"“{uid}”"
    if kind == "answer":
        return f"question {parts[0]}, answer {parts[1]}"
    return f"{kind} {'/'.join(parts)}"


def _edge_faults(tree: Tree) -> Iterator[str]:
    for question in tree.questions:
        if not tree.answers[question]:
            yield f"{in_words(question)}: there is no answer."
        for answer in tree.answers[question]:
            for fault in _answer_faults(tree, question, answer):
                yield f"{in_words(answer)}: {fault}"
        asked = tree.next_questions(question)
        if tree.takes_several(question) and len(asked) > 1:
            yield (
                f"{in_words(question)}: what follows several answers is the same for "
                "all of them, and these lead to different questions."
            )


def _answer_faults(tree: Tree, question: str, answer: str) -> Iterator[str]:
    edges = tree.values[answer]["leads_to"]
    for uid in edges:
        if uid != STOP and uid not in tree.values:
            yield f"it leads to {in_words(uid)}, which does not exist."
        elif kind_of(uid) == "answer":
            yield f"it leads to {in_words(uid)}: name the question instead."
    kinds = [kind_of(uid) for uid in edges]
    if kinds.count("question") > 1:
        yield "it leads to more than one question."
    if tree.takes_several(question):
        if "outcome" in kinds:
            yield "several answers show only notes, and this one shows an outcome."
        return
    panels = tree.panels(answer)
    ends = [uid for uid in panels if tree.values[uid].get("ends")]
    if not ends and "question" not in kinds and STOP not in kinds:
        yield "it leads nowhere: name a question, an outcome that ends, or stop."
    if (ends or STOP in kinds) and "question" in kinds:
        yield "the walk ends here, but it leads to a question too."


def _unreached(tree: Tree) -> Iterator[str]:
    reached = tree.reached_from(tree.questions[0])
    answers = [answer for question in reached for answer in tree.answers[question]]
    shown = {uid for answer in answers for uid in tree.panels(answer)}
    for uid in tree.values:
        if kind_of(uid) != "answer" and uid not in reached | shown:
            yield f"{in_words(uid)}: no answer leads to it."


def _layout_faults(tree: Tree) -> Iterator[str]:
    """What the page could not show: it has room for two ways on from a question."""
    where = layout(tree)
    for question, following in where.after.items():
        if len(following) > 2:
            names = ", ".join(in_words(uid) for uid in following)
            yield f"{in_words(question)}: its answers may lead on to two, not {names}."
    for answer in (a for q in tree.questions for a in tree.answers[q]):
        for later in leads_on(tree, where, answer):
            asked = tree.asks(answer)
            if asked and not tree.always_leads_to(asked, later):
                yield (
                    f"{in_words(answer)}: {in_words(later)} would stand there although "
                    "some answers on the way to it end the walk."
                )


def _text_faults(tree: Tree, texts: Texts, sourced: Collection[str]) -> Iterator[str]:
    for uid in tree.values:
        if kind_of(uid) not in ("outcome", "note"):
            continue
        words = " ".join(texts.get(uid, {}).values())
        if found := ADVICE.search(" ".join(words.split())):
            yield (
                f"{in_words(uid)}: “{found.group()}” is advice about one person. Say "
                "who is on the list."
            )
        if uid in OWES_COUNCIL and COUNCIL not in words:
            yield f"{in_words(uid)}: it names help of a council and lacks {COUNCIL}."
        if kind_of(uid) == "outcome":
            if not CONTACT.search(words):
                yield f"{in_words(uid)}: nobody to speak to. {ADD_ONE}"
            if uid not in sourced:
                yield f"{in_words(uid)}: it cites no claim that may be stated."
