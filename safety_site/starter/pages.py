"""Pages, blocks and key sentences, from one Markdown file each and keys.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from safety_site.guide.models import Block, BlockKind, CitationWord, KeySentence, Page
from safety_site.starter import read
from safety_site.starter.claims import Claims
from safety_site.starter.items import WORD, Cited, Item, english
from safety_site.starter.read import StarterError

PAGE_NAMES = {
    "key",
    "slug",
    "position",
    "topic",
    "essential",
    "review months",
    "owes",
    "title",
    "link name",
    "heading",
    "lead",
    "claims",
    "wording only",
}
BLOCK_NAMES = {"claims", "form", "critical", "allowed because", "wording only"}
KEY_NAMES = {"claims", "wording only"}
SECTION = re.compile(r"^## (?P<name>\S+)(?: +(?P<heading>.+))?$", re.MULTILINE)
YES_OR_NO = {"yes": True, "no": False}
WORDS = {WORD + word for word in CitationWord.values}


class Section(NamedTuple):
    """One `## name heading`, the `name: value` lines under it, and its text."""

    name: str
    heading: str
    settings: Mapping[str, str]
    text: str
    where: str


def pages(folder: Path, claims: Claims) -> Iterator[Item]:
    """Each page, and after it its blocks. A file is named after the key of its page."""
    slugs: dict[str, str] = {}
    for path in sorted(folder.glob("*.md")):
        name = f"{folder.name}/{path.name}"
        text = read.text_of(path).replace("\r\n", "\n")
        front, start, body = front_matter(text, name, PAGE_NAMES)
        page, item = _page(front, name, path.stem, claims)
        if page.slug in slugs:
            raise StarterError(
                f"{name}: the slug “{page.slug}” is that of {slugs[page.slug]}."
            )
        slugs[page.slug] = name
        yield item
        blocks = sections(body, name, start, "block ", BLOCK_NAMES)
        for position, section in enumerate(blocks, start=1):
            yield _block(section, page, position, claims)


def keys(path: Path, claims: Claims) -> Iterator[Item]:
    text = read.text_of(path).replace("\r\n", "\n")
    for section in sections(text, path.name, 1, "key sentence ", KEY_NAMES):
        if section.heading:
            raise StarterError(f"{section.where}: a key sentence has no heading.")
        sentence = " ".join(section.text.split())
        yield Item(
            KeySentence(key=section.name, **english(text=sentence)),
            section.where,
            citations=cited(section, claims),
            wording_only=yes(section, "wording only"),
        )


def front_matter(
    text: str, name: str, allowed: set[str]
) -> tuple[read.Entry, int, str]:
    """The values between lines of dashes, the line the body begins on, the body."""
    match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    if not match:
        raise StarterError(f"{name}: the file must begin with --- and its values.")
    data = read.yaml_in(match[1], name, first_line=2)
    if not isinstance(data, dict):
        raise StarterError(f"{name}: the lines between --- must be names and values.")
    if unknown := set(data) - allowed:
        raise StarterError(f"{name}: unknown {', '.join(sorted(map(str, unknown)))}.")
    return data, match[0].count("\n") + 1, text[match.end() :]


def _page(front: read.Entry, name: str, stem: str, claims: Claims) -> tuple[Page, Item]:
    if front.get("key") != stem:
        raise StarterError(f"{name}: its key must be {stem}, like the file's name.")
    for number in ("position", "review months"):
        if not isinstance(front.get(number, 6), int):
            raise StarterError(f"{name}: “{number}” must be a whole number.")
    if "position" not in front:
        raise StarterError(f"{name}: “position” is missing.")
    owes = front.get("owes") or []
    if not isinstance(owes, list):
        raise StarterError(f"{name}: “owes” must be a list such as [1, 2].")
    page = Page(
        key=stem,
        slug=read.optional(front, "slug", name),
        position=front["position"],
        topic=read.optional(front, "topic", name),
        essential=front.get("essential") is True,
        review_months=front.get("review months", 6),
        owed_keys=[str(key) for key in owes],
        **english(
            title=read.needed(front, "title", name),
            heading=read.needed(front, "heading", name),
            link_name=read.needed(front, "link name", name),
            lead=read.needed(front, "lead", name),
        ),
    )
    cited = front.get("claims") or ""
    named = cited if isinstance(cited, list) else str(cited).split(",")
    citations = [citation(claim, name, claims) for claim in named if str(claim).strip()]
    only = front.get("wording only") is True
    return page, Item(page, name, citations=citations, wording_only=only)


def _block(section: Section, page: Page, position: int, claims: Claims) -> Item:
    if not section.name.isdigit():
        raise StarterError(f"{section.where}: write ## and the block's number first.")
    if not section.heading:
        raise StarterError(f"{section.where}: the block has no heading.")
    form = section.settings.get("form", BlockKind.TEXT.value)
    row = Block(
        page=page,
        number=int(section.name),
        position=position,
        form=read.one_of(form, BlockKind.values, "form", section.where),
        critical=yes(section, "critical"),
        allowed_because=section.settings.get("allowed because", ""),
        **english(heading=section.heading.strip(), body=section.text),
    )
    return Item(
        row,
        section.where,
        citations=cited(section, claims),
        wording_only=yes(section, "wording only"),
    )


def sections(
    text: str,
    name: str,
    first_line: int,
    called: str,
    allowed: set[str],
    pattern: re.Pattern[str] = SECTION,
) -> Iterator[Section]:
    matches = list(pattern.finditer(text))
    before = text[: matches[0].start()] if matches else text
    # An HTML comment above the first section is for whoever edits the file.
    if re.sub(r"<!--.*?-->", "", before, flags=re.DOTALL).strip():
        raise StarterError(
            f"{name}, line {first_line}: text before the first ## heading."
        )
    ends = [match.start() for match in matches[1:]] + [len(text)]
    seen: set[str] = set()
    for match, end in zip(matches, ends, strict=True):
        where = f"{name}, {called}{match['name']}"
        if match["name"] in seen:
            raise StarterError(f"{where}: this number is used twice.")
        seen.add(match["name"])
        under = text[match.end() : end]
        # An empty line under the heading: there are no settings.
        top, _, body = under.lstrip("\n").partition("\n\n")
        if under.startswith("\n\n"):
            top, body = "", under
        settings = _settings(top, where, allowed)
        if not body.strip():
            raise StarterError(f"{where}: there is no text after an empty line.")
        yield Section(
            match["name"], match["heading"] or "", settings, body.strip(), where
        )


def _settings(lines: str, where: str, allowed: set[str]) -> dict[str, str]:
    settings: dict[str, str] = {}
    for line in filter(str.strip, lines.splitlines()):
        name, colon, value = line.partition(":")
        name = name.strip()
        if not colon or name not in allowed:
            raise StarterError(
                f"{where}: {line!r} is none of {', '.join(sorted(allowed))}. "
                "Leave an empty line before the text."
            )
        if name in settings:
            raise StarterError(f"{where}: “{name}” is given twice.")
        settings[name] = value.split("  #")[0].strip()
    return settings


def yes(section: Section, name: str) -> bool:
    value = section.settings.get(name, "no")
    return YES_OR_NO[read.one_of(value, YES_OR_NO, name, section.where)]


def cited(section: Section, claims: Claims) -> list[Cited]:
    if "claims" not in section.settings:
        raise StarterError(f"{section.where}: “claims:” is missing under its heading.")
    found = cited_in(section, claims)
    if not found:
        raise StarterError(
            f"{section.where}: it names no claim. Write word:reading or word:advice "
            "if it rests on none."
        )
    return found


def cited_in(section: Section, claims: Claims) -> list[Cited]:
    """What the line `claims:` names, each once; nothing without that line."""
    named = filter(None, map(str.strip, section.settings.get("claims", "").split(",")))
    return list(dict.fromkeys(citation(c, section.where, claims) for c in named))


def citation(claim: object, where: str, claims: Claims) -> Cited:
    name = str(claim).strip()
    if name in WORDS:
        return "", name
    if name not in claims.rows:
        raise StarterError(f"{where}: there is no claim {name}.")
    if not claims.may_be_stated(name):
        raise StarterError(
            f"{where}: {name} may not be stated: it is low, withdrawn, or its main "
            "source was not opened. Take it out and name what else the text rests on."
        )
    return "", name
