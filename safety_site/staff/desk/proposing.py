"""Publishing from a screen: by the operators' commands, in a process of its own.

A web worker has threads, and rendering starts processes: a fork of a threaded process
may hang. A command that is killed leaves the old edition or the new one.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import NamedTuple

from django.conf import settings

# Seconds. All pages of nine languages take about one minute on a small machine.
LONGEST = 900
MARK = "Proposal "
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
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            command, capture_output=True, text=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return Outcome(
            False, ["It took too long and was stopped. The site stays as it is."]
        )
    if done.returncode:
        said = done.stderr.strip().removeprefix("CommandError: ")
        return Outcome(False, said.splitlines() or ["It failed without a word."])
    return Outcome(True, done.stdout.splitlines())
