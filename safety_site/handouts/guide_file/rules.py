"""What stops a guide in one file. Its pages were asked before; this asks the whole."""

from __future__ import annotations

import re

from safety_site.publishing.kinds.workers import MOST_MEGABYTES
from safety_site.publishing.reading import REQUESTING, read
from safety_site.publishing.sensitive import sensitive_in
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.validation import (
    Finished,
    isolated_numbers,
    no_other_host,
    well_formed,
)

# Bytes with brotli, and on the phone.
MOST_SENT = 150_000
MOST_KEPT = MOST_MEGABYTES * 1_000_000
# What is put around the pages.
FRAME_RULES = (isolated_numbers, no_other_host, well_formed)
ID = re.compile(r' id="([^"]*)"')
INSIDE = re.compile(r' (?:xlink:)?href="#([^"]*)"')
# A mark is drawn from another part of the file.
ASKING = re.compile(rf'<[a-z][^>]* (?:{"|".join(REQUESTING)})="(?!#)')
LEADING = re.compile(r' href="(/[^"]*)"')


def faults(sheet: Sheet, frame: str, text: str, name: str, weight: int) -> list[str]:
    """`frame` is the file without its pages, `name` that under which it is saved."""
    page = Finished(sheet, frame, weight, read(frame))
    title = page.reading.text_of("title")
    return [
        *(fault for rule in FRAME_RULES for fault in rule(page)),
        *_neutral(sheet.language, title, name),
        *_light(len(text.encode()), weight),
        *_asks_for_nothing(text),
        *_leads_somewhere(text),
    ]


def _neutral(language: str, title: str, name: str) -> list[str]:
    return [
        f"the {where} holds the sensitive word “{word}”"
        for where, shown in (("title", title), ("name of the file", name))
        for word in sensitive_in(shown, language)
    ]


def _light(kept: int, sent: int) -> list[str]:
    return [
        f"it weighs {weight:,} bytes {where}; the budget is {most:,}"
        for where, weight, most in (
            ("with brotli", sent, MOST_SENT),
            ("on the phone", kept, MOST_KEPT),
        )
        if weight > most
    ]


def _asks_for_nothing(text: str) -> list[str]:
    found = ["it holds a script"] if "<script" in text else []
    if asking := ASKING.search(text):
        found.append(f"{asking.group()}… asks for a file")
    if leading := LEADING.search(text):
        found.append(f"a link leads to {leading[1]}, which is not in the file")
    return found


def _leads_somewhere(text: str) -> list[str]:
    names = ID.findall(text)
    there = set(names)
    lost = sorted(set(INSIDE.findall(text)) - there)
    twice = (
        sorted({n for n in there if names.count(n) > 1})
        if len(names) > len(there)
        else []
    )
    return [f"a link leads to “{name}”, which is not there" for name in lost] + [
        f"the id “{name}” stands twice" for name in twice
    ]
