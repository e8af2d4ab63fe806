"""`manage.py enrol` at a real terminal: what it asks, says and keeps."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.staff.conftest import ROOT, code_of, key_typed

PASSWORD = "seven loud violins"  # noqa: S105
SETTINGS = {"DJANGO_SETTINGS_MODULE": "safety_site.settings"}


class Terminal:
    """Types into a program, and reads what a person would see."""

    def __init__(self, master: int, process: subprocess.Popen[bytes]) -> None:
        self.master, self.process, self.seen, self.read = master, process, "", 0

    def until(self, words: str, seconds: float = 30) -> str:
        """What is newly seen up to these words."""
        end = time.monotonic() + seconds
        while words not in self.seen[self.read :]:
            assert time.monotonic() < end, self.seen
            if select.select([self.master], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.master, 65536).decode(errors="replace")
                except OSError:  # the program has ended
                    assert words in self.seen[self.read :], self.seen
        found = self.seen[self.read :]
        self.read = len(self.seen)
        return found

    def types(self, text: str, *, after: str) -> str:
        found = self.until(after)
        time.sleep(0.05)  # until the echo is off
        os.write(self.master, text.encode() + b"\n")
        return found

    def presses(self, key: bytes, *, after: str) -> None:
        self.until(after)
        time.sleep(0.05)
        os.write(self.master, key)

    def ended(self) -> int:
        return self.process.wait(30)


@contextmanager
def enrolling(folder: Path, *words: str) -> Iterator[Terminal]:
    master, slave = pty.openpty()
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "manage.py", "enrol", *words],
        cwd=ROOT,
        env=os.environ | SETTINGS | {"DATA_DIR": str(folder), "PYTHONUTF8": "1"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        preexec_fn=take_terminal,
    ) as process:
        os.close(slave)
        try:
            yield Terminal(master, process)
        finally:
            process.kill()
            os.close(master)


def take_terminal() -> None:
    """So that Ctrl-C reaches the program, and getpass finds its terminal."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # Where the tests themselves run in the background, it is ignored.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def users(folder: Path) -> list[tuple[str, bool, str]]:
    with closing(sqlite3.connect(folder / "site.sqlite3")) as database:
        return database.execute(
            "SELECT username, EXISTS (SELECT 1 FROM staff_user_groups AS held"
            " JOIN auth_group ON auth_group.id = held.group_id"
            " WHERE held.user_id = staff_user.id AND name = 'administrator'), key"
            " FROM staff_user JOIN otp_totp_totpdevice AS phone"
            " ON phone.user_id = staff_user.id ORDER BY username"
        ).fetchall()


def answer(terminal: Terminal) -> tuple[str, str]:
    """Through to the end; the key, and what was said last."""
    terminal.types(PASSWORD, after="(it is not shown): ")
    shown = terminal.types(PASSWORD, after="The same again: ")
    shown = terminal.until("The six digits that the phone shows now: ")
    key = key_typed(re.search(r"into the app: ([A-Z2-7 ]+)", shown)[1])
    os.write(terminal.master, code_of(key).encode() + b"\n")
    said = terminal.until("next code of the phone.")
    assert terminal.ended() == 0
    return key, said


def test_the_first_administrator_sees_a_picture_a_secret_and_ten_codes(
    folder: Path,
) -> None:
    with enrolling(folder, "ada") as terminal:
        key, said = answer(terminal)

    assert "ada will be a new administrator." in terminal.seen
    assert terminal.seen.count("▄") + terminal.seen.count("\x1b[") > 20
    assert PASSWORD not in terminal.seen
    assert len(re.findall(r"^ {4}\w{4}-\w{4}\r?$", said, re.MULTILINE)) == 10
    assert "below /staff/" in said
    assert users(folder) == [("ada", 1, key)]


def test_an_account_that_is_there_gets_a_new_phone(folder: Path) -> None:
    with enrolling(folder, "ada") as terminal:
        old, _ = answer(terminal)
    with enrolling(folder) as terminal:
        terminal.types("ada", after="Name: ")
        new, _ = answer(terminal)

    assert "ada has an account." in terminal.seen
    assert old != new
    assert users(folder) == [("ada", 1, new)]


def test_mistakes_are_explained_and_asked_again(folder: Path) -> None:
    with enrolling(folder, "ada") as terminal:
        terminal.types("short", after="(it is not shown): ")
        assert "Choose another." in terminal.types(PASSWORD, after="not shown): ")
        terminal.types("something else", after="The same again: ")
        assert "The two differ. Nothing was changed." in terminal.types(
            PASSWORD, after="not shown): "
        )
        terminal.types(PASSWORD, after="The same again: ")
        terminal.types("000000", after="shows now: ")
        said = terminal.until("shows now: ")
        assert "This code does not belong to the picture above. Nothing was" in said
        assert users(folder) == []


@pytest.mark.parametrize("key", [b"\x03", b"\x04"])
def test_stopping_half_way_changes_nothing(folder: Path, key: bytes) -> None:
    with enrolling(folder, "ada") as terminal:
        old, _ = answer(terminal)
    with enrolling(folder, "ada") as terminal:
        terminal.types(PASSWORD, after="(it is not shown): ")
        terminal.types(PASSWORD, after="The same again: ")
        terminal.presses(key, after="shows now: ")
        terminal.until("Do this again when you are ready.")
        assert terminal.ended() == 1

    assert "Stopped. Nothing was changed" in terminal.seen
    assert "Traceback" not in terminal.seen
    assert users(folder) == [("ada", 1, old)]


def test_a_mistyped_name_makes_no_further_administrator(folder: Path) -> None:
    with enrolling(folder, "ada") as terminal:
        answer(terminal)
    with enrolling(folder, "aad") as terminal:
        said = terminal.until("makes a further administrator.")
        assert terminal.ended() == 1
    assert "There is no account 'aad'" in said
    assert "Nothing was changed." in said

    with enrolling(folder, "bea", "--administrator") as terminal:
        answer(terminal)
    assert [name for name, _, _ in users(folder)] == ["ada", "bea"]


@pytest.mark.parametrize("name", ["two words", "x" * 151])
def test_a_name_that_cannot_be_is_refused(folder: Path, name: str) -> None:
    with enrolling(folder, name) as terminal:
        said = terminal.until("Choose another.")
        assert terminal.ended() == 1
    assert "cannot be a name" in said
    assert users(folder) == []


def test_without_a_database_it_says_what_to_do_first(tmp_path: Path) -> None:
    with enrolling(tmp_path, "ada") as terminal:
        said = terminal.until("then do this again.")
        assert terminal.ended() == 1
    assert f"There is no database in {tmp_path} yet. Nothing was changed." in said
    assert not list(tmp_path.iterdir())


def test_without_its_tables_it_says_so_too(tmp_path: Path) -> None:
    (tmp_path / "site.sqlite3").touch()
    with enrolling(tmp_path, "ada") as terminal:
        said = terminal.until("then do this again.")
        assert terminal.ended() == 1
    assert "The database could not be read or written" in said
    assert "Traceback" not in said


def test_a_script_is_refused(folder: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "enrol", "ada"],
        cwd=ROOT,
        env=os.environ | SETTINGS | {"DATA_DIR": str(folder)},
        input=f"{PASSWORD}\n{PASSWORD}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "it needs a terminal. Nothing was changed." in ended.stderr
    assert "Traceback" not in ended.stderr
