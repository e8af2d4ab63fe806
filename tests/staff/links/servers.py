"""Web servers on loopback addresses that behave, and that do not."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Asked(NamedTuple):
    method: str
    path: str
    head: str
    at: float


Answering = Callable[[socket.socket, Asked], None]


@dataclass
class Site:
    """`asked` are the requests it was sent, in their order."""

    url: str
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def paths(self) -> list[str]:
        return [each.path for each in self.asked]


def says(status: str, *headers: str, body: bytes = b"") -> Answering:
    """An answer as it should be, to any method."""

    def answer(connection: socket.socket, asked: Asked) -> None:
        lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers)
        head = "\r\n".join(lines) + "\r\n\r\n"
        connection.sendall(head.encode() + (b"" if asked.method == "HEAD" else body))

    return answer


OPENS = says("200 OK", "Content-Type: text/html")


def raw(whole: bytes) -> Answering:
    return lambda connection, asked: connection.sendall(whole)


def only_get(answer: Answering, refusal: Answering) -> Answering:
    return lambda connection, asked: (answer if asked.method == "GET" else refusal)(
        connection, asked
    )


def silent(connection: socket.socket, asked: Asked) -> None:
    time.sleep(60)


def dripping(connection: socket.socket, asked: Asked) -> None:
    """A byte now and then, and never a whole line."""
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 10_000:
        connection.sendall(bytes([byte]))
        time.sleep(0.05)


def endless_head(connection: socket.socket, asked: Asked) -> None:
    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def huge_body(connection: socket.socket, asked: Asked) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def hangs_up(connection: socket.socket, asked: Asked) -> None:
    """Not a word."""


@contextlib.contextmanager
def serving(
    answers: Mapping[str, Answering], host: str = "127.0.0.1", port: int = 0
) -> Iterator[Site]:
    """A site that answers by path; what it does not know it opens."""
    listening = socket.create_server((host, port))
    site = Site(f"http://{host}:{listening.getsockname()[1]}")
    counting = threading.Lock()

    def answer(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                if not (more := connection.recv(65536)):
                    return
                request += more
            head = request.decode("latin-1")
            method, path, _ = head.split("\r\n")[0].split(" ")
            asked = Asked(method, path, head, time.monotonic())
            with counting:
                site.asked.append(asked)
                site.at_once += 1
                site.most_at_once = max(site.most_at_once, site.at_once)
            try:
                answers.get(path, OPENS)(connection, asked)
            finally:
                with counting:
                    site.at_once -= 1

    def accept() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield site
    finally:
        # Closing alone does not wake a thread that accepts.
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
