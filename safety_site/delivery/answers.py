"""Answers worked out when a pack is opened: a request only looks one up."""

import mmap
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from safety_site.delivery.files import FileEntry
from safety_site.delivery.headers import Header
from safety_site.delivery.negotiation import SUFFIXES
from safety_site.delivery.pack import Pack, Stored

GZIP_WINDOW = 31
# What a 304 repeats: the browser keeps the rest of the answer it already has.
REPEATED = ("Cache-Control", "Vary", "Content-Security-Policy")
READING = "GET, HEAD"
LEAVING = "GET, HEAD, POST"


class Answer:
    """One page in one encoding."""

    __slots__ = ("data", "headers", "packed", "part", "status", "unchanged")

    def __init__(
        self,
        status: str,
        headers: list[Header],
        unchanged: list[Header],
        data: mmap.mmap,
        part: slice,
        packed: bool,
    ) -> None:
        self.status = status
        self.headers = headers
        self.unchanged = unchanged
        self.data = data
        self.part = part
        self.packed = packed

    def body(self) -> bytes:
        body = self.data[self.part]
        return zlib.decompress(body, GZIP_WINDOW) if self.packed else body


class Page:
    """A page in its encodings, in the order of `negotiation`'s numbers.

    `digest` is empty for a page that cannot be asked for conditionally: an error page
    is not the content of the address it answers.
    """

    __slots__ = ("answers", "digest")

    def __init__(self, digest: str, answers: tuple[Answer, Answer, Answer]) -> None:
        self.digest = digest
        self.answers = answers


@dataclass(frozen=True)
class Site:
    """Everything a request can be answered with. Replaced as a whole."""

    edition: int = 0
    # By PATH_INFO as WSGI gives it: UTF-8 bytes read as Latin-1, with and without
    # slash.
    pages: Mapping[str, Page] = field(default_factory=dict)
    # By language code; "" is the page in many languages.
    missing: Mapping[str, Page] = field(default_factory=dict)
    # For a number that is no short code.
    no_such_code: Page | None = None
    # By the methods that are allowed.
    refused: Mapping[str, Page] = field(default_factory=dict)
    # By PATH_INFO.
    files: Mapping[str, FileEntry] = field(default_factory=dict)


def site_of(pack: Pack, common: list[Header]) -> Site:
    pages: dict[str, Page] = {}
    missing: dict[str, Page] = {}
    refused: dict[str, Page] = {}
    # An address and its short code answer with one page: it is kept once.
    known: dict[tuple[str, int, tuple[Header, ...]], Page] = {}
    for path, entry in pack.entries.items():
        if path == "405":
            for allowed in (READING, LEAVING):
                extra = [*common, ("Allow", allowed)]
                refused[allowed] = page_of(entry, pack.data, extra)
        elif path == "404" or path.startswith("404/"):
            missing[path[4:]] = page_of(entry, pack.data, common)
        else:
            same = (entry.digest, entry.status, entry.headers)
            if same not in known:
                known[same] = page_of(entry, pack.data, common)
            page = known[same]
            plain = as_asked(path)
            pages[plain] = pages[plain.rstrip("/") + "/"] = page
    no_such_code = missing.pop("number", None)
    files = {as_asked(path): file for path, file in pack.files.items()}
    return Site(pack.edition, pages, missing, no_such_code, refused, files)


def as_asked(path: str) -> str:
    """A path as PATH_INFO gives it."""
    return path.encode().decode("latin-1")


def page_of(entry: Stored, data: mmap.mmap, common: list[Header]) -> Page:
    status = status_line(entry.status)
    answers = []
    forms = (("br", entry.brotli), ("gzip", entry.gzip), (None, entry.gzip))
    for suffix, (coding, part) in zip(SUFFIXES, forms, strict=True):
        headers = [*entry.headers, *common]
        if entry.status == HTTPStatus.OK:
            headers.append(("ETag", f'"{entry.digest}-{suffix}"'))
        unchanged = [header for header in headers if header[0] in (*REPEATED, "ETag")]
        length = part.stop - part.start if coding else entry.length
        if coding:
            headers.append(("Content-Encoding", coding))
        headers.append(("Content-Length", str(length)))
        packed = coding is None
        answers.append(Answer(status, headers, unchanged, data, part, packed))
    digest = entry.digest if entry.status == HTTPStatus.OK else ""
    return Page(digest, (answers[0], answers[1], answers[2]))


def status_line(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"
