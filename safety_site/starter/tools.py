"""Question tools, from one Markdown file each: questions with their answers, and the
outcomes and notes that answers show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from safety_site.guide.content import Content
from safety_site.guide.models import Page
from safety_site.questions.faults import faults
from safety_site.questions.models import Answer, Form, Note, Outcome, Question, Tool
from safety_site.questions.tree import STOP, Tree
from safety_site.starter import read
from safety_site.starter.claims import Claims
from safety_site.starter.items import WORD, Item, english
from safety_site.starter.pages import Section, cited, front_matter, sections, yes
from safety_site.starter.read import StarterError
from safety_site.translation.models import ENGLISH

TOOL_NAMES = {"key", "page"}
SETTINGS = {
    "question": {"form", "why", "wording only"},
    "outcome": {"claims", "ends", "wording only"},
    "note": {"claims", "wording only"},
}
SECTION = re.compile(
    r"^## (?P<name>(?:question|outcome|note) \S+)(?: +(?P<heading>.+))?$", re.MULTILINE
)
ANSWER = re.compile(r"(?P<number>[1-9][0-9]*)\. +(?P<text>.+?) +-> +(?P<targets>.+)")
TARGET = re.compile(r"(question|outcome|note) (\S+)")


def tools(folder: Path, claims: Claims, pages: Iterable[Item]) -> Iterator[Item]:
    """Each tool, and after it all that it is made of. `pages` are those it may stand
    on.
    """
    rows = {item.row.key: item.row for item in pages if isinstance(item.row, Page)}
    for path in sorted(folder.glob("*.md")):
        name = f"{folder.name}/{path.name}"
        items = list(_tool(path, name, claims, rows))
        wrong = faults(
            Tree({item.uid: item.row.values() for item in items[1:]}),
            {item.uid: item.row.texts(ENGLISH) for item in items[1:]},
            {item.uid for item in items if _cites_a_claim(item)},
        )
        if wrong:
            raise StarterError(*(f"{name}, {fault}" for fault in wrong))
        yield from items


def _cites_a_claim(item: Item) -> bool:
    return any(not name.startswith(WORD) for _, name in item.citations)


def _tool(
    path: Path, name: str, claims: Claims, pages: Mapping[str, Page]
) -> Iterator[Item]:
    text = read.text_of(path).replace("\r\n", "\n")
    front, start, body = front_matter(text, name, TOOL_NAMES)
    if front.get("key") != path.stem:
        raise StarterError(
            f"{name}: its key must be {path.stem}, like the file's name."
        )
    page = read.needed(front, "page", name)
    if page not in pages:
        raise StarterError(f"{name}: there is no page {page} on which it could stand.")
    tool = Tool(key=path.stem, page=pages[page])
    yield Item(tool, name)
    allowed = set().union(*SETTINGS.values())
    for position, section in enumerate(
        sections(body, name, start, "", allowed, pattern=SECTION), start=1
    ):
        yield from _part(section, tool, position, claims)


def _part(
    section: Section, tool: Tool, position: int, claims: Claims
) -> Iterator[Item]:
    kind, _, key = section.name.partition(" ")
    if not section.heading:
        raise StarterError(
            f"{section.where}: its text after ## {section.name} is missing."
        )
    if wrong := set(section.settings) - SETTINGS[kind]:
        raise StarterError(
            f"{section.where}: a {kind} has no {', '.join(sorted(wrong))}."
        )
    if stray := re.search(r"^##.*", section.text, re.MULTILINE):
        raise StarterError(
            f"{section.where}: {stray.group()!r} is no question, outcome or note."
        )
    if kind == "question":
        yield from _question(section, tool, key, position)
        return
    texts = english(heading=section.heading.strip(), body=section.text)
    row: Content
    if kind == "outcome":
        ends = yes(section, "ends")
        row = Outcome(tool=tool, key=key, position=position, ends=ends, **texts)
    else:
        row = Note(tool=tool, key=key, position=position, **texts)
    only = yes(section, "wording only")
    yield Item(row, section.where, cited(section, claims), wording_only=only)


def _question(section: Section, tool: Tool, key: str, position: int) -> Iterator[Item]:
    form = section.settings.get("form", Form.ONE.value)
    question = Question(
        tool=tool,
        key=key,
        position=position,
        form=read.one_of(form, Form.values, "form", section.where),
        **english(text=section.heading.strip(), why=section.settings.get("why", "")),
    )
    only = yes(section, "wording only")
    yield Item(question, section.where, wording_only=only)
    lines = filter(str.strip, section.text.splitlines())
    seen: set[str] = set()
    for place, line in enumerate(lines, start=1):
        match = ANSWER.fullmatch(line.strip())
        if not match:
            raise StarterError(
                f"{section.where}: {line!r} is no answer. Write: 1. Yes -> question 2"
            )
        where = f"{section.where}, answer {match['number']}"
        if match["number"] in seen:
            raise StarterError(f"{where}: this number is used twice.")
        seen.add(match["number"])
        answer = Answer(
            question=question,
            number=int(match["number"]),
            position=place,
            leads_to=[
                _uid(t.strip(), tool, where) for t in match["targets"].split(",")
            ],
            **english(text=match["text"].strip()),
        )
        yield Item(answer, where, wording_only=only)


def _uid(target: str, tool: Tool, where: str) -> str:
    """ "note planning" is note:check/planning; "stop" stays as it is."""
    match = TARGET.fullmatch(target)
    if match:
        return f"{match[1]}:{tool.key}/{match[2]}"
    if target != STOP:
        raise StarterError(
            f"{where}: {target!r} is no question, outcome or note, and not stop."
        )
    return STOP
