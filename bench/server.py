"""One application under gunicorn with the site's configuration, and its cost."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from bench.load import HOST, WrongAnswer, ask_once

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
SECONDS_TO_START = 30


class NotStarted(Exception):
    """The application did not come up; the text is what it printed last."""


class Server:
    """A context: gunicorn runs inside it, on a free port of this machine."""

    def __init__(self, application: str, path: str, encoding: str, pack: Path) -> None:
        self.application = application
        self.path = path
        self.encoding = encoding
        self.environment = {
            **os.environ,
            "BENCH_PACK": str(pack),
            "BENCH_PATH": path,
            "DATA_DIR": str(pack.parent),
            "PYTHONPATH": str(ROOT),
        }

    def __enter__(self) -> "Server":
        with socket.create_server((HOST, 0), backlog=256) as listener:
            self.port: int = listener.getsockname()[1]
            command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"]
            command += ["--bind", f"fd://{listener.fileno()}", self.application]
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                command,
                cwd=ROOT,
                env=self.environment,
                pass_fds=[listener.fileno()],
                stderr=subprocess.PIPE,
                text=True,
            )
        try:
            self.head, self.body = self.first_answer()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def first_answer(self) -> tuple[bytes, bytes]:
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end and self.process.poll() is None:
            try:
                return ask_once(self.port, self.path, self.encoding)
            except OSError:
                time.sleep(0.1)
            except WrongAnswer as error:
                raise NotStarted(f"{self.application}: {error}") from error
        printed = self.stop().strip().splitlines()
        raise NotStarted(f"{self.application} does not start: {printed[-1:]}")

    def stop(self) -> str:
        if self.process.poll() is None:
            self.process.terminate()
        _, printed = self.process.communicate(timeout=30)
        return printed or ""

    def workers(self) -> list[int]:
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in children.split()]

    def cpu_seconds(self) -> float:
        """Processor time of the workers since they started."""
        return cpu_ticks(self.workers()) / TICKS

    def load(self, seconds: float, connections: int) -> tuple[int, float]:
        """Requests answered under load, and the seconds they took."""
        workers = self.workers()
        options = {
            "port": self.port,
            "path": self.path,
            "encoding": self.encoding,
            "seconds": seconds,
            "connections": connections,
        }
        arguments = [f"--{name}={value}" for name, value in options.items()]
        run = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "bench.load", *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise WrongAnswer(f"{self.application}: {run.stderr.strip()}")
        if self.workers() != workers:
            raise WrongAnswer(f"{self.application}: a worker was replaced meanwhile.")
        result = json.loads(run.stdout)
        return result["requests"], result["seconds"]


def cpu_ticks(pids: list[int]) -> int:
    """User and system time of processes with all their threads, in clock ticks."""
    total = 0
    for pid in pids:
        # The name in brackets may hold spaces: fields are counted after it.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total
