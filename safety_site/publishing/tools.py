"""A question tool as plain data: its questions nested as the page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safety_site.guide.content import Json
from safety_site.guide.models import BlockKind
from safety_site.publishing.blocks import GRAVEST, text_context, unsourced
from safety_site.publishing.places import places_for
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import language_of
from safety_site.questions.faults import faults
from safety_site.questions.tree import Layout, Tree, kind_of, layout, leads_on
from safety_site.translation.models import ENGLISH
from safety_site.translation.shown import Shown

# The classes of an answer that bring the first and the second continuation to sight.
GO, ON = "go", "on"


def tree_of(snapshot: Snapshot, tool: str) -> Tree:
    return Tree(snapshot.tools[tool])


def questions(snapshot: Snapshot, tool: str, code: str) -> Json:
    """The first question, which holds all others."""
    tree = tree_of(snapshot, tool)
    nesting = Nesting(snapshot, tree, layout(tree), code)
    return nesting.question(tree.questions[0])


def panels(snapshot: Snapshot, tool: str) -> list[str]:
    """Its outcomes and notes, in order."""
    found = snapshot.tools[tool]
    names = [uid for uid in found if kind_of(uid) in ("outcome", "note")]
    return sorted(names, key=lambda uid: found[uid]["position"])


def line(snapshot: Snapshot, uid: str, code: str, field: str = "text") -> Json:
    """One line of a text, for `rendering`."""
    found = text_of(snapshot, uid, code)
    text = found.text.content[field]
    read_in = ENGLISH if found.is_english_instead else code
    return {
        "line": text,
        "places": places_for(snapshot, [text], read_in),
        "language": language_of(found),
    }


def heading(text: Json) -> Json:
    """The heading of a text as a line."""
    return {"line": text["heading"]} | {n: text[n] for n in ("places", "language")}


def text_of(snapshot: Snapshot, uid: str, code: str) -> Shown:
    found = snapshot.text(uid, code)
    if found is None:
        raise LookupError(f"{uid} may not be shown; it should not be in its tool.")
    return found


@dataclass(frozen=True)
class Nesting:
    """Makes each question once, inside the one that holds it."""

    snapshot: Snapshot
    tree: Tree
    where: Layout
    code: str

    def question(self, uid: str) -> Json:
        # Asked of the snapshot, so that the page knows what it is made of.
        values = self.snapshot.values(uid) or {}
        answers = self.tree.answers[uid]
        several = self.tree.takes_several(uid)
        after = [self.question(each) for each in self.where.after.get(uid, [])]
        return {
            "id": values["key"],
            "number": values["key"],
            "type": "checkbox" if several else "radio",
            "text": line(self.snapshot, uid, self.code),
            "why": line(self.snapshot, uid, self.code, "why"),
            "notice": self._gravest([uid, *answers]),
            "answers": [self._answer(answer) for answer in answers],
            **dict(
                zip(("then",) if several else ("next", "rest"), after, strict=False)
            ),
        }

    def _gravest(self, uids: list[str]) -> str:
        shown = (text_of(self.snapshot, uid, self.code) for uid in uids)
        return min((each.notice for each in shown), key=GRAVEST.index)

    def _answer(self, uid: str) -> Json:
        values = self.snapshot.values(uid) or {}
        question = values["question"]
        after = self.where.after.get(question, [])
        leads = leads_on(self.tree, self.where, uid)
        inside = self.where.inside.get(uid)
        return {
            "id": f"{question.rpartition('/')[2]}-{values['number']}",
            "text": line(self.snapshot, uid, self.code),
            "leads": " ".join((GO, ON)[after.index(each)] for each in leads),
            "panels": [
                text_context(self.snapshot, panel, self.code).data
                for panel in self.tree.panels(uid)
            ],
            "asks": self.question(inside) if inside else None,
        }


def tool_faults(snapshot: Snapshot) -> Iterator[str]:
    """What is wrong with the trees that would be published."""
    for tool, values in snapshot.all_of("tool"):
        parts = snapshot.tools[tool]
        texts = {
            uid: found.text.content
            for uid in parts
            if (found := snapshot.text(uid, ENGLISH))
        }
        sourced = {uid for uid in parts if _cites_a_claim(snapshot, parts[uid])}
        for fault in faults(Tree(parts), texts, sourced):
            yield f"tool {tool}, {fault}"
        blocks = snapshot.blocks.get(values["page"], [])
        forms = [(snapshot.values(uid) or {})["form"] for uid in blocks]
        if values["page"] in snapshot.pages and BlockKind.LIST not in forms:
            yield (
                f"tool {tool}: page {values['page']} has no block of the form list "
                "after which it could stand."
            )


def _cites_a_claim(snapshot: Snapshot, values: Json) -> bool:
    cited = [claim for _, claim in values["citations"] if not claim.startswith("word:")]
    return len(cited) > len(unsourced(snapshot, cited))
