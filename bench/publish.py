"""`python -m bench.publish`: CPU time of a cold publish of all enabled languages.

Reads the released content of `DATA_DIR` (after `prepare`), renders every page anew, in
as many processes as publishing uses, and writes nothing. A time depends on the machine:
it is printed beside that of an empty loop, and never asserted.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from statistics import mean, median
from typing import Any

import django

TURNS = 10_000_000


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safety_site.settings")
    django.setup()
    from django.utils import timezone

    from safety_site.publishing import contexts
    from safety_site.publishing import snapshot as snapshots

    began = time.process_time()
    sheets = list(contexts.sheets(snapshots.take(timezone.localdate())).values())
    made = time.process_time() - began
    processes = os.cpu_count() or 1
    began = time.perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        spent = list(pool.map(_cost, sheets, chunksize=20))
    wall = time.perf_counter() - began
    print(f"An empty loop of {TURNS:,} turns: {_empty_loop():.2f} CPU s")
    print(f"Contexts of {len(sheets)} pages: {made:.1f} CPU s, before any is drawn")
    print(
        f"{processes} processes: {sum(c for _, c in spent):.1f} CPU s in {wall:.1f} s"
    )
    for language, costs in _by_language(spent):
        usual, each = 1000 * median(costs), 1000 * mean(costs)
        print(
            f"{language:4} {len(costs):5} pages, median {usual:.1f} ms, mean {each:.1f}"
        )


def _cost(sheet: Any) -> tuple[str, float]:
    """Language and CPU seconds of one page, validated and compressed."""
    from safety_site.publishing.rendering import render

    began = time.process_time()
    render(sheet)
    return sheet.language, time.process_time() - began


def _by_language(
    spent: Iterable[tuple[str, float]],
) -> Iterator[tuple[str, list[float]]]:
    found: dict[str, list[float]] = defaultdict(list)
    for language, cost in spent:
        found[language].append(cost)
    yield from found.items()
    yield "all", [cost for costs in found.values() for cost in costs]


def _empty_loop() -> float:
    began = time.process_time()
    for _ in range(TURNS):
        pass
    return time.process_time() - began


if __name__ == "__main__":
    main()
