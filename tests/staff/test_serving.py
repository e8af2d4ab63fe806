"""The pack first, then the admin for its own addresses; readers notice nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.delivery.conftest import Answered, Served, gunicorn, wait_for
from tests.staff.conftest import ROOT, code_of

MARKER = "MARKER"
HOST = "Host: localhost"


def ask(served: Served, path: str, *headers: str, method: str = "GET") -> Answered:
    lines = [f"{method} {path} HTTP/1.1", HOST, "Connection: close", *headers, "", ""]
    return served.send("\r\n".join(lines).encode())


def test_the_public_pages_know_nothing_of_the_admin(served: Served) -> None:
    cookies = f"Cookie: sessionid={MARKER}; csrftoken={MARKER}"
    for path in ("/en", "/en/answer/", "/nowhere", "/staffing/", "/static.css", "/x"):
        before = ask(served, path, cookies)
        assert ask(served, "/staff/login/", cookies).status == 200
        after = ask(served, path, cookies)

        assert before.header("Set-Cookie") is None
        assert before.header("Vary") in (None, "Accept-Encoding")
        assert before.header("Referrer-Policy") == "no-referrer"
        assert without_date(after) == without_date(before)
        assert after.body == before.body


def without_date(answered: Answered) -> list[str]:
    lines = answered.head.splitlines()
    return [line for line in lines if not line.startswith("Date:")]


def test_an_unknown_public_address_stays_the_packs(served: Served) -> None:
    public = ask(served, "/nowhere")
    for path in ("/static/nowhere.css", "/static/", "/static", "/static/../secret-key"):
        answered = ask(served, path)
        assert answered.status == 404
        assert answered.body == public.body


def test_files_of_the_admin_come_from_the_packages_and_from_ours(
    served: Served,
) -> None:
    for path in ("admin/css/base.css", "staff/staff.css", "staff/unsaved.js"):
        answered = ask(served, f"/static/{path}")
        assert answered.status == 200
        assert answered.header("Set-Cookie") is None
        assert answered.header("Cache-Control") == "private, no-cache"
        assert answered.header("X-Content-Type-Options") == "nosniff"
        assert answered.header("Access-Control-Allow-Origin") is None
        again = f"If-None-Match: {answered.header('ETag')}"
        assert ask(served, f"/static/{path}", again).status == 304
    assert ask(served, "/static/page/page.js").status == 404


def test_staff_sign_in_where_the_site_is_served(
    served: Served, add_person: Callable[[str], str]
) -> None:
    key = add_person("ada")
    shown = ask(served, "/staff/login/")
    token = str(shown.header("Set-Cookie")).split(";")[0].partition("=")[2]
    body = (
        f"csrfmiddlewaretoken={token}&username=ada&password=a+tall+green+teapot"
        f"&otp_token={code_of(key)}&next=/staff/"
    )
    answered = served.send(
        f"POST /staff/login/ HTTP/1.1\r\n{HOST}\r\nCookie: csrftoken={token}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    assert answered.status == 302
    cookies = [line for line in answered.head.splitlines() if "Set-Cookie" in line]
    session = next(line for line in cookies if "sessionid" in line)
    assert "Path=/staff/" in session
    assert "Max-Age" not in session

    cookie = session.partition(": ")[2].split(";")[0]
    assert ask(served, "/staff/", f"Cookie: {cookie}").status == 200


def test_the_log_holds_nothing_of_who_signs_in(served: Served) -> None:
    body = f"username={MARKER}&password={MARKER}&otp_token={MARKER}"
    for path in ("/staff/login/", f"/staff/{MARKER}/", "/staff/enrol/a/b/"):
        ask(served, f"{path}?{MARKER}", f"User-Agent: {MARKER}")
        sent = f"POST {path}?{MARKER} HTTP/1.1\r\n{HOST}\r\nConnection: close\r\n"
        sent += f"Content-Length: {len(body)}\r\n\r\n{body}"
        served.send(sent.encode())
    served.send(f"GET /staff/ HTTP/1.1\r\nHost: {MARKER}\r\n\r\n".encode(), end=True)

    assert MARKER not in served.log
    assert "127.0.0.1" not in served.log
    assert "withheld" not in served.log


def test_a_failure_is_told_to_staff_plainly_and_to_the_log_by_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "safety_site.settings")
    (folder / "site.sqlite3").write_text(MARKER * 1000)
    with gunicorn(folder) as served:
        answered = ask(served, "/staff/", f"Cookie: sessionid={MARKER}{'a' * 26}")

        assert answered.status == 500
        assert b"Something failed" in answered.body
        assert b"Traceback" not in answered.body
        assert answered.header("Cache-Control") == "no-store"
        wait_for(lambda: "DatabaseError at " in served.log)
        assert MARKER not in served.log
        assert ask(served, "/en").status == 200


def test_an_admin_that_cannot_start_takes_no_public_page_with_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", f"safety_site.{MARKER}")
    with gunicorn(folder) as served:
        for _ in range(2):
            answered = ask(served, "/staff/")
            assert answered.status == 503
            assert b"Signing in does not work" in answered.body
            assert answered.header("Content-Security-Policy")
            assert answered.header("Cache-Control") == "no-store"
        assert ask(served, "/en").status == 200
        assert "The admin could not be started." in served.log
        assert MARKER not in served.log


ASKED = """
import sys
from safety_site.wsgi import application
def asked(path):
    told = []
    environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "wsgi.url_scheme": "http",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.input": sys.stdin.buffer}
    list(application(environ, lambda status, headers: told.append(status[:3])))
    return told[0]
statuses = [asked(path) for path in sys.argv[1:]]
print(*statuses, "django" in sys.modules, "whitenoise" in sys.modules)
"""


def asked(folder: Path, *paths: str, **environ: str) -> str:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", ASKED, *paths],
        cwd=ROOT,
        env=os.environ
        | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "safety_site.settings"}
        | environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("public", "200 404 404 False False"),
        ("all", "200 200 200 True True"),
        ("editor", "200 200 200 True True"),
        ("", "200 200 200 True True"),
    ],
)
def test_a_public_node_never_loads_django(folder: Path, role: str, told: str) -> None:
    paths = ("/en", "/staff/login/", "/static/admin/css/base.css")
    assert asked(folder, *paths, SITE_ROLE=role) == told


def test_readers_alone_do_not_load_it_either(folder: Path) -> None:
    paths = ("/en", "/nowhere", "/staffing/", "/x", "/healthz")
    assert asked(folder, *paths) == "200 404 404 204 200 False False"


def test_the_address_for_staff_can_be_another(folder: Path) -> None:
    paths = ("/desk/login/", "/desk", "/staff/login/")
    for written in ("desk", "/desk/"):
        told = asked(folder, *paths, STAFF_PATH=written)
        assert told == "200 301 404 True True"
