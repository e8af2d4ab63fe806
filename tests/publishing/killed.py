"""Does one thing to copies of a site, each time killed one step later than before, and
looks at what is left. Run as `python -m tests.publishing.killed ACTION SITE`.

A step is a statement that writes, a commit, or what the writer of packs asks of the
disk: a file opened for writing, half of what is written, a rename, a removal. Between
two of them nothing changes. SQLite's own commit is broken off by kills at times in
between. PostgreSQL keeps the same transactions, and the pack is written the same way.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

Act = Callable[[], object]
BY_TIME = 6
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
# What is read, and what is written about a visit and not about the site.
READING = ("SELECT", "PRAGMA", "--", "EXPLAIN")
NOT_THE_SITE = ("django_session", "axes_", "otp_", "sqlite_", "django_migrations")
# They tell the hour, which is another at each try.
CLOCKS = ("created", "action_time", "last_login")


def main(name: str, site: Path) -> None:
    use(site)
    from tests.publishing.killed_actions import ACTIONS

    act = ACTIONS[name](site)
    close()
    old = state(site)
    whole, took = copy(site, "whole"), time.monotonic()
    assert in_a_child(whole, act) == 0, "It fails even where nobody kills it."
    took = time.monotonic() - took
    new = state(whole)
    assert new != old, "It changes nothing."
    seen: list[str] = []
    for step in range(1, 500):
        tried = copy(site, "tried")
        code = in_a_child(tried, act, killed_at=step)
        seen.append(after_a_kill(tried, act, old, new, f"step {step}"))
        if code == 0:
            break
    else:
        raise AssertionError("It never came to an end.")
    for part in range(BY_TIME):
        tried = copy(site, "tried")
        in_a_child(tried, act, seconds=took * (part + 1) / (BY_TIME + 1))
        seen.append(after_a_kill(tried, act, old, new, f"part {part}"))
    # Old states first, then new ones: the killing went through the whole of it.
    assert {"old", "new"} <= {each.split()[0] for each in seen}, seen
    print(json.dumps({"steps": step, "seen": {s: seen.count(s) for s in {*seen}}}))


def copy(site: Path, name: str) -> Path:
    folder = site.parent / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(site, folder)
    return folder


def in_a_child(folder: Path, act: Act, killed_at: int = 0, seconds: float = 0) -> int:
    """Its exit code, or minus the signal that ended it."""
    child = os.fork()
    if not child:
        try:
            use(folder)
            if killed_at:
                Killer(killed_at).begin()
            act()
            close()
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    if seconds:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, -signal.SIGKILL), f"It failed with {code}."
    return code


class Killer:
    """Ends this process at its n-th step, as a power cut would."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def begin(self) -> None:
        from django.db.backends.signals import connection_created

        connection_created.connect(self.watch, weak=False)
        sys.addaudithook(self.heard)
        fdopen, fsync = os.fdopen, os.fsync

        def in_halves(*given: Any) -> Any:
            file = fdopen(*given)
            write = file.write

            def half_and_half(data: bytes) -> int:
                for part in (data[: len(data) // 2], data[len(data) // 2 :]):
                    write(part)
                    file.flush()
                    self.step()
                return len(data)

            file = Opened(file, half_and_half)
            return file

        def before_fsync(handle: int) -> None:
            self.step()
            fsync(handle)

        os.fdopen, os.fsync = in_halves, before_fsync  # type: ignore[assignment]

    def watch(self, connection: Any, **_: object) -> None:
        connection.connection.set_trace_callback(self.said)

    def said(self, statement: str) -> None:
        if not statement.lstrip().upper().startswith(READING):
            self.step()

    def heard(self, event: str, given: tuple[Any, ...]) -> None:
        if event in ("os.rename", "os.remove", "os.mkdir", "os.truncate") or (
            event == "open" and isinstance(given[2], int) and given[2] & WRITING
        ):
            self.step()


class Opened:
    """A file whose `write` is another one."""

    def __init__(self, file: Any, write: Callable[[bytes], int]) -> None:
        self.file = file
        self.write = write

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()


def after_a_kill(
    folder: Path, act: Act, old: dict[str, str], new: dict[str, str], when: str
) -> str:
    """What is left, in words: the state, and whether the pack has yet to follow."""
    found = state(folder)
    mixed = [t for t in found if found[t] not in (old[t], new[t])]
    assert found in (old, new), (
        f"{when}: neither the old nor the new: {mixed}, of the old "
        f"{[t for t in found if found[t] == old[t] != new[t]]}"
    )
    before, now = editions(folder), pack_of(folder)
    assert now in before, f"{when}: the pack holds edition {now}, which nobody knows."
    is_behind = now != before[-1]
    assert not (is_behind and found == old), f"{when}: the pack is an older one."
    # Whoever comes next: the old state is brought to the new one by doing it again,
    # and the clock, which also runs before serving, writes a pack that is behind.
    again = act if found == old else clock
    assert in_a_child(folder, again) == 0
    assert in_a_child(folder, verify) == 0, f"{when}: verify finds a fault."
    assert state(folder) == new, f"{when}: done again, it gives something else."
    assert pack_of(folder) == editions(folder)[-1], f"{when}: the pack stays behind."
    left = [path.name for path in folder.glob(".site*")]
    assert not left, f"{when}: {left} stay for good."
    return ("old" if found == old else "new") + (", old pack" if is_behind else "")


def state(folder: Path) -> dict[str, str]:
    """By table, a digest of its rows."""
    connection = sqlite3.connect(folder / "site.sqlite3")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    found = {
        table: digest_of(connection, table)
        for (table,) in tables.fetchall()
        if not table.startswith(NOT_THE_SITE)
    }
    connection.close()
    return found


def digest_of(connection: sqlite3.Connection, table: str) -> str:
    known = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    names = ", ".join(f'"{row[1]}"' for row in known if row[1] not in CLOCKS)
    rows = connection.execute(f'SELECT {names} FROM "{table}" ORDER BY 1, 2')  # noqa: S608
    return sha256(repr(rows.fetchall()).encode()).hexdigest()


def editions(folder: Path) -> list[int]:
    connection = sqlite3.connect(folder / "site.sqlite3")
    query = "SELECT number FROM publishing_edition ORDER BY number"
    found = [number for (number,) in connection.execute(query)]
    connection.close()
    return found


def pack_of(folder: Path) -> int:
    """The edition of the pack, which must be whole."""
    from safety_site.delivery.pack import Pack

    pack = Pack.open(folder / "site.pack")
    pack.verify()
    return pack.edition


def use(folder: Path) -> None:
    from django.conf import settings
    from django.db import connection

    close()
    settings.PACK_PATH = folder / "site.pack"
    connection.settings_dict["NAME"] = folder / "site.sqlite3"


def close() -> None:
    from django.db import connections

    connections.close_all()


def clock() -> None:
    from django.core.management import call_command

    from tests.publishing.killed_site import DAY

    call_command("tick", f"--today={DAY}", stdout=io.StringIO())


def verify() -> None:
    from django.core.management import call_command

    call_command("verify", stdout=io.StringIO())


if __name__ == "__main__":
    from tests.publishing.killed_site import begin

    begin()
    main(sys.argv[1], Path(sys.argv[2]))
