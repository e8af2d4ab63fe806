"""People who work on the site, each with a password, a phone and recovery codes."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.auth.models import Group
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from safety_site.delivery.pack import write_pack
from safety_site.staff import enrolment
from safety_site.staff.models import User
from safety_site.staff.serving import staff_beside
from tests.delivery.conftest import Served, gunicorn
from tests.delivery.pages import edition

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a tall green teapot"  # noqa: S105
LOGIN = "/staff/login/"


def code_of(key: str, steps: int = 0) -> str:
    """What a phone with this key shows, or will show `steps` times 30 seconds later."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06}"


def code_in_time(key: str, steps: int = 0) -> str:
    """As `code_of`, and not about to change while a browser types and sends it."""
    left = 30 - time.time() % 30
    if left < 10:
        time.sleep(left + 0.5)
    return code_of(key, steps)


def key_typed(secret: str) -> str:
    """The key as kept, from its letters in groups of four."""
    return base64.b32decode(secret.replace(" ", "")).hex()


@dataclass
class Person:
    user: User
    key: str
    codes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.user.username

    def given(
        self, code: str | None = None, password: str = PASSWORD
    ) -> dict[str, str]:
        code = code_of(self.key) if code is None else code
        return {"username": self.name, "password": password, "otp_token": code}

    def sign_in(self, client: Client, code: str | None = None) -> HttpResponse:
        return client.post(LOGIN, self.given(code))


def person(name: str, *roles: str) -> Person:
    user = User(username=name, is_staff=True)
    key = enrolment.new_key()
    codes = enrolment.enrol(user, PASSWORD, key, code_of(key))
    # As if that had been long ago: a code is good for one use.
    TOTPDevice.objects.filter(user=user).update(last_t=-1)
    user.groups.set(Group.objects.filter(name__in=roles))
    return Person(user, key, codes)


@pytest.fixture
def administrator(db: None) -> Person:
    return person("ada", "administrator")


@pytest.fixture
def editor(db: None) -> Person:
    return person("eva", "editor")


@pytest.fixture
def at_work(client: Client, administrator: Person) -> Client:
    """The administrator's browser, signed in."""
    administrator.sign_in(client)
    return client


def is_signed_in(client: Client) -> bool:
    # A screen that asks for no role.
    return client.get("/staff/password_change/").status_code == 200


def text_of(response: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def manage(folder: Path, *words: str, **environ: str) -> str:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=os.environ
        | {
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "safety_site.settings",
        }
        | environ,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with its tables, made once; a test that wants one writes it down."""
    folder = tmp_path_factory.mktemp("tables")
    manage(folder, "migrate", "-v0")
    manage(folder, "shell", "-c", CLOSED)
    return (folder / "site.sqlite3").read_bytes()


# All of it in one file, and none of it in the log beside it.
CLOSED = (
    "from django.db import connection as c;"
    "c.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')"
)


def filled(folder: Path, database: bytes) -> Path:
    (folder / "site.sqlite3").write_bytes(database)
    write_pack(folder / "site.pack", 1, edition())
    return folder


@pytest.fixture
def folder(tmp_path: Path, empty_database: bytes) -> Path:
    """A data folder with a small edition and a database without content."""
    return filled(tmp_path, empty_database)


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, empty_database: bytes
) -> Iterator[Served]:
    """The whole site under gunicorn: pages, files of the admin, and Django."""
    folder = filled(tmp_path_factory.mktemp("served"), empty_database)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_SETTINGS_MODULE", "safety_site.settings")
        with gunicorn(folder) as running:
            yield running


@pytest.fixture
def add_person(served: Served) -> Callable[[str], str]:
    """Enrols an administrator in the served site; gives the key of their phone."""

    def added(name: str) -> str:
        folder = served.output.parent
        return manage(folder, "shell", "-v0", "-c", ADDED, NAME=name).strip()

    return added


ADDED = """
import os
from tests.staff.conftest import person
print(person(os.environ["NAME"], "administrator").key)
"""


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def nothing(environ, start_response):
    start_response("404 Not Found", [])
    return []


@pytest.fixture
def url() -> Iterator[str]:
    """The desk over HTTP, in this process: it sees what the test has written."""
    connection = connections["default"]
    with make_server(
        "127.0.0.1", 0, staff_beside(nothing), handler_class=Quiet
    ) as server:

        def serve() -> None:
            connections["default"] = connection
            server.serve_forever(poll_interval=0.05)

        connection.inc_thread_sharing()
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        connection.dec_thread_sharing()
