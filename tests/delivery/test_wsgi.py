import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.delivery.conftest import ROOT

IMPORTED = """
import sys
from safety_site.wsgi import application
wrong = [name for name in sys.modules if name.split(".")[0] in ("django", "sqlite3")]
wrong += [name for name in sys.modules if name.startswith("safety_site.")
          and name.split(".")[1] not in ("delivery", "environment", "wsgi")]
print(wrong, application._path)
"""


def test_web_workers_load_neither_django_nor_the_settings(tmp_path: Path) -> None:
    run = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", IMPORTED],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.strip() == f"[] {tmp_path / 'site.pack'}"


def configuration(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Any:
    for name in ("HOST", "PORT", "WEB_WORKERS", "FORWARDED_ALLOW_IPS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "gunicorn.conf.py"))


def test_the_server_listens_to_this_machine_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = configuration(monkeypatch)
    told = configuration(monkeypatch, HOST="::", PORT="81", WEB_WORKERS="3")

    assert (plain["bind"], plain["workers"]) == ("127.0.0.1:8000", 2)
    assert (told["bind"], told["workers"]) == ("[::]:81", 3)


def test_the_server_keeps_no_access_log(monkeypatch: pytest.MonkeyPatch) -> None:
    assert configuration(monkeypatch)["accesslog"] is None


def test_only_neighbours_may_speak_for_a_visitor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = configuration(monkeypatch)

    assert plain["forwarded_allow_ips"] == "127.0.0.1,::1"
    assert plain["forwarder_headers"] == ""
