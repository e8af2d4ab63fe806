"""The rules of each language, read once from `rules.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("rules.yaml")


@dataclass(frozen=True)
class Rules:
    """Of one language; empty where nobody has written any.

    `letters`: those that it does not have, and why. `punctuation`: patterns of marks
    that belong elsewhere. `forbidden`: patterns of words that mislead. `numbers`:
    patterns for English number words. `terms`: patterns that an English term asks for.
    """

    scripts: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    punctuation: Mapping[str, str] = field(default_factory=dict)
    forbidden: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)


@cache
def rules(code: str) -> Rules:
    return Rules(**_all().get(code, {}))


@cache
def _all() -> dict[str, dict[str, Any]]:
    made: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))
    return made
