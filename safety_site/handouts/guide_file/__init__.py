"""The whole guide in one file: every page of a language, to read without a network.

It is put together from the finished pages, so it can say nothing that they do not say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial

from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, override

from safety_site.delivery.headers import content_security_policy
from safety_site.handouts.guide_file import assembling, rules
from safety_site.publishing import inline, kinds, routes
from safety_site.publishing.gathered import Digests, Kind, Written
from safety_site.publishing.sheet import Sheet

TEMPLATE = "page/guide_file.html"
# What the file shows of the frame of the pages.
FRAME = ("site", "language", "emergency", "helplines")
# The kinds of pages that it holds: every text once. No page that shows another page
# again for a different use.
LISTS = ("help_all", "help_languages", "help_list", "unfolded")
KINDS = frozenset(("page", *(kind for kind, _ in kinds.BESIDE.values()), *LISTS))
# Stands in the frame where the pages will.
PAGES = "<!-- pages -->"
# Ends each page.
BACK = '<p class="links"><a href="#all">{}</a></p>\n'


def sheets(pages: Mapping[str, Sheet], digests: Digests) -> Iterator[Sheet]:
    """One for each language that has a start page."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for path, sheet in pages.items():
        context = sheet.context
        # What stands in for a page that is gone is there under its own address.
        if context.get("kind") in KINDS and path in digests and not context.get("gone"):
            by_language[sheet.language].append(path)
    for code, paths in by_language.items():
        home = pages.get(routes.stored_path(routes.page_path(code, "")))
        if home is None:
            continue
        context = {name: home.context[name] for name in FRAME}
        context["pages"] = [[p, digests[p]] for p in _in_order(pages, paths)]
        # The first of a key is the page itself, and further ones belong to it.
        context["contents"] = _firsts(pages, context["pages"])
        yield Sheet(routes.guide_path(code), TEMPLATE, context)


def _in_order(pages: Mapping[str, Sheet], paths: list[str]) -> list[str]:
    """As the site has them; what belongs to a page follows it."""
    keys = list(dict.fromkeys(pages[path].context["key"] for path in paths))
    at = {key: number for number, key in enumerate(keys)}
    return sorted(paths, key=lambda path: at[pages[path].context["key"]])


def _firsts(pages: Mapping[str, Sheet], listed: list[list[str]]) -> list[int]:
    firsts: dict[str, int] = {}
    for number, (path, _) in enumerate(listed):
        firsts.setdefault(pages[path].context["key"], number)
    return list(firsts.values())


def write(sheet: Sheet, pages: Mapping[str, str]) -> Written:
    context, code = sheet.context, sheet.language
    bodies = assembling.bodies(pages)
    places = assembling.Places(bodies, code)
    parts = list(assembling.parts(bodies, places))
    listed = [
        # Both are parts of finished pages.
        {
            "id": part.id,
            "heading": mark_safe(part.heading),  # noqa: S308
            "attributes": mark_safe(part.attributes),  # noqa: S308
        }
        for part in (parts[number] for number in context["contents"])
    ]
    with override(code):
        drawn = get_template(TEMPLATE).render({**context, "contents": listed})
        back = format_html(BACK, gettext("All pages in one file"))
    frame = assembling.linked(drawn, "", places)
    before, _, after = frame.partition(PAGES)
    articles = (
        f'<article id="{part.id}">\n{part.html}{back}</article>\n' for part in parts
    )
    text = inline.with_used_style("".join((before, *articles, after)))
    name = f"guide-{code}.html"
    asked = partial(rules.faults, sheet, frame, text, name)
    return Written(text, _headers(sheet, text, name), asked)


def _headers(sheet: Sheet, text: str, name: str) -> tuple[tuple[str, str], ...]:
    style = text.partition("<style>")[2].partition("</style>")[0]
    return (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Language", sheet.context["language"]["html_lang"]),
        ("Content-Disposition", f'attachment; filename="{name}"'),
        ("Content-Security-Policy", content_security_policy((style,), ())),
    )


GUIDE = Kind(sheets, write)
