"""Making the leaflets that are missing, in two processes.

Whoever is killed keeps what is made so far: a leaflet is a file and then a row. Of two
who make leaflets at once, the second is told so.
"""

from __future__ import annotations

import contextlib
import fcntl
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import django
from django.utils import timezone

from safety_site.guide.content import Json
from safety_site.handouts.leaflets import offering, saying, setting
from safety_site.handouts.models import Leaflet
from safety_site.publishing import contexts, files, packing
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.publish import Progress, quietly

PROCESSES = 2
# The extra [pdf].
NEEDED = ("typst", "pikepdf")
# A leaflet is carried over a poor line too.
MOST_BYTES = 150_000


class CannotMake(Exception):
    """Nothing was made. The message says why and what to do next."""


class Order(NamedTuple):
    page: str
    language: str
    said: Json


class Made(NamedTuple):
    order: Order
    data: bytes
    fault: str


def missing() -> list[Order]:
    """What the newest edition's pages should offer and nobody has made yet."""
    edition = packing.newest_edition()
    if edition is None:
        raise CannotMake("Nothing is published yet. Publish first.")
    snapshot = snapshots.take(edition.day, edition)
    if not snapshot.configuration.public_origin:
        raise CannotMake(
            "PUBLIC_ORIGIN is not set: a leaflet must say where its page is. Set it to "
            "the site's public address, then try again."
        )
    there = {words for words, row in offering.rows().items() if files.has(row)}
    orders: dict[str, Order] = {}
    for sheet in contexts.sheets(snapshot).values():
        for what, _, said in offering.wanted(snapshot, sheet):
            page = offering.CARDS if what == offering.CARDS else sheet.context["key"]
            orders[saying.digest_of(said)] = Order(page, sheet.language, said)
    return [order for words, order in orders.items() if words not in there]


def make(orders: list[Order], progress: Progress = quietly) -> list[str]:
    """Draw and keep them; the faults of those that could not be, in words."""
    if not all(map(_is_there, NEEDED)):
        raise CannotMake(
            "A package that draws the leaflets is not installed: typst or pikepdf. "
            "Run “python3 run.py leaflets”, which brings them (docs/operators.md)."
        )
    faults = []
    for done, made in enumerate(_drawn(orders), 1):
        order = made.order
        if made.fault:
            faults.append(f"{order.page} {order.language}: {made.fault}")
        else:
            keep(made)
        progress(done, len(orders))
    return faults


def _is_there(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ValueError:
        return False


def keep(made: Made) -> Leaflet:
    return Leaflet.objects.create(
        page=made.order.page,
        language=made.order.language,
        words=saying.digest_of(made.order.said),
        file=files.keep(made.data),
        length=len(made.data),
        created=timezone.now(),
    )


def _drawn(orders: list[Order]) -> Iterator[Made]:
    # New processes, not forks: typst has threads, which a fork would lack.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, context, initializer=django.setup) as pool:
        yield from pool.map(draw, orders, chunksize=4)


def draw(order: Order) -> Made:
    try:
        data = setting.pdf(order.said)
    except (setting.NotDrawn, LookupError) as error:
        return Made(order, b"", str(error))
    if len(data) > MOST_BYTES:
        return Made(order, b"", f"it has {len(data):,} bytes; {MOST_BYTES:,} may be")
    return Made(order, data, "")


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One at a time. The system frees the lock if the program dies."""
    with (folder / "lock-leaflets").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotMake(
                "Leaflets are being made already. Nothing was changed; wait for that."
            ) from None
        yield
