"""Whoever is killed while saving, checking or publishing leaves the old state or the
new one, and never something in between.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IN_THE_DATABASE = ("submit", "translate", "check")
WITH_A_PACK = ("publish", "tick", "go back")


def run(module: str, *words: str, folder: Path) -> str:
    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", f"tests.publishing.{module}", *words],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed") / "site"
    folder.mkdir()
    run("killed_site", str(folder), folder=folder)
    return folder


@pytest.mark.parametrize("action", IN_THE_DATABASE)
def test_a_text_is_saved_wholly_or_not_at_all(action: str, small_site: Path) -> None:
    done = json.loads(run("killed", action, str(small_site), folder=small_site))
    assert {*done["seen"]} == {"old", "new"}
    assert done["steps"] > 3


@pytest.mark.parametrize("action", WITH_A_PACK)
def test_an_edition_is_kept_wholly_and_a_pack_that_is_behind_follows(
    action: str, small_site: Path
) -> None:
    done = json.loads(run("killed", action, str(small_site), folder=small_site))
    assert {*done["seen"]} == {"old", "new", "new, old pack"}
    assert done["steps"] > 10
