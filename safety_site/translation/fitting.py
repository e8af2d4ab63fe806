"""Values that pages can be made from: a list that names what the site knows, an address
that can be opened, a number that can be dialled.

Starter files are held to the same when they are read; here it is what people type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from safety_site.directory.models import Nation
from safety_site.directory.spoken import INTERPRETER, spoken
from safety_site.directory.subjects import Need, People
from safety_site.languages.registry import UnknownLanguage

DIALLED = re.compile(r"\+?[0-9]+")


def unfit(kind: str, values: Mapping[str, Any]) -> list[str]:
    """Each as a clause: "“mars” in nations". None where all of them fit."""
    # A claim may be about any country; readers are told its sources alone.
    named = (name for name in RULES if (kind, name) != ("claim", "nations"))
    return [fault for name in named for fault in _faults(name, values.get(name))]


def _faults(name: str, given: Any) -> Iterator[str]:
    for each in given if isinstance(given, list) else [given]:
        if each and not RULES[name](each):
            yield f"“{str(each)[:40]}” in {name}"


def _is_language(code: str) -> bool:
    if code == INTERPRETER:
        return True
    try:
        spoken(code)
    except UnknownLanguage:
        return False
    return True


def _is_address(text: str) -> bool:
    """Readers are led there: nothing but a page of the web."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https") and bool(host) and not re.search(r"\s", text)
    )


RULES: Mapping[str, Callable[[str], bool]] = {
    "nations": Nation.values.__contains__,
    "needs": Need.values.__contains__,
    "groups": People.values.__contains__,
    "languages": _is_language,
    "url": _is_address,
    "source_url": _is_address,
    "dialled": lambda text: bool(DIALLED.fullmatch(text)),
}
