"""pip's wheel comes from where pip's configuration says, and is always verified."""

import base64
import functools
import hashlib
import http.server
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import run

NAME = "thing-1.0-py3-none-any.whl"
GOOD = b"the right file"
DIGEST = hashlib.sha256(GOOD).hexdigest()


def settings(**named: str) -> dict[str, str]:
    return {"no-index": "1"} | {n.replace("_", "-"): v for n, v in named.items()}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A simple index in a folder, its files in another, as mirrors lay them."""
    page = tmp_path / "simple/thing/index.html"
    page.parent.mkdir(parents=True)
    page.write_text(f'<a href="../../files/{NAME}#sha256={DIGEST}">{NAME}</a>')
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / NAME).write_bytes(GOOD)
    return tmp_path / "simple"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Asks for a password, and says nothing."""

    def do_GET(self) -> None:
        expected = "Basic " + base64.b64encode(b"reader:p@ss").decode()
        if self.headers.get("Authorization") == expected:
            super().do_GET()
        else:
            self.send_error(401)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(index: Path) -> Iterator[str]:
    """The same index over HTTP, behind a password; gives host and port."""
    handler = functools.partial(Handler, directory=str(index.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{served.server_port}"
        served.shutdown()


def test_a_folder_of_wheels(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(GOOD)
    found = run.fetch(NAME, DIGEST, settings(find_links=str(tmp_path)))
    assert found == GOOD


def test_a_page_of_links(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(GOOD)
    page = tmp_path / "links.html"
    page.write_text(f"<p><a href='{NAME}'>it</a>")
    for place in (str(page), page.as_uri()):
        assert run.fetch(NAME, DIGEST, settings(find_links=place)) == GOOD


def test_an_index_in_a_folder(index: Path) -> None:
    named = {"index-url": index.as_uri()}
    assert run.fetch(NAME, DIGEST, named) == GOOD


def test_an_index_with_a_password(server: str) -> None:
    named = {"index-url": f"http://reader:p%40ss@{server}/simple/"}
    assert run.fetch(NAME, DIGEST, named) == GOOD


def test_a_password_is_not_repeated_in_the_sentence(server: str) -> None:
    named = {"index-url": f"http://reader:secret@{server}/simple/"}
    with pytest.raises(SystemExit) as stopped:
        run.fetch(NAME, DIGEST, named)
    assert "secret" not in str(stopped.value)


@pytest.fixture
def no_authority(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that knows no certificate of anybody."""
    none = ssl.DefaultVerifyPaths(None, None, "", "", "", "")
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: none)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)


def test_a_password_is_not_given_to_a_server_that_cannot_be_verified(
    no_authority: None,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        address = f"127.0.0.1:{listener.getsockname()[1]}/simple"
        with pytest.raises(SystemExit, match="no certificates are known") as stopped:
            run.fetch(NAME, DIGEST, {"index-url": f"HTTPS://reader:secret@{address}"})
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert "secret" not in str(stopped.value)


def test_without_a_password_no_certificate_is_needed(no_authority: None) -> None:
    with pytest.raises(SystemExit, match="refused"):
        run.fetch(NAME, DIGEST, {"index-url": "https://127.0.0.1:1/simple"})


def test_a_wrong_digest_is_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"another file")
    with pytest.raises(SystemExit, match="another digest was refused"):
        run.fetch(NAME, DIGEST, settings(find_links=str(tmp_path)))


def test_the_next_place_serves_when_the_first_is_wrong(
    tmp_path: Path, index: Path
) -> None:
    (tmp_path / NAME).write_bytes(b"another file")
    named = {"find-links": f"/nowhere {tmp_path}", "index-url": str(index)}
    assert run.fetch(NAME, DIGEST, named) == GOOD


def test_no_index_means_none(index: Path) -> None:
    named = settings(index_url=index.as_uri(), extra_index_url=index.as_uri())
    with pytest.raises(SystemExit, match="no index offers it"):
        run.fetch(NAME, DIGEST, named)


def test_a_missing_certificate_file_is_a_sentence(index: Path) -> None:
    named = {"index-url": index.as_uri(), "cert": "/nowhere/certificates.pem"}
    with pytest.raises(SystemExit, match="could not be fetched"):
        run.fetch(NAME, DIGEST, named)


def test_without_settings_it_is_the_public_index() -> None:
    assert list(run.places("pip", {})) == [f"{run.PUBLIC_INDEX}/pip/"]


class TestPrecedence:
    """As in pip: user over all users, [install] over [global], variables last."""

    @pytest.fixture
    def home(self, tmp_path: Path) -> Path:
        old, new = tmp_path / ".pip/pip.conf", tmp_path / ".config/pip/pip.conf"
        for file, name in ((old, "old"), (new, "new")):
            file.parent.mkdir(parents=True)
            more = f"extra_index_url =\n  {name}1\n  {name}2\n"
            file.write_text(f"[global]\nindex-url = {name}\n{more}")
        return tmp_path

    def test_the_newer_place_of_the_users_file_wins(self, home: Path) -> None:
        found = run.pip_settings({"HOME": str(home)})
        assert found["index-url"] == "new"
        assert found["extra-index-url"].split() == ["new1", "new2"]

    def test_the_users_file_may_lie_elsewhere(self, home: Path) -> None:
        environ = {"HOME": "/nowhere", "XDG_CONFIG_HOME": str(home / ".config")}
        assert run.pip_settings(environ)["index-url"] == "new"

    def test_install_stands_over_global(self, home: Path) -> None:
        with (home / ".config/pip/pip.conf").open("a") as file:
            file.write("[install]\nindex-url = install\n")
        assert run.pip_settings({"HOME": str(home)})["index-url"] == "install"

    def test_a_named_file_replaces_the_users(self, home: Path) -> None:
        named = home / "named.conf"
        named.write_text("[global]\nfind-links = here\n")
        found = run.pip_settings({"HOME": str(home), "PIP_CONFIG_FILE": str(named)})
        assert found["find-links"] == "here"
        assert found.get("index-url") not in ("old", "new")

    def test_variables_stand_over_files_unless_empty(self, home: Path) -> None:
        environ = {"HOME": str(home), "PIP_INDEX_URL": "variable"}
        assert run.pip_settings(environ)["index-url"] == "variable"
        assert run.pip_settings(environ | {"PIP_INDEX_URL": " "})["index-url"] == "new"

    def test_no_file_at_all_when_told_so(self, home: Path) -> None:
        environ = {"HOME": str(home), "PIP_CONFIG_FILE": "/dev/null"}
        assert set(run.pip_settings(environ)) == {"config-file"}
