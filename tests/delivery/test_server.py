"""The site under real gunicorn: hostile requests, and what the log keeps of them."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from safety_site.delivery.last_resort import FILE
from tests.delivery.conftest import Serve, Served, wait_for

MARKER = "MARKER"
RESORT = FILE.read_bytes()
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\dh UTC [A-Z]+ \[\d+\] [a-z_.]+: .+")
HEADERS = f"Host: {MARKER}\r\nUser-Agent: {MARKER}\r\nCookie: {MARKER}\r\n"
LONG = MARKER * 10_000


@pytest.fixture(autouse=True)
def quiet(served: Served) -> Iterator[None]:
    """After every test here, whatever it sent."""
    yield
    no_trace(served.log)
    assert "withheld" not in served.log


def no_trace(printed: str) -> None:
    assert MARKER not in printed
    assert "127.0.0.1" not in printed
    assert "Traceback" not in printed
    for told in printed.splitlines():
        assert LINE.fullmatch(told), told


def test_a_page_comes_whole_and_the_server_does_not_name_itself(
    served: Served,
) -> None:
    answered = served.get("/en/answer/?q=MARKER", "Accept-Encoding: br")

    assert answered.status == 200
    assert answered.header("Server") == "web"
    assert answered.header("Content-Length") == str(len(answered.body))
    assert answered.header("Set-Cookie") is None
    assert "gunicorn" not in answered.head


def test_a_repeat_visit_costs_little(served: Served) -> None:
    tag = served.get("/en").header("ETag")
    answered = served.get("/en", f"If-None-Match: {tag}")

    assert answered.status == 304
    assert answered.body == b""
    assert len(answered.head) < 600


def test_a_proxy_of_ours_may_say_https_and_no_more(served: Served) -> None:
    answered = served.get("/en", "X-Forwarded-Proto: https", f"SCRIPT_NAME: /{MARKER}")

    assert answered.status == 200
    assert answered.header("Strict-Transport-Security")
    assert served.get("/en").header("Strict-Transport-Security") is None


@pytest.mark.parametrize(
    "path",
    [
        f"/../{MARKER}",
        f"/en/%2e%2e/{MARKER}",
        f"/{MARKER}%00",
        f"/{MARKER}%ff%fe",
        f"/{MARKER}\\..\\x",
        f"/{MARKER}?{MARKER}#{MARKER}",
        f"//{MARKER}/",
        f"http://site/{MARKER}",
        f"/en/%0d%0aSet-Cookie:{MARKER}",
    ],
)
def test_a_hostile_path_is_a_plain_404(served: Served, path: str) -> None:
    answered = served.get(path)

    assert answered.status == 404
    assert answered.header("Content-Security-Policy")
    assert MARKER not in answered.head
    assert MARKER.encode() not in answered.body


UNREADABLE = {
    "no version": f"GET /{MARKER}\r\n\r\n",
    "bad version": f"GET /{MARKER} HTTP/9.9\r\n\r\n",
    "bad method": f"get{MARKER} / HTTP/1.1\r\n\r\n",
    "raw null": f"GET /{MARKER}\0 HTTP/1.1\r\n{HEADERS}\r\n",
    "raw bytes": f"GET /{MARKER}\xff\xfe HTTP/1.1\r\n{HEADERS}\r\n",
    "nonsense": f"\x16\x03\x01{MARKER}\r\n\r\n",
    "bare line feed": f"GET /{MARKER} HTTP/1.1\nHost: {MARKER}\n\n",
    "60 kB path": f"GET /{LONG} HTTP/1.1\r\n{HEADERS}\r\n",
    "60 kB header": f"GET / HTTP/1.1\r\nX-A: {LONG}\r\n\r\n",
    "many headers": "GET / HTTP/1.1\r\n" + f"X-A: {MARKER}\r\n" * 100 + "\r\n",
    "header name": f"GET / HTTP/1.1\r\nX {MARKER}: a\r\n\r\n",
    "header without colon": f"GET / HTTP/1.1\r\n{MARKER}\r\n\r\n",
    "folded header": f"GET / HTTP/1.1\r\nX-A: a\r\n {MARKER}\r\n\r\n",
    "control in a header": f"GET / HTTP/1.1\r\nX-A: {MARKER}\x01\r\n\r\n",
    "two hosts": f"GET / HTTP/1.1\r\n{HEADERS}Host: b\r\n\r\n",
    "two schemes": (
        f"GET /{MARKER} HTTP/1.1\r\n{HEADERS}X-Forwarded-Proto: https\r\n"
        f"X-Forwarded-Proto: {MARKER}\r\n\r\n"
    ),
    "expectation": f"GET / HTTP/1.1\r\n{HEADERS}Expect: {MARKER}\r\n\r\n",
    "bad length": f"POST /x HTTP/1.1\r\nContent-Length: {MARKER}\r\n\r\n",
    "bad coding": f"POST /x HTTP/1.1\r\nTransfer-Encoding: {MARKER}\r\n\r\n",
    "two lengths": (
        "POST /x HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
        f"\r\n{MARKER}"
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_request_gets_the_numbers_to_call(
    served: Served, name: str
) -> None:
    answered = served.send(UNREADABLE[name].encode("latin-1"))

    assert answered.status in (400, 414, 417, 431, 501)
    assert answered.body == RESORT
    assert answered.header("Content-Security-Policy")
    assert answered.header("Referrer-Policy") == "no-referrer"


def test_a_request_cut_off_leaves_nothing(served: Served) -> None:
    for sent in (f"GET /{MARKER}", f"GET / HTTP/1.1\r\nX: {MARKER}", "\r\n"):
        assert served.send(sent.encode(), end=True).status == 0
    chunked = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    served.send(f"{chunked}{MARKER}\r\n".encode(), end=True)
    served.send(f"{chunked}5\r\n{MARKER}".encode(), end=True)

    assert served.get("/en").status == 200


def test_a_slow_request_is_ended_and_others_are_answered(served: Served) -> None:
    start = time.monotonic()
    with served.connect() as slow:
        slow.sendall(f"GET /{MARKER} HTTP/1.1\r\nX-A: {MARKER}".encode())
        assert served.get("/en").status == 200
        assert slow.recv(100) == b""

    assert time.monotonic() - start < 12


def test_the_exit_does_not_wait_for_a_body(served: Served) -> None:
    start = time.monotonic()
    with served.connect() as connection:
        connection.sendall(
            b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n"
        )
        assert connection.recv(4096).startswith(b"HTTP/1.1 204 ")

    assert time.monotonic() - start < 2


@pytest.fixture(scope="module")
def crashing(
    serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("crashing")
    with serve(folder, "tests.delivery.crashing:application") as running:
        yield running


@pytest.mark.parametrize(
    ("way", "status", "says"),
    [
        ("fail", 500, "builtins.ValueError at delivery/crashing.py:"),
        ("chain", 500, "; after builtins.ValueError at delivery/crashing.py:"),
        ("errors", 200, "An application wrote to its error stream."),
        ("thread", 200, "safety_site.process: An error was not caught."),
        ("warn", 200, "UserWarning at delivery/crashing.py:"),
        ("log", 200, "django.security: message withheld"),
        ("unraisable", 500, "builtins.SystemError at delivery/crashing.py:"),
    ],
)
def test_an_application_that_fails_leaves_no_trace_of_the_visitor(
    crashing: Served, way: str, status: int, says: str
) -> None:
    request = (
        f"POST /{way}/{MARKER}?{MARKER} HTTP/1.1\r\n{HEADERS}Connection: close\r\n"
        f"X-Forwarded-For: {MARKER}\r\nContent-Length: {len(MARKER)}\r\n\r\n{MARKER}"
    )
    answered = crashing.send(request.encode())

    assert answered.status == status
    assert MARKER.encode() not in answered.body
    assert status == 200 or answered.body == RESORT
    wait_for(lambda: says in crashing.log)
    no_trace(crashing.log)


def test_starting_and_stopping_name_no_address(serve: Serve, tmp_path: Path) -> None:
    with serve(tmp_path) as running:
        assert running.get("/en").status == 503
    no_trace(running.log)

    assert "There is no pack." in running.log
    assert "The web server stops." in running.log
    assert [found.name for found in tmp_path.iterdir()] == ["printed"]
