"""The environment is made once, made anew when it must be, and never left half made."""

import contextlib
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import run


@pytest.fixture
def requirements(tmp_path: Path, pip_stand_in: None) -> Path:
    file = tmp_path / "requirements.txt"
    file.write_text("thing==1.0 --hash=sha256:0\n")
    return file


@contextlib.contextmanager
def never_taken():
    pytest.fail("the environment was made again")
    yield


def make(data: Path, requirements: Path, lock=None) -> Path:
    data.mkdir(exist_ok=True)
    return run.environment(
        data, "env", str(requirements), lock or contextlib.nullcontext()
    )


def test_it_runs_python_and_keeps_no_wheel(data: Path, requirements: Path) -> None:
    python = make(data, requirements)
    command = [python, "-c", "import sys; print(sys.prefix)"]
    told = subprocess.check_output(command, text=True)  # noqa: S603
    assert told.strip() == str(data / "env")
    assert not list((data / "env").glob("*.whl"))


def test_a_second_start_makes_nothing(data: Path, requirements: Path) -> None:
    python = make(data, requirements)
    assert make(data, requirements, never_taken()) == python


@pytest.mark.parametrize("change", ["packages", "stamp", "python", "folder"])
def test_it_is_made_anew_when_it_must_be(
    data: Path, requirements: Path, change: str
) -> None:
    make(data, requirements)
    (data / "env/left").touch()
    if change == "packages":
        requirements.write_text("thing==1.1 --hash=sha256:0\n")
    elif change == "folder":  # an environment does not survive being moved
        data = data.rename(data.with_name("moved"))
    else:
        (data / {"stamp": "env/stamp", "python": "env/bin/python"}[change]).unlink()
    make(data, requirements)
    assert not (data / "env/left").exists()
    make(data, requirements, never_taken())


@pytest.mark.parametrize(
    ("says", "raised"),
    [
        ("ERROR: No matching distribution found for thing", "No matching distribution"),
        (
            "OSError: [Errno 28] No space left on device",
            "while packages were installed",
        ),
    ],
)
def test_a_pip_that_fails_leaves_no_environment(
    data: Path,
    requirements: Path,
    monkeypatch: pytest.MonkeyPatch,
    says: str,
    raised: str,
) -> None:
    monkeypatch.setenv("SAYS", says)
    with pytest.raises((SystemExit, OSError), match=raised):
        make(data, requirements)
    assert not (data / "env").exists()


def test_the_key_is_written_once_for_its_owner_alone(tmp_path: Path) -> None:
    run.secret_key(tmp_path)
    kept = tmp_path / "secret-key"
    first = kept.read_text()
    run.secret_key(tmp_path)
    assert len(first) >= 50
    assert kept.read_text() == first
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [kept]


@pytest.fixture
def failing_python(tmp_path: Path) -> Path:
    """Stands for a `prepare` that breaks after it has begun a database."""
    script = tmp_path / "python"
    script.write_text(
        f"#!{sys.executable}\nimport os, pathlib, sys\n"
        "data = pathlib.Path(os.environ['DATA_DIR'])\n"
        "for name in ('site.sqlite3', 'site.sqlite3-wal', 'site.pack'):\n"
        "    (data / name).write_text('half')\n"
        "sys.exit('manage.py' in sys.argv)\n"
    )
    script.chmod(0o700)
    return script


def test_a_first_site_that_cannot_be_prepared_leaves_none(
    data: Path, failing_python: Path
) -> None:
    data.mkdir()
    (data / "site.old").write_text("kept")
    with pytest.raises(subprocess.CalledProcessError, match=r"prepare' returned"):
        run.prepare(failing_python, {"DATA_DIR": str(data)}, data)
    assert [file.name for file in data.iterdir()] == ["site.old"]


def test_a_database_that_was_there_is_never_removed(
    data: Path, failing_python: Path
) -> None:
    data.mkdir()
    (data / "site.sqlite3").touch()
    with pytest.raises(subprocess.CalledProcessError):
        run.prepare(failing_python, {"DATA_DIR": str(data)}, data)
    assert (data / "site.sqlite3").exists()
    assert (data / "site.sqlite3-wal").exists()


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("staff", "manage.py enrol"),
        ("staff ada --administrator", "manage.py enrol ada --administrator"),
        ("manage enrol ada", "manage.py enrol ada"),
        ("bench", "-m bench"),
        ("leaflets", "manage.py make_leaflets"),
    ],
)
def test_a_command_is_called_in_the_environment(
    data: Path, pip_stand_in: None, typed: str, called: str
) -> None:
    """`run.py staff` is `manage.py enrol`, with the name and options that follow; what
    draws leaflets has an environment of its own.
    """
    data.mkdir()
    end = "-pdf" if typed == "leaflets" else ""
    python = run.environment(
        data, f"env{end}", f"requirements{end}.txt", contextlib.nullcontext()
    )
    python.unlink()
    python.write_text('#!/bin/sh\necho "$DATA_DIR" "$@"\n')
    python.chmod(0o700)
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "run.py", "--data", str(data), *typed.split()],
        cwd=run.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    folder, *words = ended.stdout.splitlines()[-1].split()

    assert folder == str(data)
    assert [word.rpartition("/")[2] for word in words] == called.split()
