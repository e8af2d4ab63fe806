"""What stops an edition. One rule, one function; each gives its faults in words.

Rules of a page see its sheet, its HTML and its weight. Rules of the site are asked
once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from safety_site.directory.models import Nation
from safety_site.guide.content import Json
from safety_site.publishing.blocks import unsourced
from safety_site.publishing.reading import REQUESTING, UNREAD, Element, Reading, read
from safety_site.publishing.sensitive import sensitive_in
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.tools import tool_faults
from safety_site.translation.tokens import BRACES

# Bytes of a whole page with brotli (architecture §8).
BUDGET = 13_000
# More for notices of age, for the English of a text that grew too old, and for saying
# that this is not the page that was asked for.
FOR_AGE = 700
# More for several urgent notices at once: one alone stays within the budget.
FOR_WARNING = 700
DIGITS = re.compile(r"\d")
# At the start of an address, or of one in a list of them.
ELSEWHERE = re.compile(r"(?:^|[\s,])(?:https?:)?//", re.IGNORECASE)
MAY_NOT = "which has no source that may be stated"
HAS_NONE = "has no source and no word for having none"


@dataclass(frozen=True)
class Finished:
    """A page as a rule sees it; `weight` is in bytes with brotli."""

    sheet: Sheet
    html: str
    weight: int
    reading: Reading


def faults_of(sheet: Sheet, html: str, weight: int) -> list[str]:
    """Every fault of one page, each a sentence that names the page."""
    page = Finished(sheet, html, weight, read(html))
    return [f"{sheet.path}: {fault}" for rule in PAGE_RULES for fault in rule(page)]


def exit_link(page: Finished) -> list[str]:
    href = page.sheet.context["exit"]["href"]
    return [] if href in page.reading.links() else ["the exit link is missing"]


def emergency_line(page: Finished) -> list[str]:
    wanted = f"tel:{page.sheet.context['emergency']['tel']}"
    there = page.reading.links_inside("alarm")
    return [] if wanted in there else ["the emergency line is missing"]


def helplines(page: Finished) -> list[str]:
    links = page.reading.links_inside("helplines")
    lines = page.sheet.context["helplines"]
    return [
        f"the helpline of {line['nation']} is missing"
        for line in lines
        if f"tel:{line['phone']['tel']}" not in links
    ]


def urgent_notices(page: Finished) -> list[str]:
    context = page.sheet.context
    wanted = len(context.get("urgent", ())) + len(context.get("urgent_english", ()))
    there = sum("urgent" in e.classes for e in page.reading.elements)
    return [] if there == wanted else ["an urgent notice is missing"]


def language_list(page: Finished) -> list[str]:
    links = page.reading.links()
    return [
        f"the link to {language['autonym']} is missing"
        for language in page.sheet.context["languages"]
        if language["path"] not in links and not language["current"]
    ] + ([] if "/" in links or page.sheet.path == "/" else ["no link to all languages"])


def owed_key_sentences(page: Finished) -> list[str]:
    context = page.sheet.context
    placed = {token for block in _all_texts(context) for token in block["places"]}
    placed |= set(context.get("placed", []))
    return [
        f"key sentence {key} is owed and missing"
        for key in context.get("owed_keys", [])
        if f"{{key:{key}}}" not in placed
    ]


def resolved_tokens(page: Finished) -> list[str]:
    left = [
        found.group()
        for text, around in page.reading.texts
        if not any(e.name in UNREAD for e in around)
        for found in BRACES.finditer(text)
    ]
    return [f"{token} stands for nothing that may be shown" for token in left]


def isolated_numbers(page: Finished) -> list[str]:
    """In a right-to-left page a bare number is shown in the wrong order."""
    if page.sheet.context["language"]["direction"] != "rtl":
        return []
    return [
        f"the number in “{' '.join(text.split())}” is not isolated"
        for text, around in page.reading.texts
        if DIGITS.search(text)
        and not any(e.name in (*UNREAD, "title") for e in around)
        and not any(e.attributes.get("dir") == "ltr" for e in around)
    ]


def neutral_name(page: Finished) -> list[str]:
    """History lists show the address and the title (practice.md P1)."""
    language = page.sheet.language
    own = [link for link in page.reading.links() if link.startswith(("/", "#"))]
    shown = [("title", page.reading.text_of("title")), ("address", page.sheet.path)]
    # The address that a link leads to is judged on its own page; the part of it isn't.
    shown += [("address of a part", link.partition("#")[2]) for link in own]
    return [
        f"the {where} holds the sensitive word “{word}”"
        for where, text in dict.fromkeys(shown)
        for word in sensitive_in(text, language)
    ]


def within_budget(page: Finished) -> list[str]:
    """A page that says that it has aged, stands in for another, or warns, may weigh
    more: no weight keeps that from a reader.
    """
    context = page.sheet.context
    says_more = _has_aged(context) or context.get("gone")
    budget = BUDGET + (FOR_AGE if says_more else 0)
    budget += FOR_WARNING if context.get("urgent") else 0
    if page.weight <= budget:
        return []
    return [f"it weighs {page.weight:,} bytes with brotli; the budget is {budget:,}"]


def _has_aged(context: Json) -> bool:
    said = {*context["notices"], *(notice for *_, notice in context["texts"])}
    return not said.isdisjoint(("check-due", "stale", "english-changed"))


def no_other_host(page: Finished) -> list[str]:
    """Only a link that the reader may choose names another host."""
    faults = []
    for element in page.reading.elements:
        asking = REQUESTING if element.name == "a" else (*REQUESTING, "href")
        faults += [
            f"<{element.name} {name}> names another host"
            for name, value in element.attributes.items()
            if name in asking and ELSEWHERE.search(value)
        ]
    styles = [e.attributes.get("style", "") for e in page.reading.elements]
    styles += [t for t, around in page.reading.texts if _is_style(around)]
    if any(re.search(r"url\(|@import", style) for style in styles):
        faults.append("the style asks for a file")
    if any("http-equiv" in e.attributes for e in page.reading.named("meta")):
        faults.append("a meta element speaks for a header")
    return faults


def _is_style(around: tuple[Element, ...]) -> bool:
    return bool(around) and around[-1].name == "style"


def well_formed(page: Finished) -> list[str]:
    names = [e.attributes["id"] for e in page.reading.elements if "id" in e.attributes]
    twice = sorted({name for name in names if names.count(name) > 1})
    faults = [f"the HTML is not well formed: {m}" for m in page.reading.mistakes]
    return faults + [f"the id “{name}” stands twice" for name in twice]


def sourced_blocks(page: Finished) -> list[str]:
    """A claim has a source, or the block says that it is our reading or advice."""
    blocks = page.sheet.context["blocks"]
    named = [(f"block {block['id']}", block) for block in blocks]
    named += [(part["uid"], part) for part in _parts(page.sheet.context)]
    bare = [
        f"{name} has no source and no word for having none"
        for name, text in named
        if not text["sources"]
    ]
    return (
        bare
        + [
            f"{name} cites {claim}, {MAY_NOT}"
            for name, text in named
            for claim in text["unsourced"]
        ]
        + [
            f"the page cites {claim}, {MAY_NOT}"
            for claim in page.sheet.context["unsourced"]
        ]
    )


def _parts(context: Json) -> list[Json]:
    """The texts of the public bodies on a page."""
    return [part for entry in context.get("entries", []) for part in entry["parts"]]


def _all_texts(context: Json) -> list[Json]:
    return [*context["blocks"], *_parts(context)]


Rule = Callable[[Finished], list[str]]
PAGE_RULES: tuple[Rule, ...] = (
    exit_link,
    emergency_line,
    helplines,
    urgent_notices,
    language_list,
    owed_key_sentences,
    resolved_tokens,
    isolated_numbers,
    neutral_name,
    within_budget,
    no_other_host,
    well_formed,
    sourced_blocks,
)


def site_faults(snapshot: Snapshot, *, local: bool) -> list[str]:
    """Faults of the whole site, before anything is rendered."""
    return [
        *_origin_is_public(snapshot, local=local),
        *_nothing_waits(snapshot),
        *_exits_are_several(snapshot),
        *_addresses_are_there_once(snapshot),
        *_each_nation_has_its_helpline(snapshot),
        *_words_and_events_are_sourced(snapshot),
        *tool_faults(snapshot),
    ]


def _origin_is_public(snapshot: Snapshot, *, local: bool) -> list[str]:
    origin = snapshot.configuration.public_origin
    host = urlsplit(origin).hostname or ""
    at_home = host == "localhost" or host.startswith("127.") or host == "::1"
    if origin and at_home and not local:
        return [
            f"PUBLIC_ORIGIN is {origin}: links made from it would open on no phone. "
            "Set the site's public address, or publish with --local."
        ]
    return []


def _nothing_waits(snapshot: Snapshot) -> list[str]:
    return [
        f"{uid} waits for a check, and SHOW_DRAFTS does not allow English drafts"
        for uid in snapshot.waiting()
    ]


def _exits_are_several(snapshot: Snapshot) -> list[str]:
    return [
        f"{language.name} has {len(exits)} exit pages; at least 3 are needed"
        for language in snapshot.languages
        if len(exits := snapshot.configuration.exits_for(language.code)) < 3
    ]


def _addresses_are_there_once(snapshot: Snapshot) -> list[str]:
    slugs = [values["slug"] for values in snapshot.pages.values()]
    twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    faults = [f"two pages have the address “{slug}”" for slug in twice]
    return faults if "" in slugs else [*faults, "there is no home page"]


def _each_nation_has_its_helpline(snapshot: Snapshot) -> list[str]:
    lines = [values["helpline_for"] for _, values in snapshot.all_of("org")]
    return [
        f"{nation.label} has {lines.count(nation)} helplines; it needs exactly one"
        for nation in Nation
        if lines.count(nation) != 1
    ]


def _words_and_events_are_sourced(snapshot: Snapshot) -> list[str]:
    """They stand in lists and behind links, where no rule of a page looks."""
    resting = {
        f"{kind}:{name}": [claim for _, claim in values["citations"]]
        for kind in ("term", "event")
        for name, values in snapshot.all_of(kind)
    }
    bare = [f"{uid} {HAS_NONE}" for uid, claims in resting.items() if not claims]
    return bare + [
        f"{uid} cites {claim}, {MAY_NOT}"
        for uid, claims in resting.items()
        for claim in unsourced(snapshot, claims)
    ]
