"""How far each bundle is in each language: the table of the first screen, and lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from safety_site.staff.desk.bundles import bundle_of
from safety_site.staff.desk.overview import overview
from safety_site.staff.desk.state import State
from safety_site.translation.models import ENGLISH, VALUES


class Cell(NamedTuple):
    """A bundle in a language: how many texts are in each state, the neediest first."""

    language: str
    counts: list[tuple[State, int]]

    def count(self, *wanted: State) -> int:
        return sum(number for state, number in self.counts if state in wanted)

    @property
    def to_translate(self) -> int:
        return self.count(State.MISSING, State.OUTDATED)

    @property
    def to_check(self) -> int:
        return self.count(State.WAITING, State.MACHINE_DRAFT)


class Row(NamedTuple):
    bundle: str
    cells: list[Cell]

    @property
    def kind(self) -> str:
        return self.bundle.partition(":")[0]


def table(languages: Sequence[str]) -> list[Row]:
    """Every bundle in some languages, however many there are."""
    return rows_of(overview(languages).states, languages)


def rows_of(
    states: Mapping[tuple[str, str], State], languages: Sequence[str]
) -> list[Row]:
    """In English, values (numbers, sources, order) count beside texts."""
    counts: dict[tuple[str, str], Counter[State]] = defaultdict(Counter)
    for (uid, language), state in states.items():
        code = ENGLISH if language == VALUES else language
        counts[bundle_of(uid), code][state] += 1
    bundles = sorted({bundle for bundle, _ in counts}, key=_order)
    return [
        Row(bundle, [_cell(code, counts[bundle, code]) for code in languages])
        for bundle in bundles
    ]


def totals(rows: Sequence[Row], languages: Sequence[str]) -> list[Cell]:
    """Of all bundles together, by language."""
    whole = [Counter[State]() for _ in languages]
    for row in rows:
        for counted, cell in zip(whole, row.cells, strict=True):
            counted.update(dict(cell.counts))
    return [_cell(code, c) for code, c in zip(languages, whole, strict=True)]


def _cell(language: str, counted: Counter[State]) -> Cell:
    return Cell(language, [(s, counted[s]) for s in State if counted[s]])


KINDS = ("key", "page", "body", "tool", "term", "event", "org", "fact", "claim")


def _order(bundle: str) -> tuple[int, str]:
    kind, _, name = bundle.partition(":")
    return (KINDS.index(kind) if kind in KINDS else len(KINDS), name)
