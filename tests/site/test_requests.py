"""A page is one answer: nothing remembered, nothing asked of anyone, no database."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen
from wsgiref.util import setup_testing_defaults

import pytest

from safety_site.delivery.app import PublicSite

ROOT = Path(__file__).resolve().parents[2]


def addresses(pages: dict[str, str]) -> list[str]:
    return sorted(path for path in pages if path.startswith("/"))


def test_every_page_answers_without_a_cookie(pack: Path, pages: dict[str, str]) -> None:
    site = PublicSite(pack)
    for path in addresses(pages):
        status, headers, body = answer(site, path)
        assert status == "200 OK"
        assert body.decode() == pages[path]
        names = {name.lower() for name, _ in headers}
        assert not names & {"set-cookie", "last-modified", "refresh", "link"}


def answer(site: PublicSite, path: str) -> tuple[str, list[tuple[str, str]], bytes]:
    seen: list[tuple[str, list[tuple[str, str]]]] = []
    environ = {"PATH_INFO": path}
    setup_testing_defaults(environ)
    body = b"".join(
        site(environ, lambda status, headers: seen.append((status, headers)))
    )
    return *seen[0], body


def test_pages_are_the_same_with_the_database_gone(
    pack: Path, pages: dict[str, str], tmp_path: Path
) -> None:
    shutil.copy(pack, tmp_path / "site.pack")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"DATA_DIR": str(tmp_path), "PORT": str(port)}
    command = ["-m", "gunicorn", "-c", "gunicorn.conf.py", "safety_site.wsgi"]
    server = subprocess.Popen(  # noqa: S603
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        origin = f"http://127.0.0.1:{port}"
        answers = {path: fetch(origin + path) for path in addresses(pages)}
    finally:
        server.terminate()
        server.wait(timeout=20)
    assert answers == {path: pages[path] for path in addresses(pages)}
    assert [path.name for path in tmp_path.iterdir()] == ["site.pack"]


def fetch(url: str) -> str:
    for _ in range(100):
        try:
            with urlopen(Request(url), timeout=5) as answer:  # noqa: S310
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not start")


@pytest.mark.browser
@pytest.mark.parametrize("java_script", [True, False])
def test_reading_a_page_makes_one_request_and_stores_nothing(
    browser, served: str, shaped: dict[str, str], java_script: bool
) -> None:
    context = browser.new_context(java_script_enabled=java_script)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in addresses(shaped):
        asked.clear()
        page.goto(served + path)
        sent = [url for url in asked if not url.startswith("data:")]
        assert sent == [served + path]
    assert context.cookies() == []
    if java_script:
        stored = "localStorage.length + sessionStorage.length"
        assert page.evaluate(stored) == 0
    context.close()
