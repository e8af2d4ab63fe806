import errno
import gzip
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import brotli
import pytest

from safety_site.delivery import app as app_module
from safety_site.delivery import log
from safety_site.delivery.app import PublicSite
from safety_site.delivery.last_resort import FILE
from safety_site.delivery.pack import Entry, Pack, write_pack
from tests.delivery.pages import body_of, edition, entry

RESORT = FILE.read_bytes()


class Reply:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes):
        self.status = status
        self.headers = dict(headers)
        self.body = body
        assert len(self.headers) == len(headers), "A header is sent twice."


def ask(
    site: Callable[..., Any], path: str = "/en/", method: str = "GET", **extra: str
) -> Reply:
    """One request. `validator` holds both sides to the letter of WSGI."""
    environ: dict[str, Any] = {"PATH_INFO": path, "REQUEST_METHOD": method}
    setup_testing_defaults(environ)
    environ |= {"SCRIPT_NAME": "", **extra}
    environ.setdefault("QUERY_STRING", "")
    got: list[Any] = []

    def start_response(status: str, headers: list[Any], exc_info: Any = None) -> Any:
        got[:] = [status, headers]
        return lambda data: None

    body: Any = validator(site)(environ, start_response)
    try:
        sent = b"".join(body)
    finally:
        body.close()
    return Reply(got[0], got[1], sent)


@pytest.fixture
def site(pack_path: Path) -> PublicSite:
    return PublicSite(pack_path)


def look_again(site: PublicSite) -> None:
    site._next_look = 0.0


@pytest.mark.parametrize("path", ["/", "/en", "/en/", "/en/answer", "/en/answer/"])
def test_a_page_is_served_with_and_without_its_final_slash(
    site: PublicSite, path: str
) -> None:
    reply = ask(site, path, QUERY_STRING="a=b")
    page = next(e for e in edition() if e.path == (path.rstrip("/") or "/"))

    assert reply.status == "200 OK"
    assert reply.body == body_of(page)
    assert reply.headers["Content-Language"] == "en"


def test_an_address_outside_ascii_is_found(pack_path: Path) -> None:
    write_pack(pack_path, 2, [entry("/ur/مدد")])
    path = "/ur/مدد/".encode().decode("latin-1")

    assert ask(PublicSite(pack_path), path).status == "200 OK"


@pytest.mark.parametrize(
    ("accepted", "coding", "suffix", "unpack"),
    [
        ("gzip, br", "br", "br", brotli.decompress),
        ("gzip", "gzip", "gz", gzip.decompress),
        ("identity", None, "id", bytes),
    ],
)
def test_each_encoding_holds_the_same_page(
    site: PublicSite,
    entries: list[Entry],
    accepted: str,
    coding: str | None,
    suffix: str,
    unpack: Callable[[bytes], bytes],
) -> None:
    reply = ask(site, HTTP_ACCEPT_ENCODING=accepted)

    assert unpack(reply.body) == body_of(entries[1])
    assert reply.headers.get("Content-Encoding") == coding
    assert reply.headers["Content-Length"] == str(len(reply.body))
    assert reply.headers["ETag"] == f'"{entries[1].digest}-{suffix}"'
    assert reply.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_has_the_page_in_any_encoding_is_told_so(
    site: PublicSite, entries: list[Entry], method: str
) -> None:
    reply = ask(
        site,
        method=method,
        HTTP_ACCEPT_ENCODING="br",
        HTTP_IF_NONE_MATCH=f'"x", W/"{entries[1].digest}-gz"',
    )

    assert reply.status == "304 Not Modified"
    assert reply.body == b""
    assert reply.headers == {
        "ETag": f'"{entries[1].digest}-br"',
        "Vary": "Accept-Encoding",
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": entries[1].headers[1][1],
    }


def test_who_has_another_page_gets_this_one(site: PublicSite) -> None:
    reply = ask(site, HTTP_IF_NONE_MATCH=f'"{"0" * 64}-br"')

    assert reply.status == "200 OK"


def test_an_error_page_is_never_not_modified(site: PublicSite) -> None:
    reply = ask(site, "/nothing", HTTP_IF_NONE_MATCH="*")

    assert reply.status == "404 Not Found"
    assert "ETag" not in reply.headers


@pytest.mark.parametrize("path", ["/en/", "/nothing", "/healthz"])
@pytest.mark.parametrize("accepted", ["br", "identity"])
def test_head_has_the_headers_of_get_and_no_body(
    site: PublicSite, path: str, accepted: str
) -> None:
    get = ask(site, path, HTTP_ACCEPT_ENCODING=accepted)
    head = ask(site, path, "HEAD", HTTP_ACCEPT_ENCODING=accepted)

    assert head.body == b""
    assert get.body
    assert (head.status, head.headers) == (get.status, get.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_another_method_is_refused_with_a_page(site: PublicSite, method: str) -> None:
    for path in ("/en/", "/healthz"):
        reply = ask(site, path, method)

        assert reply.status == "405 Method Not Allowed"
        assert reply.headers["Allow"] == "GET, HEAD"
        assert b"not that way" in reply.body
        assert "Content-Security-Policy" in reply.headers


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/en/nothing", b"in English"),
        ("/en/nothing/more/", b"in English"),
        ("/ur/nothing", b"in many languages"),
        ("/nothing", b"in many languages"),
        ("/404", b"in many languages"),
        ("404", b"in many languages"),
        ("404/en", b"in many languages"),
        ("//en", b"in many languages"),
        ("/en//", b"in English"),
        ("/../en", b"in many languages"),
        ("/en/../en", b"in English"),
        ("/en\\answer", b"in many languages"),
        ("/en\x00", b"in many languages"),
        ("/en/\xff\xfe", b"in English"),
        ("/en/" + "a" * 60000, b"in English"),
        ("/\r\nSet-Cookie: a=b", b"in many languages"),
        ("", b"in many languages"),
        ("/123457", b"no such code"),
        ("/123457/", b"no such code"),
        ("/1234", b"no such code"),
        ("/12345678", b"no such code"),
        ("/123", b"in many languages"),
        ("/123456789", b"in many languages"),
        ("/123457/en", b"in many languages"),
        ("/12345\n", b"in many languages"),
        # As digits of Arabic come in.
        ("/\xd9\xa1\xd9\xa2\xd9\xa3\xd9\xa4", b"in many languages"),
        ("/number", b"in many languages"),
    ],
)
def test_an_unknown_path_is_a_plain_404(
    site: PublicSite, path: str, says: bytes
) -> None:
    reply = ask_plainly(site, path)

    assert reply.status == "404 Not Found"
    assert says in reply.body
    assert "Content-Security-Policy" in reply.headers


def ask_plainly(site: PublicSite, path: str) -> Reply:
    """Without the validator, which has its own opinion of paths without a slash."""
    got: list[Any] = []
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    environ["PATH_INFO"] = path

    def start_response(status: str, headers: list[Any], error: Any = None) -> None:
        got.extend((status, headers))

    body = site(environ, start_response)  # type: ignore[arg-type]
    return Reply(got[0], got[1], b"".join(body))


class Untouchable(BytesIO):
    def read(self, *args: Any) -> bytes:
        raise AssertionError("The body was read.")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("path", ["/x", "/x/"])
def test_the_exit_empties_the_cache_and_reads_nothing(
    site: PublicSite, method: str, path: str
) -> None:
    reply = ask(site, path, method, **{"wsgi.input": Untouchable(b"a")})  # type: ignore[arg-type]

    assert reply.status == "204 No Content"
    assert reply.body == b""
    assert reply.headers["Clear-Site-Data"] == '"cache"'
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Referrer-Policy"] == "no-referrer"


def test_the_exit_refuses_other_methods(site: PublicSite) -> None:
    reply = ask(site, "/x", "DELETE")

    assert reply.status == "405 Method Not Allowed"
    assert reply.headers["Allow"] == "GET, HEAD, POST"


def test_health_names_the_edition(site: PublicSite) -> None:
    reply = ask(site, "/healthz")

    assert (reply.status, reply.body) == ("200 OK", b"edition 1\n")
    assert reply.headers["Cache-Control"] == "no-store"


def test_without_a_pack_there_are_still_the_numbers_to_call(tmp_path: Path) -> None:
    site = PublicSite(tmp_path / "site.pack")
    reply = ask(site, "/en/")

    assert reply.status == "503 Service Unavailable"
    assert reply.body == RESORT
    assert reply.headers["Retry-After"] == "60"
    assert ask(site, "/x", "POST").status == "204 No Content"
    assert ask(site, "/healthz").status == "503 Service Unavailable"


def test_an_edition_without_error_pages_sends_the_last_resort(
    pack_path: Path,
) -> None:
    write_pack(pack_path, 2, [entry("/en")])
    site = PublicSite(pack_path)

    assert ask(site, "/nothing").body == RESORT
    assert ask(site, "/nothing").status == "404 Not Found"
    refused = ask(site, "/en", "POST")
    assert (refused.status, refused.body) == ("405 Method Not Allowed", RESORT)
    assert refused.headers["Allow"] == "GET, HEAD"


def test_a_new_pack_is_taken_up(site: PublicSite, pack_path: Path) -> None:
    write_pack(pack_path, 2, edition("second"))

    assert b"first" in ask(site).body
    look_again(site)
    assert b"second" in ask(site).body
    assert ask(site, "/healthz").body == b"edition 2\n"


def test_the_file_is_looked_at_once_a_second(
    site: PublicSite, pack_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pack(pack_path, 2, edition("second"))
    now = site._next_look
    monkeypatch.setattr(app_module, "monotonic", lambda: now - 0.01)
    assert b"first" in ask(site).body
    monkeypatch.setattr(app_module, "monotonic", lambda: now)
    assert b"second" in ask(site).body


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def replace_by_nothing(path: Path) -> None:
    (path.parent / "empty").touch()
    os.replace(path.parent / "empty", path)


def replace_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "harm", [damage, Path.unlink, replace_by_nothing, replace_by_a_folder]
)
def test_harm_to_the_file_changes_nothing_for_readers(
    site: PublicSite,
    pack_path: Path,
    harm: Callable[[Path], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    harm(pack_path)
    for _ in range(3):
        look_again(site)
        assert b"first" in ask(site).body

    complaints = [r for r in caplog.records if "stay" in str(r.msg)]
    assert len(complaints) == 1
    assert not complaints[0].args


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time the site sees, to be set by hand."""
    now = [1000.0]
    monkeypatch.setattr(app_module, "monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOMEM])
@pytest.mark.parametrize("failing", ["open", "stat"])
def test_a_read_that_failed_is_tried_again_at_the_next_look(
    pack_path: Path,
    clock: list[float],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    failing: str,
) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise OSError(number, "not now")

    site = PublicSite(pack_path)
    write_pack(pack_path, 2, edition("second"))
    clock[0] += 1
    with monkeypatch.context() as patch:
        patch.setattr(Path, failing, refused)
        assert b"first" in ask(site).body
    clock[0] += 1
    assert b"second" in ask(site).body


def test_a_first_read_that_failed_is_tried_again(
    pack_path: Path, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> Any:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(Pack, "open", refused)
        site = PublicSite(pack_path)
        assert ask(site).status == "503 Service Unavailable"
    clock[0] += 1
    assert ask(site).status == "200 OK"


def test_a_damaged_pack_is_tried_less_and_less_often_and_told_once(
    pack_path: Path,
    clock: list[float],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    site = PublicSite(pack_path)
    damage(pack_path)
    tried: list[float] = []
    open_pack = Pack.open

    def counted(path: Path) -> Pack:
        tried.append(clock[0] - 1000)
        return open_pack(path)

    monkeypatch.setattr(Pack, "open", counted)
    for _ in range(300):
        clock[0] += 1
        assert b"first" in ask(site).body
    assert tried == [1, 2, 4, 8, 16, 32, 64, 124, 184, 244]
    assert [r.msg for r in caplog.records].count(log.PACK_DAMAGED) == 1

    # Another file is another matter: looked at, tried and told of at once.
    damage(pack_path)
    clock[0] += 1
    ask(site)
    assert tried[-1] == 301
    assert [r.msg for r in caplog.records].count(log.PACK_DAMAGED) == 2
    write_pack(pack_path, 2, edition("second"))
    clock[0] += 1
    assert b"second" in ask(site).body


def test_a_folder_that_cannot_be_looked_into_is_told_of_once_each_time(
    pack_path: Path,
    clock: list[float],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise PermissionError(errno.EACCES, "not now")

    site = PublicSite(pack_path)
    for times in (1, 2):
        with monkeypatch.context() as patch:
            patch.setattr(Path, "stat", refused)
            for _ in range(3):
                clock[0] += 1
                assert b"first" in ask(site).body
        clock[0] += 1
        ask(site)
        told = [r.msg for r in caplog.records].count(log.LOOK_FAILED)
        assert told == times


def test_a_pack_that_comes_back_is_taken_up(site: PublicSite, pack_path: Path) -> None:
    pack_path.unlink()
    look_again(site)
    ask(site)
    write_pack(pack_path, 3, edition("third"))
    look_again(site)

    assert b"third" in ask(site).body


@pytest.mark.parametrize("path", ["/en/", "/nothing", "/x", "/healthz"])
def test_https_is_asked_for_over_https_and_in_production(
    pack_path: Path, path: str
) -> None:
    here, there = PublicSite(pack_path), PublicSite(pack_path, production=True)
    header = "Strict-Transport-Security"

    assert header not in ask(here, path).headers
    assert header in ask(here, path, **{"wsgi.url_scheme": "https"}).headers
    assert header in ask(there, path).headers
    assert header in ask(there, path, **{"wsgi.url_scheme": "https"}).headers


def test_a_site_behind_a_content_network_sets_its_own_caching(
    pack_path: Path,
) -> None:
    site = PublicSite(pack_path, cache_control="public, max-age=60")

    assert ask(site).headers["Cache-Control"] == "public, max-age=60"
    assert ask(site, "/x").headers["Cache-Control"] == "no-store"


def test_a_failure_is_answered_with_the_numbers_to_call(
    site: PublicSite, caplog: pytest.LogCaptureFixture
) -> None:
    got: list[Any] = []

    def start_response(status: str, headers: list[Any], error: Any = None) -> None:
        got.extend((status, dict(headers), error[0]))

    body = site({"REQUEST_METHOD": "GET"}, start_response)  # type: ignore[arg-type]

    assert b"".join(body) == RESORT
    assert got[0] == "500 Internal Server Error"
    assert got[1]["Cache-Control"] == "no-store"
    assert got[2] is KeyError
    assert [record.args for record in caplog.records] == [()]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("production", "scheme", "due"),
    [(False, "http", False), (False, "https", True), (True, "http", True)],
)
def test_a_failure_keeps_to_the_rules_of_every_answer(
    pack_path: Path, method: str, production: bool, scheme: str, due: bool
) -> None:
    site = PublicSite(pack_path, production=production)
    del site._site
    extra = {"wsgi.url_scheme": scheme}
    reply = ask(site, method=method, **extra)

    assert reply.status == "500 Internal Server Error"
    assert ("Strict-Transport-Security" in reply.headers) is due
    assert reply.body == (RESORT if method == "GET" else b"")
    assert reply.headers["Content-Length"] == str(len(RESORT))
    assert "Strict-Transport-Security" not in dict(site._resort_headers)


def test_a_server_that_changes_the_headers_changes_them_for_itself(
    site: PublicSite,
) -> None:
    def start_response(status: str, headers: list[Any], error: Any = None) -> None:
        headers.clear()

    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    for path in ("/en", "/nothing", "/x", "/healthz"):
        environ["PATH_INFO"] = path
        list(site(environ, start_response))  # type: ignore[arg-type]
        assert ask(site, path).headers
