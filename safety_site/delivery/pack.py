"""The pack: one file that holds every page of an edition, compressed ahead.

Layout: a fixed head (magic, version, length and SHA-256 of the index), the index as
JSON (edition, entries, files, size and SHA-256 of the data), then the data. No byte of
the pack is outside a digest or a comparison, so a single flipped bit is noticed on
opening. Files are only named: they lie beside the pack (`delivery.files`).

`Pack.open` fills a memory map of its own rather than mapping the file itself: a file
that somebody shortens or overwrites in place would otherwise change pages already
verified, or kill the worker that touches them. Workers forked after opening share that
memory.
"""

import gzip
import json
import mmap
import os
import re
import struct
import tempfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

import brotli

from safety_site.delivery.files import FileEntry

MAGIC = b"SITEPACK"
VERSION = 2
HEAD = struct.Struct(">8sHQ32s")
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
HEADER_VALUE = re.compile(r"[\x20-\x7e]*")
DIGEST = re.compile(r"[0-9a-f]{64}")


class PackError(Exception):
    """A pack cannot be written or trusted. The text is a sentence for the operator."""


@dataclass(frozen=True)
class Entry:
    """One page as publishing hands it over.

    `path` has no final slash; "404", "404/<language>", "404/number" (no short code) and
    "405" are the special ones.
    `headers` are only those special to the page. `digest` is the SHA-256, in hex, of
    the body before compression.
    """

    path: str
    status: int
    headers: tuple[tuple[str, str], ...]
    digest: str
    brotli: bytes
    gzip: bytes


@dataclass(frozen=True)
class Stored:
    """An entry of an open pack; `brotli` and `gzip` are slices for `Pack.data`."""

    path: str
    status: int
    headers: tuple[tuple[str, str], ...]
    digest: str
    length: int
    brotli: slice
    gzip: slice


@dataclass(frozen=True)
class Index:
    """What a pack holds, pages and files by path."""

    edition: int
    entries: Mapping[str, Stored]
    files: Mapping[str, FileEntry]


class Pack:
    """An open pack, verified wholly. Reading from it needs no file."""

    def __init__(self, index: "Index", data: mmap.mmap) -> None:
        self.edition = index.edition
        self.entries = index.entries
        self.files = index.files
        self.data = data

    @classmethod
    def open(cls, path: Path) -> "Pack":
        """Read and verify the pack at `path`; PackError when missing or damaged."""
        data = read_into_memory(path)
        try:
            index = read_index(data)
        except PackError as error:
            raise PackError(
                f"The pack {path} cannot be used: {error}. Publish again to write a new"
                " one; a site that is running goes on with the pages it has."
            ) from None
        return cls(index, data)

    def entry(self, path: str) -> Entry:
        """The entry as it was written; KeyError for a path that is not there."""
        stored = self.entries[path]
        return Entry(
            path=stored.path,
            status=stored.status,
            headers=stored.headers,
            digest=stored.digest,
            brotli=self.data[stored.brotli],
            gzip=self.data[stored.gzip],
        )

    def verify(self) -> int:
        """Decompress and re-hash both forms of every page; the number of pages.

        Opening has already compared the stored bytes; this also proves that they
        decompress to the page that the digest names.
        """
        for path in self.entries:
            identity_of(self.entry(path))
        return len(self.entries)


def write_pack(
    path: Path,
    edition: int,
    entries: Iterable[Entry],
    files: Iterable[FileEntry] = (),
) -> None:
    """Write the pack beside `path` and put it in place in one step.

    Readers see the old file or the new one, never a part. PackError leaves the old one
    untouched and no temporary file behind.
    """
    content = assemble(edition, entries, files)
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            # Readable for a web worker that runs as another user.
            os.fchmod(file.fileno(), 0o644)
            for piece in content:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        Pack.open(temporary)
        os.replace(temporary, path)
        temporary = None
        keep_folder(path.parent)
    except OSError as error:
        raise PackError(
            f"The pack could not be written: {error.strerror or type(error).__name__}."
            f" The pages served until now stay as they are. Look at the free space and"
            f" the rights of {path.parent}, then publish again."
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def assemble(
    edition: int, entries: Iterable[Entry], files: Iterable[FileEntry]
) -> list[bytes]:
    places: dict[bytes, int] = {}
    rows: dict[str, dict[str, object]] = {}
    end = 0
    for entry in entries:
        check(entry)
        if entry.path in rows:
            raise PackError(f"Two pages have the path {entry.path}.")
        row: dict[str, object] = {
            "path": entry.path,
            "status": entry.status,
            "headers": entry.headers,
            "digest": entry.digest,
            "length": len(identity_of(entry)),
        }
        for form, body in (("brotli", entry.brotli), ("gzip", entry.gzip)):
            if body not in places:
                places[body] = end
                end += len(body)
            row[form] = [places[body], len(body)]
        rows[entry.path] = row
    if not rows:
        raise PackError("An edition without pages cannot be packed.")
    data = b"".join(places)
    index = json.dumps(
        {
            "edition": edition,
            "size": len(data),
            "data": sha256(data).hexdigest(),
            "entries": list(rows.values()),
            "files": list(files),
        },
        separators=(",", ":"),
        sort_keys=True,
    ).encode()
    head = HEAD.pack(MAGIC, VERSION, len(index), sha256(index).digest())
    return [head, index, data]


def check(entry: Entry) -> None:
    """Refuse what would only fail later, in front of a reader."""
    if not 200 <= entry.status <= 599:
        raise PackError(f"{entry.path} has the status {entry.status}.")
    if not DIGEST.fullmatch(entry.digest):
        raise PackError(f"{entry.path} has a digest that is not a SHA-256 in hex.")
    for name, value in entry.headers:
        if not (HEADER_NAME.fullmatch(name) and HEADER_VALUE.fullmatch(value)):
            raise PackError(f"{entry.path} has a header that cannot be sent: {name!r}.")


def identity_of(entry: Entry) -> bytes:
    """The page before compression; PackError unless both forms hold what it names."""
    try:
        forms = (brotli.decompress(entry.brotli), gzip.decompress(entry.gzip))
    except (brotli.error, OSError, EOFError, zlib.error) as error:
        raise PackError(f"{entry.path} cannot be decompressed.") from error
    for body in forms:
        if sha256(body).hexdigest() != entry.digest:
            raise PackError(f"{entry.path} does not hold what its digest says.")
    return forms[0]


def read_into_memory(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size == 0:
                raise PackError(f"The pack {path} is empty. Publish again.")
            data = mmap.mmap(-1, size)
            if file.readinto(data) != size:
                raise PackError(f"The pack {path} changed while it was read.")
    except OSError as error:
        raise PackError(f"The pack {path} cannot be read: {error.strerror}.") from error
    return data


def read_index(data: mmap.mmap) -> Index:
    if len(data) < HEAD.size:
        raise PackError("it is cut short")
    magic, version, length, digest = HEAD.unpack(data[: HEAD.size])
    if magic != MAGIC:
        raise PackError("it is not a pack")
    if version != VERSION:
        raise PackError(f"it has format {version}, this program reads {VERSION}")
    start = HEAD.size + length
    if start > len(data):
        raise PackError("it is cut short")
    index = data[HEAD.size : start]
    if sha256(index).digest() != digest:
        raise PackError("its index is damaged")
    try:
        known = json.loads(index)
        with memoryview(data) as view, view[start:] as body:
            if len(body) != known["size"]:
                raise PackError("it is cut short or too long")
            if sha256(body).hexdigest() != known["data"]:
                raise PackError("its pages are damaged")
        entries = [stored(row, start, known["size"]) for row in known["entries"]]
        files = [FileEntry(*row) for row in known["files"]]
        edition = int(known["edition"])
    except (ValueError, KeyError, TypeError) as error:
        raise PackError("its index cannot be understood") from error
    return Index(
        edition,
        MappingProxyType({entry.path: entry for entry in entries}),
        MappingProxyType({file.path: file for file in files}),
    )


def stored(row: dict[str, Any], start: int, size: int) -> Stored:
    def part(form: str) -> slice:
        offset, length = row[form]
        if offset < 0 or length < 0 or offset + length > size:
            raise ValueError(form)
        return slice(start + offset, start + offset + length)

    return Stored(
        path=row["path"],
        status=row["status"],
        headers=tuple((name, value) for name, value in row["headers"]),
        digest=row["digest"],
        length=row["length"],
        brotli=part("brotli"),
        gzip=part("gzip"),
    )


def keep_folder(folder: Path) -> None:
    """Make the new name survive a power cut, not only the new content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
