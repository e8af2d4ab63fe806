"""Every page of the guide with its English beside it, part by part: for two people who
look at one phone or one paper.

What a reader works with alone (questions, lists of help, sources) stays on its page, to
which this one leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from safety_site.disclosure.models import Group
from safety_site.languages.registry import Language
from safety_site.publishing import lists, routes, topic
from safety_site.publishing.anchors import page_of
from safety_site.publishing.kinds import group, history, home, who, words
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.sheet import MakeSheet, Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import ENGLISH

KIND = "side_by_side"
TITLE = "{title} + English"


def more(snapshot: Snapshot, language: Language) -> Iterator[MakeSheet]:
    if language.code == ENGLISH:
        return
    groups = {page_of(name): name for name in Group.values}
    for key, values in snapshot.pages.items():
        pages = len(snapshot.bodies.get(groups.get(key, ""), [])) or 1
        for number in range(1, pages + 1):
            yield partial(
                _sheet,
                snapshot,
                language,
                key,
                number=number,
                slug=routes.part(values["slug"], number),
                beside=_entries(groups[key], number)
                if key in groups
                else BESIDE.get(key, _nothing),
            )


def _sheet(
    snapshot: Snapshot, language: Language, key: str, *, number: int, **given: Any
) -> Sheet:
    sheet = topic.page_sheet(
        snapshot, language, key, kind=KIND, with_english=True, **given
    )
    sheet.context["title"] = TITLE.format(**sheet.context)
    if number > 1 and sheet.context["english"]:
        sheet.context["english"]["heading"] += f" ({number})"
    return sheet


def _entries(name: str, number: int) -> Callable[[Snapshot, str], Beside]:
    return partial(group.beside, name, number, with_english=True)


def _table(snapshot: Snapshot, code: str) -> Beside:
    """Who may tell, each with its name in English."""
    shown = who.beside(snapshot, code)
    english = lists.bodies(snapshot, ENGLISH)
    for part, other in zip(shown.context["table"], english, strict=True):
        part["english"] = other["group"]
        for row, same in zip(part["rows"], other["rows"], strict=True):
            row["english"] = same["name"]["text"]
    return shown


def _nothing(snapshot: Snapshot, code: str) -> Beside:
    """Key sentences that the page owes may stand in what is left out here."""
    return Beside({"owed_keys": []})


BESIDE: dict[str, Callable[[Snapshot, str], Beside]] = {
    "home": partial(home.beside, with_english=True),
    "who": _table,
    "words": partial(words.beside, with_english=True),
    "history": partial(history.beside, with_english=True),
}
