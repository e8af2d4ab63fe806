"""The view that the bench compares with: fair only if it sends the same page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

from safety_site.delivery.pack import Pack
from tests.site.conftest import ORIGIN

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import sys
from wsgiref.util import setup_testing_defaults
from bench.view import application
environ = {}
setup_testing_defaults(environ)
sys.stdout.buffer.write(b"".join(application(environ, lambda status, headers: None)))
"""


@pytest.mark.parametrize("path", ["/en/answer", "/en/help", "/en"])
def test_the_uncached_view_sends_the_page_of_the_pack(
    published: tuple[Path, list[str]], path: str
) -> None:
    pack, exits = published
    environment = os.environ | {
        "BENCH_PATH": path,
        "DATA_DIR": str(pack.parent),
        "DJANGO_SETTINGS_MODULE": "safety_site.settings",
        "EXIT_DESTINATIONS": " ".join(exits),
        "PUBLIC_ORIGIN": ORIGIN,
    }
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert answer.stdout == brotli.decompress(Pack.open(pack).entry(path).brotli)
