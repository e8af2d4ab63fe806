"""Publishing from a screen: by the operators' commands, in a process of its own.

A web worker has threads, and rendering starts processes: a fork of a threaded process
may hang. A command that is killed leaves the old edition or the new one.

One at a time on a node: each takes all processors and hundreds of megabytes.
"""

from __future__ import annotations

import fcntl
import os
import re
import signal
import subprocess
import sys
from typing import IO, NamedTuple

from django.conf import settings

from safety_site.delivery.pack import PackError
from safety_site.publishing import packing

# Seconds. All pages of nine languages take about one minute on a small machine.
LONGEST = 900
MARK = "Proposal "
LOCK = "rendering.lock"
BUSY = (
    "Another edition is being worked out just now, for you or for somebody else. "
    "Nothing was started and nothing was changed. Wait a minute or two, then try again."
)
NAMED = re.compile(r"[0-9a-f]{64}")


class Outcome(NamedTuple):
    went_well: bool
    lines: list[str]

    @property
    def last_words(self) -> str:
        return "\n".join(self.lines[-1:] if self.went_well else self.lines)


class Proposal(NamedTuple):
    """`digest` is empty where there is nothing to publish, or a reason not to."""

    digest: str
    lines: list[str]
    refused: bool


def propose() -> Proposal:
    outcome = _run("publish", "--dry-run")
    digest = outcome.lines[-1].removeprefix(MARK) if outcome.lines else ""
    is_named = outcome.went_well and outcome.lines[-1:] == [MARK + digest]
    shown = [
        line for line in outcome.lines if not line.startswith(("  rendered", MARK))
    ]
    return Proposal(digest if is_named else "", shown, not outcome.went_well)


def publish(proposal: str, publisher: str, asked_by: str, reason: str) -> Outcome:
    """Publish exactly what was looked at."""
    if not NAMED.fullmatch(proposal):
        return Outcome(False, ["Nothing was published. Look at the difference first."])
    return _run(
        "publish",
        f"--expect={proposal}",
        f"--by={publisher}",
        f"--asked-by={asked_by}",
        f"--reason={reason}",
    )


def go_back(number: str, publisher: str, asked_by: str, reason: str) -> Outcome:
    if not (number.isascii() and number.isdigit()):
        return Outcome(False, ["Choose an edition."])
    words = (f"--by={publisher}", f"--asked-by={asked_by}", f"--reason={reason}")
    return _run("rollback", *words, number)


def _run(*words: str) -> Outcome:
    try:
        with (settings.DATA_DIR / LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return Outcome(False, [BUSY])
            return _run_alone(lock, words)
    except OSError as error:
        return Outcome(False, [f"It could not be started: {error.strerror}."])


def _run_alone(lock: IO[str], words: tuple[str, ...]) -> Outcome:
    before = packing.newest_number()
    # The lock goes along: should this worker end, the next one waits all the same.
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        pass_fds=(lock.fileno(),),
        start_new_session=True,
    )
    try:
        output, errors = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        # With the processes that it has started.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Outcome(False, [what_is_so(before)])
    if process.returncode:
        said = errors.strip().removeprefix("CommandError: ")
        return Outcome(False, said.splitlines() or ["It failed without a word."])
    return Outcome(True, output.splitlines())


def what_is_so(before: int) -> str:
    """After a command was stopped: whether there is an edition later than `before`."""
    stopped = "It took too long and was stopped."
    newest = packing.newest_edition()
    if newest is None or newest.number == before:
        return f"{stopped} No edition was made: the site stays as it is."
    made = f"{stopped} But edition {newest.number} was made, by {newest.publisher}"
    try:
        packing.keep_current()
    except PackError as error:
        return f"{made}. {error}"
    return f"{made}, and readers get it now. Look at it before you publish again."
