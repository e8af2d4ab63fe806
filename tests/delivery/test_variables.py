"""Empty variables mean the default, for Django and for the web server alike."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.delivery.conftest import ROOT
from tests.delivery.test_wsgi import configuration

SETTINGS = """
import json
from safety_site import settings
names = [name for name in dir(settings) if name.isupper()]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""
SERVER = """
from safety_site import wsgi
print(wsgi.application._path, wsgi.application._production)
"""
READ_HERE = [
    "SITE_ENV",
    "DATA_DIR",
    "SITE_NAME",
    "SITE_OPERATOR",
    "LANGUAGES_ENABLED",
    "SHOW_DRAFTS",
    "SECRET_KEY",
    "PUBLIC_ORIGIN",
    "EXIT_DESTINATIONS",
    "ALLOWED_HOSTS",
    "PUBLIC_CACHE_CONTROL",
    "SITE_ROLE",
    "STAFF_PATH",
]


def started(
    program: str, folder: Path, environ: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in READ_HERE}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", program],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def settings_with(folder: Path, **environ: str) -> Any:
    return json.loads(started(SETTINGS, folder, environ).stdout)


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_variable_changes_no_setting(tmp_path: Path, empty: str) -> None:
    plain = settings_with(tmp_path)

    assert settings_with(tmp_path, **dict.fromkeys(READ_HERE, empty)) == plain
    assert plain["DATA_DIR"] == str(ROOT / "var")
    assert plain["SITE_NAME"] == "Clear Guide"
    assert plain["LANGUAGES_ENABLED"][:2] == ["en", "ur"]
    assert len(plain["SHOW_DRAFTS"]) > 20
    assert settings_with(tmp_path, LANGUAGES_ENABLED=" , ")["LANGUAGES_ENABLED"]


@pytest.mark.parametrize("site_env", ["development", "production"])
def test_no_drafts_at_all_has_a_word(tmp_path: Path, site_env: str) -> None:
    def drafts(**environ: str) -> Any:
        environ |= {"SITE_ENV": site_env, "SECRET_KEY": "for this test"}
        return settings_with(tmp_path, **environ)["SHOW_DRAFTS"]

    assert drafts(SHOW_DRAFTS="none") == []
    assert drafts(SHOW_DRAFTS=" None ") == []
    assert drafts(SHOW_DRAFTS="ur, th") == ["ur", "th"]
    assert bool(drafts()) is (site_env == "development")
    assert drafts(SHOW_DRAFTS="") == drafts()


@pytest.mark.parametrize("data", ["", "  "])
def test_the_server_reads_the_pack_that_the_commands_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str
) -> None:
    commands = settings_with(tmp_path, DATA_DIR=data)
    server = started(SERVER, tmp_path, {"DATA_DIR": data, "SITE_ENV": ""}).stdout

    assert server.split() == [commands["PACK_PATH"], "False"]
    assert configuration(monkeypatch, DATA_DIR=data)["DATA_DIR"] == ROOT / "var"


def test_production_is_production_for_both(tmp_path: Path) -> None:
    environ = {"SITE_ENV": " production ", "SECRET_KEY": "for this test"}

    assert started(SERVER, tmp_path, environ).stdout.split()[1] == "True"
    assert settings_with(tmp_path, **environ)["PRODUCTION"] is True


@pytest.mark.parametrize(
    ("name", "wrong", "says"),
    [
        ("SITE_ROLE", "editors", "SITE_ROLE is 'editors'. Use all, public, editor."),
        ("STAFF_PATH", "en", "STAFF_PATH is 'en'. Use one word of at least four"),
        ("STAFF_PATH", "a/desk", "STAFF_PATH is 'a/desk'. Use one word"),
        ("STAFF_PATH", "static", "but not static or healthz."),
        ("STAFF_PATH", "/", "STAFF_PATH is '/'. Use one word"),
    ],
)
def test_what_decides_the_address_of_staff_is_refused_in_a_sentence(
    tmp_path: Path, name: str, wrong: str, says: str
) -> None:
    ended = started(SERVER, tmp_path, {name: wrong})

    assert ended.returncode == 1
    assert says in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("program", [SETTINGS, SERVER])
def test_a_mistyped_kind_of_site_is_refused_by_both(
    tmp_path: Path, program: str
) -> None:
    ended = started(program, tmp_path, {"SITE_ENV": "prodution"})

    assert ended.returncode == 1
    assert ended.stderr.strip().endswith(
        "SITE_ENV is 'prodution'. Use development or production."
    )


def test_the_web_server_says_so_in_one_sentence(tmp_path: Path) -> None:
    program = "import runpy; runpy.run_module('gunicorn', run_name='__main__')"
    words = ["-c", program, "-c", str(ROOT / "gunicorn.conf.py")]
    environ = os.environ | {"SITE_ENV": "prodution", "PORT": "0"}
    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-P", *words, "safety_site.wsgi:application"],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "SITE_ENV is 'prodution'. Use development or production."
    ]
