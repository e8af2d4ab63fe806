"""What is loaded when it is first asked for, and what is said when it cannot be."""

import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.util import setup_testing_defaults

import pytest

from safety_site.delivery.app import PublicSite
from safety_site.delivery.when_asked import WhenAsked

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def staff(
    environ: "WSGIEnvironment", start_response: "StartResponse"
) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"staff"]


def ask(
    application: "WSGIApplication", path: str = "/staff/", **environ: str
) -> tuple[str, dict[str, str], bytes]:
    request = {"PATH_INFO": path, **environ}
    setup_testing_defaults(request)
    told: list[tuple[str, dict[str, str]]] = []

    def start(
        status: str, headers: list[tuple[str, str]], error: object = None
    ) -> None:
        told.append((status, dict(headers)))

    body = b"".join(application(request, start))  # type: ignore[arg-type]
    return *told[0], body


def test_it_is_loaded_once_however_many_ask_at_once() -> None:
    loads: list[int] = []

    def load() -> "WSGIApplication":
        loads.append(1)
        time.sleep(0.05)
        return staff

    application = WhenAsked(load, name="Guide")
    assert loads == []
    bodies: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: bodies.append(ask(application)[2]))
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert bodies == [b"staff"] * 5
    assert loads == [1]


def test_one_that_cannot_be_loaded_says_so_and_is_not_tried_again() -> None:
    loads: list[int] = []

    def load() -> "WSGIApplication":
        loads.append(1)
        raise ValueError("MARKER")

    application = WhenAsked(load, name="Guide <&>", production=True)
    for _ in range(2):
        status, headers, body = ask(application)
        assert status == "503 Service Unavailable"
        assert b"The public pages are served\nas before" in body
        assert b"Guide &lt;&amp;&gt;" in body
        assert b"MARKER" not in body
        assert headers["Content-Length"] == str(len(body))
        assert headers["Strict-Transport-Security"]
    assert ask(application, REQUEST_METHOD="HEAD")[2] == b""
    assert loads == [1]


@pytest.mark.parametrize(
    ("path", "passed_on"),
    [
        ("/staff/", True),
        ("/staff", True),
        ("/staff/a/b", True),
        ("/static/a.css", True),
        ("/staffing/", False),
        ("/stat", False),
        ("/en/staff/", False),
        ("//staff/", False),
        ("/STAFF/", False),
        ("/en", False),
        ("/", False),
    ],
)
@pytest.mark.parametrize("pack", ["with a pack", "without"])
def test_only_addresses_of_staff_are_passed_on(
    pack_path: Path, path: str, passed_on: bool, pack: str
) -> None:
    if pack == "without":
        pack_path.unlink()
    paths = ("/staff/", "/static/")
    site = PublicSite(pack_path, staff=staff, staff_paths=paths)

    assert (ask(site, path)[2] == b"staff") is passed_on
    assert ask(PublicSite(pack_path), path)[2] != b"staff"


def test_a_page_of_the_pack_comes_first(pack_path: Path) -> None:
    site = PublicSite(pack_path, staff=staff, staff_paths=("/en/",))

    assert ask(site, "/en")[0] == "200 OK"
    assert ask(site, "/en")[2] != b"staff"
    assert ask(site, "/en/nowhere")[2] == b"staff"
