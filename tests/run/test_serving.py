"""While it serves, run.py stays in front of the server and passes signals on, once."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import run

# Answers like a server until it is told to end; writes each signal and each call down.
STAND_IN = f"""#!{sys.executable}
import http.server, os, pathlib, signal, sys
seen = pathlib.Path(os.environ["DATA_DIR"]) / "seen"
def note(text):
    with seen.open("a") as file:
        file.write(text + "\\n")
note(" ".join(sys.argv[1:3]))
def end(number, frame):
    note(signal.Signals(number).name)
    os._exit(3)
signal.signal(signal.SIGINT, end)
signal.signal(signal.SIGTERM, end)
if "gunicorn" in sys.argv:
    address = os.environ["HOST"], int(os.environ["PORT"])
    handler = http.server.SimpleHTTPRequestHandler
    http.server.HTTPServer(address, handler).serve_forever()
"""


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def prepared(data: Path, pip_stand_in: None) -> Path:
    """A data folder whose environment holds a stand-in for Python and all it runs."""
    data.mkdir()
    nobody = contextlib.nullcontext()
    python = run.environment(data, "env", "requirements.txt", nobody)
    python.unlink()
    python.write_text(STAND_IN)
    python.chmod(0o700)
    return data


@pytest.fixture
def served(
    prepared: Path, port: int, no_index: dict[str, str]
) -> Iterator[subprocess.Popen[str]]:
    words = ["run.py", "--data", str(prepared), "--port", str(port)]
    with subprocess.Popen(  # noqa: S603
        [sys.executable, *words],
        cwd=run.ROOT,
        env=no_index | {"DATA_DIR": str(prepared)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        yield process
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGTERM)


def skip_where_ignored(number: signal.Signals) -> None:
    """`nohup` and jobs in the background hand an ignored signal down to children."""
    if signal.getsignal(number) == signal.SIG_IGN:
        pytest.skip(f"{number.name} is ignored here")


def screen(served: subprocess.Popen[str]) -> str:
    said = ""
    while "--help" not in said:
        line = served.stderr.readline()
        assert line, said
        said += line
    return said


def test_it_says_where_the_site_is_once_it_answers(
    served: subprocess.Popen[str], prepared: Path, port: int
) -> None:
    said = screen(served)
    assert f"http://127.0.0.1:{port}/" in said
    assert str(prepared) in said
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
        assert answer.status == 200
    calls = (prepared / "seen").read_text().splitlines()
    assert calls[-2:] == ["manage.py prepare", "-m gunicorn"]


@pytest.mark.parametrize(
    ("given", "passed_on"),
    [("SIGINT", "SIGINT"), ("SIGTERM", "SIGTERM"), ("SIGHUP", "SIGTERM")],
)
def test_a_signal_goes_on_once_and_the_servers_status_comes_back(
    served: subprocess.Popen[str], prepared: Path, given: str, passed_on: str
) -> None:
    skip_where_ignored(signal.Signals[given])
    screen(served)
    # To all of the terminal's processes, as Ctrl-C and a closed window do.
    os.killpg(served.pid, signal.Signals[given])
    assert served.wait(timeout=10) == 3
    assert served.stderr.read().strip() == ""
    signals = (prepared / "seen").read_text().split()[-2:]
    assert signals == ["gunicorn", passed_on]


def test_the_folder_is_free_again_afterwards(
    served: subprocess.Popen[str], prepared: Path
) -> None:
    screen(served)
    with pytest.raises(SystemExit), run.held(prepared / "lock"):
        pass
    served.terminate()
    served.wait(timeout=10)
    with run.held(prepared / "lock"):
        pass


def test_ctrl_c_while_it_prepares_ends_quietly(
    prepared: Path, port: int, no_index: dict[str, str]
) -> None:
    skip_where_ignored(signal.SIGINT)
    python = prepared / "env/bin/python"
    python.write_text(f"#!{sys.executable}\nimport time; time.sleep(60)\n")
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "run.py", "--data", str(prepared), "--port", str(port)],
        cwd=run.ROOT,
        env=no_index,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        while not (prepared / "secret-key").exists():
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=10) == 130
        assert process.stderr.read() == ""
