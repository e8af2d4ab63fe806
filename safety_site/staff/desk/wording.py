"""The difference of two texts, word by word, as HTML that is clear without colour."""

from __future__ import annotations

import difflib
import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from safety_site.guide.content import Json
from safety_site.translation.freezing import canonical

# Pairs of words: comparing takes time for each, about half a second for so many.
MOST_COMPARED = 4_000_000
WORD = re.compile(r"\s+|[^\s]+")


def difference(before: str, after: str) -> SafeString:
    """What was taken out in `<del>`, what was put in in `<ins>`."""
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) * len(new) > MOST_COMPARED:
        return format_html("<del>{}</del><ins>{}</ins>", before, after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    pieces = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            pieces.append(format_html("{}", "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(format_html("<del>{}</del>", "".join(old[a:b])))
        if c < d:
            pieces.append(format_html("<ins>{}</ins>", "".join(new[c:d])))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def changes(before: Json, after: Json) -> list[tuple[str, SafeString]]:
    """By field, how the content of a revision differs from an older one."""
    return [
        (name, difference(_text(before.get(name)), _text(value)))
        for name, value in after.items()
        if name not in before or before[name] != value
    ]


def every_field(before: Json, after: Json) -> list[tuple[str, SafeString]]:
    """As `changes`, and what stayed as it was too."""
    return [
        (name, difference(_text(before.get(name)), _text(value)))
        for name, value in after.items()
        if value
    ]


def _text(value: object) -> str:
    if value is None or value == "":
        return ""
    return value if isinstance(value, str) else canonical(value).decode()
