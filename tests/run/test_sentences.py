"""What goes wrong is one sentence and status 1, and leaves nothing behind."""

import ast
import fcntl
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests.run.conftest import Start


def sentence(ended: subprocess.CompletedProcess[str]) -> str:
    assert ended.returncode == 1
    assert ended.stdout == ""
    last = ended.stderr.strip().splitlines()[-1]
    assert "Traceback" not in ended.stderr
    assert last.startswith("run.py: ")
    return last


def test_an_old_python_is_told_what_is_needed() -> None:
    words = (
        "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); "
        "sys.argv = ['run.py', '--help']; runpy.run_path('run.py', run_name='__main__')"
    )
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", words],
        cwd=run.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = sentence(ended)
    assert "this is Python 3.9" in said
    assert "needs 3.11 or newer" in said


def test_an_old_python_can_read_as_far_as_that_sentence() -> None:
    ast.parse((run.ROOT / "run.py").read_text(), feature_version=(3, 6))


def test_a_used_port_is_named_before_anything_is_made(start: Start, data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = sentence(start("--port", str(port)))
    assert f"port {port} of 127.0.0.1" in said
    assert "already in use" in said
    assert not data.exists()


@pytest.mark.parametrize("port", ["99999", "-1", "0"])
def test_a_port_that_cannot_be_is_refused(start: Start, data: Path, port: str) -> None:
    said = sentence(start(f"--port={port}"))
    assert f"port {port} of 127.0.0.1 cannot be taken" in said
    assert not data.exists()


def test_an_unknown_option_is_named(start: Start, data: Path) -> None:
    ended = start("--prot", "80")
    assert ended.returncode == 2
    assert "--prot" in ended.stderr
    assert not data.exists()


@pytest.mark.parametrize("command", ["test", "manage", "bench", "staff"])
def test_an_unreachable_index_leaves_no_folder(
    start: Start, data: Path, command: str
) -> None:
    index = "http://127.0.0.1:1/simple"
    said = sentence(start(command, PIP_INDEX_URL=index, PIP_NO_INDEX="0"))
    assert f"{run.PIP} could not be fetched" in said
    assert "refused" in said
    assert "start again" in said
    assert not data.exists()


def test_what_was_there_stays_when_the_index_is_unreachable(
    start: Start, data: Path
) -> None:
    data.mkdir()
    (data / "site.sqlite3").write_text("kept")
    sentence(start("manage", "check"))
    assert (data / "site.sqlite3").read_text() == "kept"
    assert not (data / "env").exists()


def test_a_data_folder_that_cannot_be_written_is_named(
    start: Start, data: Path
) -> None:
    data.write_text("a file")
    said = sentence(start("manage", "check"))
    assert f"the data folder {data} cannot be written" in said
    assert data.read_text() == "a file"


def test_a_second_start_on_the_same_folder_is_refused(start: Start, data: Path) -> None:
    data.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with (data / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        for words in (["--port", port], ["manage", "check"]):
            said = sentence(start(*words))
            assert f"another run.py is using {data}" in said
    assert not (data / "env").exists()


def test_a_full_disk_is_named(data: Path, no_index: dict[str, str]) -> None:
    words = (
        "import run, sys; run.MEGABYTES_NEEDED['env'] = 10**9; "
        "sys.exit(run.main(sys.argv[1:]))"
    )
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", words, "--data", str(data), "manage", "check"],
        cwd=run.ROOT,
        env=no_index,
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"the disk of {data} is full" in sentence(ended)
    assert not data.exists()


def test_a_broken_pip_configuration_is_named(
    start: Start, data: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "pip.conf"
    broken.write_text("no section = 1\n")
    said = start("manage", "check", PIP_CONFIG_FILE=str(broken)).stderr
    assert "pip's configuration cannot be read" in said
    assert "Traceback" not in said
    assert not data.exists()
