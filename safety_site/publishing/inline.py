"""The style and scripts that stand inside every page: read from `static/page/`, made
small.

Sources stay readable; comments and needless white space end here. There is no build
step: publishing asks for the text, puts it into the page, and takes its digest for the
Content-Security-Policy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

FONT_FACE = re.compile(r"@font-face\{font-family:(\w+);[^}]*\}")


@cache
def style() -> str:
    """All of `static/page/*.css`, in the order of the file names."""
    files = sorted(_folder().glob("*.css"))
    return minified_style("\n".join(file.read_text("utf-8") for file in files))


@cache
def script(name: str) -> str:
    """One of `static/page/*.js`, by its name without the ending."""
    return minified_script((_folder() / f"{name}.js").read_text("utf-8"))


def minified_style(source: str) -> str:
    """Style without comments and needless space. A text in quotes keeps single
    spaces.
    """
    text = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    # A space before a colon may be part of a selector; one after it never is.
    text = re.sub(r" ?([{},;>]) ?", r"\1", text)
    text = re.sub(r": | (?=!important)", lambda m: m[0].strip(), text)
    return text.replace(";}", "}").strip()


@dataclass(frozen=True)
class Vocabulary:
    """What selectors may speak of: classes and ids, those of scripts too, elements."""

    names: frozenset[str]
    elements: frozenset[str]


def with_used_style(html: str) -> str:
    """The page with those rules of its style that can match something in it."""
    before, opened, rest = html.partition("<style>")
    style, closed, after = rest.partition("</style>")
    held = re.findall(r'(?: class| id)="([^"]*)"', after)
    held += re.findall(r"<script>(.*?)</script>", before + after, re.DOTALL)
    # The attributes of the first element stand before the style.
    held.append(before)
    names = frozenset(name for text in held for name in re.findall(r"[\w-]+", text))
    elements = re.findall(r"<([a-z][a-z0-9]*)", before + after)
    # A script may make an element; its name then stands in the script.
    spoken = Vocabulary(names, names.union(elements))
    return before + opened + _without_idle_fonts(_used(style, spoken)) + closed + after


def _without_idle_fonts(style: str) -> str:
    """Leaves out `@font-face` rules whose font no other rule names."""
    rest = FONT_FACE.sub("", style)
    keep = lambda m: m.group() if f"font-family:{m[1]}," in rest else ""  # noqa: E731
    return FONT_FACE.sub(keep, style)


def _used(style: str, spoken: Vocabulary) -> str:
    kept = ""
    for head, body in _rules(style):
        if not head.startswith("@"):
            head = ",".join(s for s in head.split(",") if _may_match(s, spoken))
        elif "{" in body:
            body = _used(body, spoken)
        if head and body:
            kept += f"{head}{{{body}}}"
    return kept


@cache
def _rules(style: str) -> list[tuple[str, str]]:
    """Each rule's head and what stands in its braces, which may be rules again."""
    found = []
    start = opened = depth = 0
    for brace in re.finditer("[{}]", style):
        if brace.group() == "{":
            opened = opened if depth else brace.start()
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            found.append((style[start:opened], style[opened + 1 : brace.start()]))
            start = brace.end()
    return found


def _may_match(selector: str, spoken: Vocabulary) -> bool:
    wanted = _vocabulary(selector)
    return spoken.names >= wanted.names and spoken.elements >= wanted.elements


@cache
def _vocabulary(selector: str) -> Vocabulary:
    # What a rule is not for, and attributes, are not looked at; what must be inside is.
    bare = re.sub(r"(?<!:has)\([^)]*\)|\[[^]]*\]", "", selector)
    return Vocabulary(
        names=frozenset(re.findall(r"[.#]([\w-]+)", bare)),
        elements=frozenset(re.findall(r"(?<![\w.#:-])([a-z][a-z0-9]*)", bare)),
    )


def minified_script(source: str) -> str:
    """Script without whole-line comments, indentation and empty lines."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _folder() -> Path:
    return Path(settings.STATIC_SOURCES) / "page"
