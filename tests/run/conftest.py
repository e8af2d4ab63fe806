"""run.py as a person starts it, with none of this machine's settings of pip."""

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import run

Start = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "var"


@pytest.fixture
def no_index() -> dict[str, str]:
    """An environment in which pip, and so run.py, finds no package anywhere."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith("PIP_")}
    return kept | {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}


@pytest.fixture
def start(data: Path, no_index: dict[str, str]) -> Start:
    def started(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "run.py", "--data", str(data), *words]
        return subprocess.run(  # noqa: S603
            command,
            cwd=run.ROOT,
            env=no_index | environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return started


@pytest.fixture
def pip_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The only pip to be found is one that installs nothing. It fails with SAYS."""
    wheel = tmp_path / "wheels" / run.PIP
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("pip/__main__.py", "import os, sys; sys.exit(os.getenv('SAYS'))")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    monkeypatch.setattr(run, "PIP_DIGEST", digest)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
