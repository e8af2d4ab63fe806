"""From the newest edition to the file that web workers serve."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from safety_site.delivery.pack import Entry, Pack, PackError, write_pack
from safety_site.publishing import manifest
from safety_site.publishing.models import Blob, Edition


def newest_edition() -> Edition | None:
    return Edition.objects.order_by("-number").first()


def newest_number() -> int:
    """0 before the first edition."""
    numbers = Edition.objects.order_by("-number").values_list("number", flat=True)
    return numbers.first() or 0


def pack_is_current(path: Path | None = None) -> bool:
    """Whether the pack is whole and holds the newest edition."""
    try:
        return Pack.open(path or settings.PACK_PATH).edition == newest_number()
    except PackError:
        return False


def keep_current(path: Path | None = None) -> bool:
    """Write the pack if it is not that of the newest edition; whether it was
    written.
    """
    if newest_edition() is None or pack_is_current(path):
        return False
    write_newest(path)
    return True


def write_newest(path: Path | None = None) -> None:
    """Write the newest edition's pack in one step.

    Raises PackError; the old pack then stays.
    """
    path = path or settings.PACK_PATH
    with one_at_a_time(path):
        edition = newest_edition()
        if edition is None:
            raise PackError("There is no edition yet. Publish one first.")
        files = manifest.files(manifest.leaves(edition.manifest))
        remove_left_over(path)
        write_pack(path, edition.number, entries(edition), files)


def remove_left_over(path: Path) -> None:
    """Of a writer that was killed. Nobody else writes while we hold the lock."""
    for left in path.parent.glob(f".{path.name}.*"):
        with suppress(OSError):
            left.unlink()


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Of two writers, the second reads the newest edition once the first has
    written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_suffix(".lock").open("w")
    except OSError as error:
        raise PackError(
            f"The pack could not be written: {error.strerror}. The pages served until "
            f"now stay as they are. Look at the rights of {path.parent}."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def entries(edition: Edition) -> Iterator[Entry]:
    pages = manifest.answers(edition.manifest)
    wanted = {leaf.digest for leaf in pages.values()}
    blobs = {
        blob.digest: (bytes(blob.brotli), bytes(blob.gzip))
        for blob in stored_blobs(wanted)
    }
    for path, leaf in pages.items():
        if leaf.digest not in blobs:
            raise PackError(
                f"The blob of {path} is not in the database. The pages served until "
                "now stay as they are. Run “verify”, then restore a backup."
            )
        brotli, gzip = blobs[leaf.digest]
        yield Entry(path, leaf.status, leaf.headers, leaf.digest, brotli, gzip)


def stored_blobs(digests: set[str]) -> Iterator[Blob]:
    names = sorted(digests)
    # Databases limit the parameters of one query.
    for start in range(0, len(names), 500):
        yield from Blob.objects.filter(digest__in=names[start : start + 500])
