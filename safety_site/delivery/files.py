"""Files of an edition that are too large for memory: on disk, named by their digest.

The pack names them, so that pages and files change in one step. They are answered in
parts where a phone asks for a part (RFC 9110 §14), and are not compressed again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, NamedTuple

from safety_site.delivery.headers import Header

# Beside the pack.
FILES_FOLDER = "files"
# Bytes read from the disk at a time.
PIECE = 1 << 16
RANGE = re.compile(r"bytes= *([0-9]{0,15})-([0-9]{0,15}) *", re.IGNORECASE)
POLICY = "default-src 'none'"
# Older browsers draw a PDF with an object and a style of their own, and ask the policy
# of the PDF itself.
POLICIES = {
    "application/pdf": f"{POLICY}; object-src 'self'; style-src 'unsafe-inline'",
}
# What a 304 repeats; the rest tells of a body that it does not have.
REPEATED = ("Cache-Control", "Vary", "Content-Security-Policy", "ETag")


class FileEntry(NamedTuple):
    """A file of an edition: where it is answered, what it is, and its bytes."""

    path: str
    digest: str
    length: int
    media_type: str


@dataclass(frozen=True)
class Answered:
    status: HTTPStatus
    headers: list[Header]
    part: range


def path_of(folder: Path, digest: str) -> Path:
    return folder / digest


def answer_for(
    file: FileEntry, common: list[Header], request: Mapping[str, str]
) -> Answered:
    """What to answer to a WSGI request: all of the file, a part of it, or neither."""
    tag = f'"{file.digest}"'
    headers = [
        ("Content-Type", file.media_type),
        ("Content-Security-Policy", POLICIES.get(file.media_type, POLICY)),
        ("Accept-Ranges", "bytes"),
        ("ETag", tag),
        *common,
    ]
    if _names(request.get("HTTP_IF_NONE_MATCH", ""), tag):
        repeated = [header for header in headers if header[0] in REPEATED]
        return Answered(HTTPStatus.NOT_MODIFIED, repeated, range(0))
    whole = range(file.length)
    # A part of what the phone has, only if that is still the same file.
    is_same = request.get("HTTP_IF_RANGE", tag) == tag
    may_part = is_same and request["REQUEST_METHOD"] == "GET"
    part = asked_part(request.get("HTTP_RANGE", ""), whole) if may_part else None
    if part is None:
        length = ("Content-Length", str(file.length))
        return Answered(HTTPStatus.OK, [*headers, length], whole)
    if not part:
        none = [("Content-Range", f"bytes */{file.length}"), ("Content-Length", "0")]
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return Answered(status, [*headers, *none], part)
    shown = f"bytes {part.start}-{part.stop - 1}/{file.length}"
    headers += [("Content-Range", shown), ("Content-Length", str(len(part)))]
    return Answered(HTTPStatus.PARTIAL_CONTENT, headers, part)


def asked_part(header: str, whole: range) -> range | None:
    """The one part that a player asks for; empty where the file has no such part.

    None for whatever else is asked (several parts, another unit): the whole is an
    answer to that too.
    """
    match = RANGE.fullmatch(header)
    first, last = match.groups() if match else ("", "")
    if first:
        stop = int(last) + 1 if last else len(whole)
        return whole[int(first) : stop] if int(first) < stop or not last else None
    if last:
        return whole[-int(last) :] if int(last) else whole[:0]
    return None


def opened(path: Path, length: int) -> BinaryIO | None:
    """The file, if it is there and as long as it should be."""
    try:
        file = path.open("rb")
    except OSError:
        return None
    if os.fstat(file.fileno()).st_size == length:
        return file
    file.close()
    return None


def pieces(file: BinaryIO, part: range) -> Iterator[bytes]:
    """The bytes of a part, a piece at a time; closes the file."""
    with file:
        file.seek(part.start)
        left = len(part)
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _names(header: str, tag: str) -> bool:
    members = (member.strip().removeprefix("W/") for member in header.split(","))
    return header.strip() == "*" or tag in members
