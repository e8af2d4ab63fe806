"""Answers made from finished pages, such as the whole guide in one file.

Each is one more answer of the edition. It follows the pages in that edition, so that
none can be older than the pages it was made from, and it is made again only when one
of them has other bytes.
"""

from __future__ import annotations

import gzip
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from itertools import starmap
from typing import NamedTuple

import brotli

from safety_site.delivery.pack import PackError
from safety_site.guide.content import Json
from safety_site.publishing import packing
from safety_site.publishing.digests import input_digest
from safety_site.publishing.manifest import Leaf
from safety_site.publishing.rendering import Header, Rendered, compressed
from safety_site.publishing.sheet import Sheet
from safety_site.translation.freezing import digest

# How hard they are compressed, and from how many bytes on harder: a tenth less costs
# ten times as long, and thirty times the next.
QUALITIES = ((0, 9), (120_000, 10), (146_000, 11))

Digests = Mapping[str, str]
"""Of each finished page by its stored path, the name of its blob."""


class Written(NamedTuple):
    """`faults_at` is asked with the weight, in bytes with brotli."""

    text: str
    headers: tuple[Header, ...]
    faults_at: Callable[[int], list[str]]


class Kind(NamedTuple):
    """`sheets` names in each context, under "pages", the digests of the pages that it
    is made from: [[path, digest], …]. `write` gets their HTML by path.
    """

    sheets: Callable[[Mapping[str, Sheet], Digests], Iterator[Sheet]]
    write: Callable[[Sheet, Mapping[str, str]], Written]


# By template. Apps to the right register theirs in `AppConfig.ready()`.
KINDS: dict[str, Kind] = {}


def made(
    sheets: Mapping[str, Sheet],
    pages: Mapping[str, Leaf],
    new: Mapping[str, Rendered],
    before: Mapping[str, Leaf],
) -> Iterator[tuple[Leaf, Rendered | None, str]]:
    """Each with its leaf and path; with its bytes where they are not those `before`.

    `new` are the bytes of pages that are not stored yet, by digest.
    """
    digests = {path: pages[path].digest for path in sheets if path in pages}
    changed: list[tuple[Sheet, dict[str, bytes]]] = []
    for kind in KINDS.values():
        for sheet in kind.sheets(sheets, digests):
            last = before.get(sheet.path)
            if last and last.input == input_digest(sheet):
                yield last, None, sheet.path
            else:
                changed.append((sheet, _small(sheet.context, new)))
    for (sheet, _), done in zip(changed, _all_rendered(changed), strict=True):
        yield _leaf(sheet, done), done, sheet.path


def _all_rendered(
    changed: Sequence[tuple[Sheet, dict[str, bytes]]],
) -> Iterator[Rendered]:
    processes = min(os.cpu_count() or 1, len(changed), 8)
    if processes < 2:
        yield from starmap(render, changed)
        return
    with ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context("fork")
    ) as pool:
        yield from pool.map(render, *zip(*changed, strict=True))


def render(sheet: Sheet, small: Mapping[str, bytes]) -> Rendered:
    """From the pages with brotli, by path, in their order."""
    pages = {path: brotli.decompress(body).decode() for path, body in small.items()}
    written = KINDS[sheet.template].write(sheet, pages)
    body = written.text.encode()
    weighed = compressed(body, QUALITIES)
    return Rendered(
        path=sheet.path,
        digest=sha256(body).hexdigest(),
        brotli=weighed,
        gzip=gzip.compress(body, 9, mtime=0),
        headers=written.headers,
        faults=[f"{sheet.path}: {fault}" for fault in written.faults_at(len(weighed))],
    )


def _leaf(sheet: Sheet, done: Rendered) -> Leaf:
    return Leaf(
        digest=done.digest,
        input=input_digest(sheet),
        context=digest(sheet.context),
        status=sheet.status,
        headers=done.headers,
    )


def _small(context: Json, new: Mapping[str, Rendered]) -> dict[str, bytes]:
    """Raises PackError when a page is not there to be read."""
    wanted = {name for _, name in context["pages"]}
    small = {name: new[name].brotli for name in wanted if name in new}
    for blob in packing.stored_blobs(wanted - small.keys()):
        small[blob.digest] = bytes(blob.brotli)
    try:
        return {path: small[name] for path, name in context["pages"]}
    except KeyError as error:
        raise PackError(
            "The blob of a page is not in the database, so the guide in one file "
            "cannot be made. The pages served until now stay as they are. Run "
            "“verify”, then publish."
        ) from error
