"""The folder of files: each stored once, under the SHA-256 of its bytes, for good.

Editions name them, and an older edition may be chosen again: nothing is taken away.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from django.conf import settings

from safety_site.delivery.files import FILES_FOLDER, path_of
from safety_site.delivery.pack import keep_folder


class Kept(Protocol):
    """A row that names a file by its digest, with its length in bytes."""

    file: str
    length: int


HasFile = Callable[[Kept], bool]


def place_of(digest: str) -> Path:
    return path_of(settings.PACK_PATH.parent / FILES_FOLDER, digest)


def keep(data: bytes) -> str:
    """Store bytes under their digest, which is given back. Raises OSError.

    Whoever is killed meanwhile leaves the file whole, or not there.
    """
    digest = sha256(data).hexdigest()
    path = place_of(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), 0o644)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    keep_folder(path.parent)
    return digest


def is_there(digest: str, length: int) -> bool:
    path = place_of(digest)
    return path.is_file() and path.stat().st_size == length


def has(kept: Kept) -> bool:
    return is_there(kept.file, kept.length)


def is_whole(digest: str) -> bool:
    """Whether its bytes are those that were stored: reads all of it."""
    try:
        with place_of(digest).open("rb") as file:
            return sha256(file.read()).hexdigest() == digest
    except OSError:
        return False
