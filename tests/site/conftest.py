"""A published English site on a loopback address, and dull pages to leave for."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import brotli
import pytest

from safety_site.delivery.app import PublicSite
from safety_site.delivery.pack import Pack

ROOT = Path(__file__).resolve().parents[2]


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, format, *args):
        """Nothing is written down."""


def dull(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [b"<!doctype html><title>Weather</title><h1>Weather</h1><p>Rain."]


def serve(application) -> str:
    server = make_server("127.0.0.1", 0, application, Threaded, Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


@dataclass
class Served:
    url: str
    away_urls: list[str]
    seen: list[str]

    def requests(self) -> list[str]:
        return list(self.seen)


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> tuple[Path, list[str]]:
    data = tmp_path_factory.mktemp("site")
    away = serve(dull)
    urls = [f"{away}/{name}" for name in ("weather", "trains", "recipes")]
    environment = os.environ | {
        "DATA_DIR": str(data),
        "EXIT_DESTINATIONS": " ".join(urls),
    }
    command = [sys.executable, "manage.py", "prepare"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603
    return data / "site.pack", urls


@pytest.fixture
def site(published) -> Iterator[Served]:
    pack, urls = published
    public = PublicSite(pack)
    seen: list[str] = []

    def recording(environ, start_response):
        seen.append(environ["PATH_INFO"])
        return public(environ, start_response)

    return Served(serve(recording), urls, seen)


@pytest.fixture(scope="session")
def three_languages(tmp_path_factory) -> Path:
    """The pack of the whole site in English, pseudo-Urdu and pseudo-Thai."""
    folder = tmp_path_factory.mktemp("three")
    command = [sys.executable, "-m", "tests.three_languages", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    return folder / "site.pack"


@pytest.fixture(scope="session")
def pages(three_languages: Path) -> dict[str, str]:
    """Every page of the three languages as HTML, by stored path."""
    return {p: text for p, text in texts(three_languages).items() if "/data/" not in p}


@pytest.fixture(scope="session")
def data_files(three_languages: Path) -> dict[str, str]:
    """What the edition holds beside pages, by stored path."""
    return {p: text for p, text in texts(three_languages).items() if "/data/" in p}


def texts(path: Path) -> dict[str, str]:
    pack = Pack.open(path)
    return {
        name: brotli.decompress(pack.entry(name).brotli).decode()
        for name in pack.entries
    }


# Of some hundred lists those that differ in kind: parted, long, empty, of one language.
SOME_LISTS = (
    "england",
    "england/2",
    "need-10",
    "wales/need-15",
    "northern-ireland/need-6",
    "language-ku",
    "group-20",
    "all",
    "languages",
)


@pytest.fixture(scope="session")
def walked(pages: dict[str, str]) -> dict[str, str]:
    """The pages that a browser is sent to, which takes its time: every one but most of
    the lists of Find help.
    """
    return {
        path: html
        for path, html in pages.items()
        if "/help/" not in path or path.partition("/help/")[2] in SOME_LISTS
    }


@pytest.fixture(scope="session")
def served(three_languages: Path) -> str:
    """Where the pages of the three languages are served."""
    return serve(PublicSite(three_languages))
