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
import http.server, os, pathlib, signal, socket, sys
seen = pathlib.Path(os.environ["DATA_DIR"]) / "seen"
def note(text):
    with seen.open("a") as file:
        file.write(text + "\\n")
note(" ".join(sys.argv[1:3]))
if "prepare" in sys.argv and (seen.parent / "broken").exists():
    sys.exit("The database is gone.")
def end(number, frame):
    note(signal.Signals(number).name)
    os._exit(3)
if "tick" in sys.argv:
    print("Nothing is due.")
signal.signal(signal.SIGINT, end)
signal.signal(signal.SIGTERM, end)
if "gunicorn" in sys.argv:
    address = os.environ["HOST"], int(os.environ["PORT"])
    class Server(http.server.HTTPServer):
        address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    Server(address, http.server.SimpleHTTPRequestHandler).serve_forever()
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


def started(
    prepared: Path, port: int, no_index: dict[str, str], *words: str
) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "run.py", "--data", str(prepared), f"--port={port}", *words],
        cwd=run.ROOT,
        env=no_index | {"DATA_DIR": str(prepared)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def served(
    prepared: Path, port: int, no_index: dict[str, str]
) -> Iterator[subprocess.Popen[str]]:
    with started(prepared, port, no_index) as process:
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


def test_the_last_pages_are_served_although_they_cannot_be_prepared(
    prepared: Path, port: int, no_index: dict[str, str]
) -> None:
    (prepared / "site.pack").write_text("the last edition")
    (prepared / "broken").touch()
    with started(prepared, port, no_index) as served:
        said = screen(served)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            assert answer.status == 200
        served.terminate()
        assert served.wait(timeout=10) == 3
    told = [line for line in said.splitlines() if line.startswith("run.py: ")]
    assert len(told) == 1
    assert "`manage.py prepare` failed: see above" in told[0]
    assert "The pages published last are served" in told[0]
    assert (prepared / "site.pack").read_text() == "the last edition"


def test_without_pages_a_site_that_cannot_be_prepared_ends(
    prepared: Path, port: int, no_index: dict[str, str]
) -> None:
    (prepared / "broken").touch()
    with started(prepared, port, no_index) as process:
        said = process.stderr.read().splitlines()
        assert process.wait(timeout=10) == 1
    assert said[0] == "The database is gone."
    assert said[1].startswith("run.py: `manage.py prepare` failed: see above. What")
    assert len(said) == 2


def test_an_ipv6_address_is_shown_as_an_address_to_open(
    prepared: Path, port: int, no_index: dict[str, str]
) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with started(prepared, port, no_index, "--host", "::1") as served:
        said = screen(served)
        served.terminate()
    assert f" http://[::1]:{port}/\n" in said


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Three hours pass at once, then the thread is ended. Gives the waits."""
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) > 3:
            raise EOFError

    monkeypatch.setattr(run.time, "sleep", sleep)
    return waited


def test_every_hour_the_site_itself_looks_at_its_dates(
    prepared: Path, hours: list[float], capfd: pytest.CaptureFixture[str]
) -> None:
    environ = os.environ | {"DATA_DIR": str(prepared)}
    with pytest.raises(EOFError):
        run.tick(prepared / "env/bin/python", environ)
    assert hours == [3600] * 4
    assert (prepared / "seen").read_text().splitlines() == ["manage.py tick"] * 3
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("why", ["cannot be started", "fails"])
def test_an_hour_in_which_it_fails_is_not_the_last(
    data: Path, hours: list[float], capfd: pytest.CaptureFixture[str], why: str
) -> None:
    python = Path("/bin/false") if why == "fails" else data / "python"
    with pytest.raises(EOFError):
        run.tick(python, dict(os.environ))
    said = capfd.readouterr().err.splitlines()
    assert len(said) == 3
    assert all("tried again in an hour" in line for line in said)


@pytest.mark.parametrize("pages", ["no pages", "pages"])
def test_ctrl_c_while_it_prepares_ends_quietly(
    prepared: Path, port: int, no_index: dict[str, str], pages: str
) -> None:
    skip_where_ignored(signal.SIGINT)
    if pages == "pages":
        (prepared / "site.pack").touch()
    python = prepared / "env/bin/python"
    python.write_text(f"#!{sys.executable}\nimport time; time.sleep(60)\n")
    with started(prepared, port, no_index) as process:
        while not (prepared / "secret-key").exists():
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=10) == 130
        assert process.stderr.read() == ""
