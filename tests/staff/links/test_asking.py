"""Asking one address: every kind of server, each within its bounds."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
import time
from dataclasses import replace
from itertools import pairwise

import pytest

from safety_site.staff.links import connecting
from safety_site.staff.links.asking import Answer, ask
from safety_site.staff.links.connecting import is_public, unknown_host
from safety_site.staff.links.manners import USER_AGENT, Bounds, Manners
from safety_site.staff.links.models import Outcome
from tests.staff.links.servers import (
    OPENS,
    dripping,
    endless_head,
    hangs_up,
    huge_body,
    only_get,
    raw,
    says,
    serving,
    silent,
)

QUICK = Bounds(seconds=0.8, pause=0, private=True)


def asked(address: str, bounds: Bounds = QUICK) -> Answer:
    return ask(address, bounds, Manners(bounds.pause), time.monotonic() + 30)


def test_a_page_that_opens_is_asked_for_its_head_alone() -> None:
    with serving({}) as site:
        answer = asked(f"{site.url}/page?a=1")
    assert answer == Answer(Outcome.OPENS, "200: it opens", 200)
    (request,) = site.asked
    assert (request.method, request.path) == ("HEAD", "/page?a=1")


def test_a_host_learns_that_a_program_asks_and_nothing_of_us() -> None:
    with serving({}) as site:
        asked(f"{site.url}/page#part")
    (request,) = site.asked
    names = {line.partition(":")[0] for line in request.head.split("\r\n")[1:] if line}
    assert names == {"Host", "User-Agent", "Accept", "Accept-Language", "Connection"}
    assert f"User-Agent: {USER_AGENT}\r\n" in request.head
    assert "part" not in request.head
    assert "://" not in USER_AGENT


@pytest.mark.parametrize(
    "refusal",
    [says("405 No"), says("501 No"), says("404 No"), says("403 No"), hangs_up],
)
def test_a_host_that_knows_no_head_is_asked_with_get(refusal) -> None:
    with serving({"/": only_get(OPENS, refusal)}) as site:
        answer = asked(f"{site.url}/")
    assert answer.outcome == Outcome.OPENS
    assert [each.method for each in site.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("404 Not Found", Outcome.GONE),
        ("410 Gone", Outcome.GONE),
        ("500 Oh", Outcome.FAILS),
        ("503 Later", Outcome.FAILS),
        ("401 Who", Outcome.FAILS),
        ("400 Bad", Outcome.FAILS),
        ("304 Same", Outcome.FAILS),
        ("403 No", Outcome.UNSURE),
        ("429 Slower", Outcome.UNSURE),
        ("999 No", Outcome.UNSURE),
        ("204 Nothing", Outcome.OPENS),
    ],
)
def test_what_a_status_means_for_a_reader(status: str, outcome: Outcome) -> None:
    with serving({"/": says(status)}) as site:
        answer = asked(f"{site.url}/")
    assert (answer.outcome, answer.status) == (outcome, int(status[:3]))
    assert answer.found.startswith(status[:3])
    assert answer.reached


def test_moved_for_good_is_told_with_the_new_address() -> None:
    with serving(
        {
            "/old": says("301 Moved", "Location: /newer"),
            "/newer": says("308 Moved", "Location: new?x=%20#part"),
        }
    ) as site:
        answer = asked(f"{site.url}/old")
    assert answer.outcome == Outcome.MOVED
    assert answer.moved_to == f"{site.url}/new?x=%20"
    assert answer.found == f"moved for good to {site.url}/new?x=%20"


def test_what_moved_for_now_has_no_new_address() -> None:
    """And after the first step for now nothing is for good."""
    with serving(
        {
            "/a": says("302 Found", "Location: /b"),
            "/b": says("301 Moved", "Location: /c"),
        }
    ) as site:
        answer = asked(f"{site.url}/a")
    assert (answer.outcome, answer.moved_to) == (Outcome.OPENS, "")


def test_a_page_that_moved_to_a_front_page_may_be_gone() -> None:
    with serving({"/old/page": says("301 Moved", "Location: /")}) as site:
        answer = asked(f"{site.url}/old/page")
    assert "a front page: what was there may be gone" in answer.found


def test_a_page_that_moved_to_nothing_is_gone() -> None:
    with serving(
        {"/a": says("301 Moved", "Location: /b"), "/b": says("404 No")}
    ) as site:
        answer = asked(f"{site.url}/a")
    assert answer.outcome == Outcome.GONE
    assert answer.found == f"it leads to {site.url}/b: 404: there is no such page"


def test_redirects_in_a_circle_end() -> None:
    with serving(
        {
            "/a": says("302 Found", "Location: /b"),
            "/b": says("302 Found", "Location: /a"),
        }
    ) as site:
        answer = asked(f"{site.url}/a")
    assert answer.outcome == Outcome.FAILS
    assert "circle" in answer.found
    assert len(site.asked) == 2


def test_a_circle_that_sets_cookies_is_for_a_person_to_open() -> None:
    circle = says("302 Found", "Location: /a", "Set-Cookie: seen=1")
    with serving({"/a": circle}) as site:
        answer = asked(f"{site.url}/a")
    assert answer.outcome == Outcome.UNSURE


def test_redirects_without_end_are_given_up() -> None:
    answers = {f"/{n}": says("302 Found", f"Location: /{n + 1}") for n in range(1, 50)}
    with serving(answers) as site:
        answer = asked(f"{site.url}/1")
    assert answer.outcome == Outcome.FAILS
    assert len(site.asked) == QUICK.redirects + 1


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[",
        "http://h:x/",
    ],
)
def test_a_redirect_to_what_is_no_web_page_is_not_followed(location: str) -> None:
    with serving({"/": says("302 Found", f"Location: {location}")}) as site:
        answer = asked(f"{site.url}/")
    assert answer.outcome == Outcome.FAILS
    assert "that is no address of a web page" in answer.found


def test_an_address_in_another_script_arrives_as_it_was_meant() -> None:
    with serving({"/a": says("301 Moved", "Location: /caf\u00e9")}) as site:
        asked(f"{site.url}/پناہ")
        # The bytes of a header are UTF-8, whatever http.client takes them for.
        answer = asked(f"{site.url}/a")
    assert site.asked[0].path == "/%D9%BE%D9%86%D8%A7%DB%81"
    assert answer.moved_to == f"{site.url}/caf%C3%A9"


@pytest.mark.parametrize("answering", [silent, dripping], ids=["silent", "dripping"])
def test_a_slow_server_ends_at_its_deadline(answering) -> None:
    with serving({"/": answering}) as site:
        began = time.monotonic()
        answer = asked(f"{site.url}/")
    assert time.monotonic() - began < 2 * QUICK.seconds
    assert answer.outcome == Outcome.FAILS
    assert answer.found == "no answer within 0.8 seconds"
    assert not answer.reached


def test_an_endless_answer_ends_at_its_size() -> None:
    with serving({"/": endless_head}) as site:
        answer = asked(f"{site.url}/", replace(QUICK, seconds=20))
    assert answer.outcome == Outcome.FAILS
    assert "it is endless" in answer.found


def test_of_a_huge_page_only_the_head_is_read() -> None:
    with serving({"/": only_get(huge_body, says("405 No"))}) as site:
        answer = asked(f"{site.url}/")
    assert answer.outcome == Outcome.OPENS


@pytest.mark.parametrize(
    "lie",
    [
        raw(b"SSH-2.0-OpenSSH\r\n"),
        raw(b"HTTP/1.1 abc OK\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 90_000),
        raw(b"\0" * 100),
        hangs_up,
    ],
)
def test_a_server_that_lies_is_a_failure_and_not_an_error(lie) -> None:
    with serving({"/": lie}) as site:
        answer = asked(f"{site.url}/")
    assert answer.outcome == Outcome.FAILS
    assert "its answer cannot be understood" in answer.found
    assert answer.reached


def test_headers_that_contradict_themselves_are_no_error() -> None:
    lie = b"HTTP/1.1 200 OK\r\nContent-Length: many\r\nTransfer-Encoding: x\r\n\r\n"
    with serving({"/": raw(lie)}) as site:
        assert asked(f"{site.url}/").outcome == Outcome.OPENS


def test_a_port_where_nobody_listens_may_be_a_fault_of_our_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    answer = asked(f"http://127.0.0.1:{port}/")
    assert answer.outcome == Outcome.FAILS
    assert not answer.reached


def test_an_unknown_host_is_told_from_a_resolver_in_trouble() -> None:
    unknown = unknown_host(socket.gaierror(socket.EAI_NONAME, "Name not known"))
    assert unknown.for_good
    trouble = unknown_host(socket.gaierror(socket.EAI_AGAIN, "Try again"))
    assert not trouble.for_good


def test_an_unknown_host_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*args: object, **named: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    answer = asked("https://gone.example/")
    assert answer == Answer(Outcome.GONE, "no host has this name", reached=False)


def test_a_resolver_that_never_answers_is_left_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **n: time.sleep(5))
    began = time.monotonic()
    assert asked("https://slow.example/").outcome == Outcome.FAILS
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",  # noqa: S104
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:100.64.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_that_are_not_everyones_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["151.101.0.81", "2a00:1450:4009::1", "64:ff9b::9765:51", "::ffff:151.101.0.81"],
)
def test_addresses_that_are_everyones_are_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost", "127.1", "2130706433", "[::ffff:127.0.0.1]"]
)
def test_a_private_address_is_not_even_connected_to(name: str) -> None:
    with serving({}) as site:
        port = site.url.rpartition(":")[2]
        answer = asked(f"http://{name}:{port}/", replace(QUICK, private=False))
    assert answer.outcome == Outcome.FAILS
    assert "that lies in a private network and was not asked" in answer.found
    assert site.asked == []


def test_a_name_is_connected_to_where_it_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that is public when it is looked at and private when it is asked."""
    asked_for = []
    place = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    with serving({}) as site:
        port = int(site.url.rpartition(":")[2])

        def turns(host: str, *args: object, **named: object) -> list[object]:
            asked_for.append(host)
            here = "192.0.2.1" if len(asked_for) > 1 else "127.0.0.1"
            return [(*place, (here, port))]

        monkeypatch.setattr(socket, "getaddrinfo", turns)
        connecting.connect(
            "turns.example",
            port,
            connecting.Deadline(time.monotonic() + 1),
            secure=False,
            private=True,
        ).close()
    assert asked_for == ["turns.example"]


def test_a_public_page_cannot_lead_into_a_private_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A host that the internet knows, which in truth is on this machine."""
    public, real = "151.101.0.81", socket.socket.connect

    def connect(connection: socket.socket, place: tuple[str, int]) -> None:
        real(connection, ("127.0.0.1", place[1]) if place[0] == public else place)

    def look_up(host: str, port: int, **named: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with (
        serving({}, "127.0.0.2") as inner,
        serving({"/": says("302 Found", f"Location: {inner.url}/")}) as outer,
    ):
        address = outer.url.replace("127.0.0.1", public)
        answer = asked(f"{address}/", replace(QUICK, private=False))
    assert answer.outcome == Outcome.FAILS
    assert "private network" in answer.found
    assert outer.paths() == ["/"]
    assert inner.asked == []


def test_a_certificate_that_proves_nothing_is_a_failure(tmp_path) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("There is no openssl.")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    making = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -batch"
    subprocess.run(  # noqa: S603
        [program, *making.split(), "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def shake_hands() -> None:
            connection, _ = listening.accept()
            with connection, pytest.raises(OSError, match=r"alert|EOF|reset"):
                context.wrap_socket(connection, server_side=True).recv(1)

        thread = threading.Thread(target=shake_hands)
        thread.start()
        answer = asked(f"https://localhost:{listening.getsockname()[1]}/")
        thread.join()
    assert answer.outcome == Outcome.FAILS
    assert "its certificate is not trusted (self-signed certificate)" in answer.found


def test_a_handshake_that_never_ends_does() -> None:
    with serving({}) as site:
        # The server waits for a line that a handshake does not hold.
        began = time.monotonic()
        answer = asked(site.url.replace("http:", "https:"))
    assert time.monotonic() - began < 2 * QUICK.seconds
    assert answer.outcome == Outcome.FAILS


def test_requests_to_one_host_have_a_pause_between_them() -> None:
    bounds = replace(QUICK, pause=0.2)
    manners = Manners(bounds.pause)
    until = time.monotonic() + 30
    with serving(
        {
            "/a": says("302 Found", "Location: /b"),
            "/b": only_get(OPENS, says("405 No")),
        }
    ) as site:
        ask(f"{site.url}/a", bounds, manners, until)
    times = [each.at for each in site.asked]
    assert site.paths() == ["/a", "/b", "/b"]
    assert min(b - a for a, b in pairwise(times)) >= 0.19
