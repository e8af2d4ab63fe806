"""PostgreSQL limits a row to 8,160 bytes: forty-four languages must fit into each."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import missing

ROOT = Path(__file__).resolve().parents[2]
NOBODY_ROOT = "postgres"


def programs() -> Path | None:
    """The newest `initdb` and `pg_ctl`, which Debian keeps out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    path = shutil.which("initdb")
    newest = found[-1] if found else Path(path) if path else None
    return newest.parent if newest else None


@pytest.fixture
def cluster(pytestconfig) -> Iterator[Path]:
    """The folder with the socket of a throw-away cluster, which only it can reach."""
    bin_folder = programs()
    if bin_folder is None:
        missing(pytestconfig, "There is no PostgreSQL: install postgresql.")
    # A socket's name may not be long, and root may not run a cluster.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    as_user = []
    if os.geteuid() == 0:
        shutil.chown(folder, NOBODY_ROOT)
        as_user = ["runuser", "-u", NOBODY_ROOT, "--"]
    data = folder / "data"
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"

    def run(name: str, *arguments: str) -> None:
        command = [*as_user, str(bin_folder / name), "-D", str(data), *arguments]
        # The server keeps the pipes that it is given.
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL)  # noqa: S603

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield folder
        run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_every_model_holds_every_translated_column_full(
    cluster: Path, tmp_path: Path
) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.on_postgresql", str(cluster)],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(tmp_path), "LANGUAGES_ENABLED": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("postgresql: ")
