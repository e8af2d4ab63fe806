"""Files of an edition: the whole, a part of it, and what is no part."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from safety_site.delivery.app import PublicSite
from safety_site.delivery.files import FILES_FOLDER, FileEntry
from safety_site.delivery.pack import Entry, write_pack
from tests.delivery.conftest import Serve
from tests.delivery.test_app import ask

BODY = bytes(range(256)) * 1000
DIGEST = sha256(BODY).hexdigest()
FILE = FileEntry("/en/answer.mp3", DIGEST, len(BODY), "audio/mpeg")


def stored(folder: Path) -> Path:
    path = folder / FILES_FOLDER / DIGEST
    path.parent.mkdir()
    path.write_bytes(BODY)
    return path


@pytest.fixture
def site(tmp_path: Path, entries: list[Entry]) -> PublicSite:
    stored(tmp_path)
    write_pack(tmp_path / "site.pack", 1, entries, [FILE])
    return PublicSite(tmp_path / "site.pack")


def test_a_file_is_answered_whole_and_says_that_it_has_parts(site: PublicSite) -> None:
    reply = ask(site, FILE.path)
    assert (reply.status, reply.body) == ("200 OK", BODY)
    assert reply.headers["Content-Type"] == "audio/mpeg"
    assert reply.headers["Content-Length"] == str(len(BODY))
    assert reply.headers["Accept-Ranges"] == "bytes"
    assert reply.headers["Cache-Control"] == "private, no-cache"
    assert "Content-Encoding" not in reply.headers


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, len(BODY) - 1),
        ("bytes=0-1", 0, 1),
        ("bytes=5-5", 5, 5),
        ("bytes=100-99999999", 100, len(BODY) - 1),
        ("bytes=-10", len(BODY) - 10, len(BODY) - 1),
        ("bytes=-99999999", 0, len(BODY) - 1),
        ("Bytes=7-9", 7, 9),
    ],
)
def test_a_part_is_answered_as_asked(
    site: PublicSite, asked: str, first: int, last: int
) -> None:
    reply = ask(site, FILE.path, HTTP_RANGE=asked)
    assert reply.status == "206 Partial Content"
    assert reply.body == BODY[first : last + 1]
    assert reply.headers["Content-Range"] == f"bytes {first}-{last}/{len(BODY)}"
    assert reply.headers["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", [f"bytes={len(BODY)}-", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(site: PublicSite, asked: str) -> None:
    reply = ask(site, FILE.path, HTTP_RANGE=asked)
    assert (reply.status, reply.body) == ("416 Requested Range Not Satisfiable", b"")
    assert reply.headers["Content-Range"] == f"bytes */{len(BODY)}"


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=0-1,4-5",
        "lines=0-1",
        "é",
        f"bytes={'9' * 5000}-",
    ],
)
def test_what_is_not_understood_gets_the_whole(site: PublicSite, asked: str) -> None:
    assert ask(site, FILE.path, HTTP_RANGE=asked).status == "200 OK"


def test_a_part_of_another_file_is_not_mixed_in(site: PublicSite) -> None:
    other = ask(site, FILE.path, HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE='"other"')
    same = ask(site, FILE.path, HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE=f'"{DIGEST}"')
    assert (other.status, same.status) == ("200 OK", "206 Partial Content")


@pytest.mark.parametrize("known", [f'"{DIGEST}"', f'W/"{DIGEST}"', f'"a", "{DIGEST}"'])
def test_who_has_the_file_is_told_so(site: PublicSite, known: str) -> None:
    reply = ask(site, FILE.path, HTTP_IF_NONE_MATCH=known)
    assert (reply.status, reply.body) == ("304 Not Modified", b"")
    assert reply.headers["ETag"] == f'"{DIGEST}"'


def test_head_reads_nothing_and_posting_is_refused(site: PublicSite) -> None:
    head = ask(site, FILE.path, "HEAD", HTTP_RANGE="bytes=0-1")
    assert (head.status, head.body) == ("200 OK", b"")
    refused = ask(site, FILE.path, "POST")
    assert refused.status == "405 Method Not Allowed"
    assert refused.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"cut")])
def test_a_file_that_is_not_whole_is_not_found(
    site: PublicSite, tmp_path: Path, harm, caplog: pytest.LogCaptureFixture
) -> None:
    harm(tmp_path / FILES_FOLDER / DIGEST)
    reply = ask(site, FILE.path)
    assert reply.status == "404 Not Found"
    assert b"in English" in reply.body
    assert "gone or cut short" in caplog.text


def test_the_server_sends_parts_on_a_connection_that_stays(
    tmp_path: Path, entries: list[Entry], serve: Serve
) -> None:
    stored(tmp_path)
    write_pack(tmp_path / "site.pack", 1, entries, [FILE])
    with serve(tmp_path) as served, served.connect() as connection:
        for first in (0, 100_000):
            asked = (
                f"GET {FILE.path} HTTP/1.1\r\nHost: a\r\nRange: bytes={first}-\r\n\r\n"
            )
            connection.sendall(asked.encode())
            received = b""
            while len(received.partition(b"\r\n\r\n")[2]) < len(BODY) - first:
                received += connection.recv(65536)
            assert received.startswith(b"HTTP/1.1 206")
            assert received.endswith(BODY[first:])
