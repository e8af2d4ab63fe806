"""A small edition, and the site that serves it: in this process or under gunicorn."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from safety_site.delivery.pack import Entry, write_pack
from tests.delivery.pages import edition

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def pack_path(tmp_path: Path) -> Path:
    path = tmp_path / "site.pack"
    write_pack(path, 1, edition())
    return path


@dataclass
class Answered:
    status: int
    head: str
    body: bytes

    def header(self, name: str) -> str | None:
        for line in self.head.splitlines()[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None


@dataclass
class Served:
    """A running gunicorn. `log` is everything it printed so far."""

    port: int
    output: Path
    process: "subprocess.Popen[bytes]"

    @property
    def log(self) -> str:
        return self.output.read_text(errors="replace")

    def connect(self, seconds: float = 20) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), seconds)

    def send(self, data: bytes, *, end: bool = False) -> Answered:
        """Send bytes as they are and read one answer, until the server closes."""
        with self.connect() as connection:
            connection.sendall(data)
            if end:
                connection.shutdown(socket.SHUT_WR)
            received = b""
            while chunk := connection.recv(65536):
                received += chunk
                if whole(received):
                    break
        head, _, body = received.partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1]) if head else 0
        return Answered(status, head.decode("latin-1"), body)

    def get(self, path: str, *headers: str, method: str = "GET") -> Answered:
        lines = [f"{method} {path} HTTP/1.1", "Host: site", "Connection: close"]
        return self.send("\r\n".join([*lines, *headers, "", ""]).encode("latin-1"))

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(30)


def whole(received: bytes) -> bool:
    """Whether a kept-alive answer with a length has come in full."""
    head, found, body = received.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return bool(found) and len(body) >= int(line.split(b":")[1])
    return False


@contextmanager
def gunicorn(
    folder: Path, application: str = "safety_site.wsgi:application"
) -> Iterator[Served]:
    """The site's own configuration on a free port; data and log are in `folder`."""
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "HOME": "/nonexistent",
        "PYTHONPATH": str(ROOT),
    }
    output = folder / "printed"
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        port = listener.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"]
        command += ["--bind", f"fd://{listener.fileno()}", application]
        with output.open("wb") as printed:
            process = subprocess.Popen(  # noqa: S603 - our own command
                command,
                cwd=ROOT,
                env=environment,
                pass_fds=[listener.fileno()],
                stdout=printed,
                stderr=subprocess.STDOUT,
            )
    served = Served(port, output, process)
    try:
        wait_for(lambda: "Worker" in served.log or process.poll() is not None)
        assert process.poll() is None, served.log
        yield served
    finally:
        served.stop()


def wait_for(done: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "It did not happen in time."
        time.sleep(0.05)


Serve = Callable[..., AbstractContextManager[Served]]


@pytest.fixture(scope="session")
def serve() -> Serve:
    return gunicorn


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    write_pack(folder / "site.pack", 1, edition())
    with gunicorn(folder) as running:
        yield running


@pytest.fixture
def entries() -> list[Entry]:
    return edition()
