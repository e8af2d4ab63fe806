"""The published site on a loopback address, and dull pages to leave for."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import brotli
import pytest

from safety_site.delivery.app import PublicSite
from safety_site.delivery.pack import Pack
from safety_site.publishing.reading import read
from tests.publishing.conftest import CODE

ROOT = Path(__file__).resolve().parents[2]
# The public name of the site: with it there are pages to share.
ORIGIN = "https://clearguide.example"


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    # Every process of the tests serves the dull pages, at the one address they have.
    allow_reuse_port = True


class Silent(WSGIRequestHandler):
    def log_message(self, format, *args):
        """Nothing is written down."""


def dull(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [b"<!doctype html><title>Weather</title><h1>Weather</h1><p>Rain."]


def serve(application, port: int = 0) -> str:
    server = make_server("127.0.0.1", port, application, Threaded, Silent)
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
def built(tmp_path_factory, worker_id: str) -> Callable[..., Path]:
    """Builds a folder once, for all processes of the tests."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def build(name: str, fill: Callable[[Path], None]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return build


def run(*command: str, **environment: str) -> None:
    subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | environment,
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="session")
def published(built) -> tuple[Path, list[str]]:
    """The product as it is, in all its languages; and where its exit leads."""

    def prepare(data: Path) -> None:
        away = serve(dull)
        (data / "port").write_text(away.rpartition(":")[2])
        exits = " ".join(leading_to(away))
        product = "safety_site.settings"
        run(
            "manage.py",
            "prepare",
            DATA_DIR=str(data),
            EXIT_DESTINATIONS=exits,
            PUBLIC_ORIGIN=ORIGIN,
            DJANGO_SETTINGS_MODULE=product,
        )

    data = built("site", prepare)
    away = serve(dull, int((data / "port").read_text()))
    return data / "site.pack", leading_to(away)


def leading_to(away: str) -> list[str]:
    return [f"{away}/{name}" for name in ("weather", "trains", "recipes")]


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
def pack(published: tuple[Path, list[str]]) -> Path:
    return published[0]


@pytest.fixture(scope="session")
def pages(pack: Path) -> dict[str, str]:
    """Every page of every language as HTML, by stored path."""
    return {p: text for p, text in texts(pack).items() if is_page(p)}


def is_page(path: str) -> bool:
    return "/data/" not in path and not path.endswith("/guide.html")


@pytest.fixture(scope="session")
def guides(pack: Path) -> dict[str, str]:
    """By language, the whole guide in one file."""
    return {
        language_of(path): text
        for path, text in texts(pack).items()
        if path.endswith("/guide.html")
    }


@pytest.fixture(scope="session")
def data_files(pack: Path) -> dict[str, str]:
    """What the edition holds beside pages, by stored path."""
    return {p: text for p, text in texts(pack).items() if "/data/" in p}


def texts(path: Path) -> dict[str, str]:
    opened = Pack.open(path)
    return {
        name: brotli.decompress(opened.entry(name).brotli).decode()
        for name in opened.entries
        # A short code answers with a page that is here already.
        if not CODE.fullmatch(name)
    }


@pytest.fixture(scope="session")
def by_language(pages: dict[str, str]) -> dict[str, dict[str, set[Shape]]]:
    """The shapes of every page."""
    found: dict[str, dict[str, set[Shape]]] = {}
    for path, html in pages.items():
        found.setdefault(language_of(path), {})[path] = shapes(html)
    return found


@pytest.fixture(scope="session")
def walked(pages, by_language, every_page: bool) -> dict[str, str]:
    """The pages that a browser is sent to, which takes its time: as few of a language
    as hold between them every shape of it. With `--every-page`, all.
    """
    chosen = {path for shaped in by_language.values() for path in fewest(shaped)}
    return pages if every_page else {path: pages[path] for path in chosen}


@pytest.fixture(scope="session")
def shaped(pages, by_language, every_page: bool) -> dict[str, str]:
    """As few as hold every shape of any language, and one of each language."""
    one = {next(fewest(shaped)) for shaped in by_language.values()}
    chosen = one | set(
        fewest({p: s for own in by_language.values() for p, s in own.items()})
    )
    return pages if every_page else {path: pages[path] for path in chosen}


@pytest.fixture(scope="session")
def every_page(pytestconfig) -> bool:
    return pytestconfig.getoption("--every-page")


# An element's name and classes, and those of the element around it.
Shape = tuple[str, ...]


def shapes(html: str) -> set[Shape]:
    return {
        tuple(" ".join([e.name, *e.classes]) for e in (*element.around[-1:], element))
        for element in read(html).elements
    }


def is_for_sharing(path: str) -> bool:
    """In English alone, however many languages they share."""
    return "/share" in path or path == "/en/workers/pages"


def language_of(path: str) -> str:
    return path.split("/")[1] if path.startswith("/") else ""


def fewest(shapes_of: dict[str, set[Shape]]) -> Iterator[str]:
    """Page after page, the one that brings most shapes that were not there before."""
    missing = set().union(*shapes_of.values())
    while missing:
        best = max(sorted(shapes_of), key=lambda path: len(shapes_of[path] & missing))
        missing -= shapes_of[best]
        yield best


@pytest.fixture(scope="session")
def served(pack: Path) -> str:
    """Where the pages are served."""
    return serve(PublicSite(pack))
