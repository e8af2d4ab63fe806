"""A tool folded on its page, and unfolded with its sources on pages of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext, override

from safety_site.guide.content import Json
from safety_site.languages.registry import Language
from safety_site.publishing import routes, topic
from safety_site.publishing.blocks import BlockContext, block_context, text_context
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.sheet import MakeSheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.tools import heading, line, panels, questions, tree_of
from safety_site.questions.tree import Tree
from safety_site.translation.models import ENGLISH

TOOL = "check"
# What one unfolded page may cost, in characters of English, and what a source costs in
# them. Measured: pseudo-Thai beside its English then weighs about 10,500 bytes.
MOST = 9_000
A_SOURCE = 60


class Part(NamedTuple):
    """What stands on one unfolded page: blocks of the tool's page, and answers."""

    blocks: list[str]
    answers: list[str]


def beside(snapshot: Snapshot, code: str) -> Beside:
    if TOOL not in snapshot.tools:
        return Beside({})
    shown = [text_context(snapshot, uid, code) for uid in panels(snapshot, TOOL)]
    tool = {
        "question": questions(snapshot, TOOL, code),
        "all": routes.page_path(code, _slug(snapshot, TOOL, 1)),
    }
    places = sorted({token for each in shown for token in each.data["places"]})
    return _with_claims({"tool": tool, "placed": places}, shown)


def unfolded(snapshot: Snapshot, language: Language) -> Iterator[MakeSheet]:
    """The sheets of every tool: no answer needs to be chosen on them."""
    for tool, values in snapshot.all_of("tool"):
        if values["page"] not in snapshot.pages:
            continue
        parts = list(_parts(snapshot, tool))
        for number in range(1, len(parts) + 1):
            yield partial(
                topic.list_sheet,
                snapshot,
                language,
                page=values["page"],
                slug=_slug(snapshot, tool, number),
                kind="unfolded",
                beside=partial(_unfolded, snapshot, tool, parts, number, language.code),
            )


def _page(snapshot: Snapshot, tool: str) -> str:
    return str((snapshot.values(f"tool:{tool}") or {})["page"])


def _slug(snapshot: Snapshot, tool: str, part: int) -> str:
    return routes.part(f"{snapshot.pages[_page(snapshot, tool)]['slug']}/all", part)


def _with_claims(context: Json, shown: list[BlockContext]) -> Beside:
    days = [each.checked for each in shown if each.checked]
    cited = {claim for each in shown for claim in each.data["citations"]}
    return Beside(context, sorted(cited), min(days, default=None))


def _parts(snapshot: Snapshot, tool: str) -> Iterator[Part]:
    """Parted before what would be too much for one page. Counted in English, so that an
    answer stands at one address in every language.
    """
    tree = tree_of(snapshot, tool)
    blocks = snapshot.blocks.get(_page(snapshot, tool), [])
    part, spent = Part(blocks, []), sum(_cost(snapshot, uid) for uid in blocks)
    for answer in (each for q in tree.questions for each in tree.answers[q]):
        cost = sum(_cost(snapshot, uid) for uid in [answer, *tree.panels(answer)])
        if spent and spent + cost > MOST:
            yield part
            part, spent = Part([], []), 0
        part.answers.append(answer)
        spent += cost
    yield part


def _cost(snapshot: Snapshot, uid: str) -> int:
    found = snapshot.text(uid, ENGLISH)
    texts = found.text.content.values() if found else []
    sources = (snapshot.values(uid) or {"citations": []})["citations"]
    return sum(map(len, texts)) + A_SOURCE * len(sources)


def _unfolded(
    snapshot: Snapshot, tool: str, parts: list[Part], number: int, code: str
) -> Beside:
    page = _page(snapshot, tool)
    title = snapshot.text(f"page:{page}", code)
    part = parts[number - 1]
    shown = {uid: block_context(snapshot, uid, code) for uid in part.blocks}
    tree = tree_of(snapshot, tool)
    asked = [
        _question(snapshot, tree, uid, list(answers), code, shown)
        for uid, answers in groupby(part.answers, tree.question_of)
    ]
    addresses = [
        {
            "number": str(each),
            "from": _first_question(tree, parts[each - 1]),
            "path": routes.page_path(code, _slug(snapshot, tool, each)),
            "current": each == number,
        }
        for each in range(1, len(parts) + 1)
    ]
    with override(code):
        name = gettext("All questions and answers")
    context: Json = {
        "title": title.text.content["title"] if title else "",
        "heading": name,
        "tool": {
            "path": routes.page_path(code, snapshot.pages[page]["slug"]),
            "own": f":{len(part.blocks)}",
            "questions": asked,
            "parts": addresses,
        },
        "blocks": [each.data for each in shown.values()],
    }
    return _with_claims(context, list(shown.values()))


def _question(
    snapshot: Snapshot,
    tree: Tree,
    uid: str,
    some: list[str],
    code: str,
    shown: dict[str, BlockContext],
) -> Json:
    """A question with some of its answers. A text stands after the first answer that
    shows it; `shown` gathers them.
    """
    answers = []
    for answer in some:
        again = [panel for panel in tree.panels(answer) if panel in shown]
        first = len(shown)
        for panel in tree.panels(answer):
            if panel not in shown:
                shown[panel] = text_context(snapshot, panel, code)
                shown[panel].data["id"] = routes.anchor(routes.Anchor.OUTCOME, panel)
        asks = tree.asks(answer)
        answers.append(
            {
                "text": line(snapshot, answer, code),
                "new": f"{first}:{len(shown)}",
                "again": [heading(shown[panel].data) for panel in again],
                "then": tree.values[asks]["key"] if asks else "",
            }
        )
    return {
        "number": tree.values[uid]["key"],
        "text": line(snapshot, uid, code),
        "why": line(snapshot, uid, code, "why"),
        "answers": answers,
    }


def _first_question(tree: Tree, part: Part) -> str:
    first = tree.question_of(part.answers[0]) if part.answers else tree.questions[0]
    return str(tree.values[first]["key"])
