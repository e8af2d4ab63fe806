"""The load: kept-alive connections that ask for one page as fast as it is answered.

Runs as a process of its own, so that its work is not counted: `python -m bench.load`.
Prints one line of JSON. It asks only this machine, for a bounded time, and stops by
itself.
"""

import argparse
import json
import selectors
import socket
import sys
from time import monotonic

HOST = "127.0.0.1"
SECONDS_TO_ANSWER = 10


class WrongAnswer(Exception):
    """An answer that is not the one expected: nothing can be compared then."""


def request(path: str, encoding: str) -> bytes:
    """About what a phone's browser sends."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: keep-alive\r\n"
        "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36\r\n"
        "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n"
        f"Accept-Encoding: {encoding}\r\nAccept-Language: en-GB,en;q=0.9\r\n\r\n"
    ).encode()


def ask_once(port: int, path: str, encoding: str) -> tuple[bytes, bytes]:
    """Head and body of one answer."""
    with socket.create_connection((HOST, port), SECONDS_TO_ANSWER) as connection:
        connection.sendall(request(path, encoding))
        return read_answer(connection)


def read_answer(connection: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        data += received(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200 "):
        raise WrongAnswer(f"The answer is {head.splitlines()[0].decode('latin-1')}.")
    length = content_length(head)
    while len(body) < length:
        body += received(connection)
    return head, body


def received(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise WrongAnswer("The server closed the connection.")
    return data


def content_length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise WrongAnswer("The answer has no Content-Length.")


def load(
    port: int, path: str, encoding: str, seconds: float, connections: int
) -> tuple[int, float]:
    """Requests answered, and the seconds they took. All answers have one length."""
    head, body = ask_once(port, path, encoding)
    size = len(head) + 4 + len(body)
    asking = request(path, encoding)
    waiting = selectors.DefaultSelector()
    for _ in range(connections):
        connection = socket.create_connection((HOST, port), SECONDS_TO_ANSWER)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        waiting.register(connection, selectors.EVENT_READ, [0])
        connection.sendall(asking)
    done = 0
    start = monotonic()
    end = start + seconds
    open_connections = connections
    while open_connections:
        ready = waiting.select(SECONDS_TO_ANSWER)
        if not ready:
            raise WrongAnswer(f"No answer came for {SECONDS_TO_ANSWER} seconds.")
        for key, _ in ready:
            connection = key.fileobj  # type: ignore[assignment]
            data = received(connection)
            so_far: list[int] = key.data
            if so_far[0] == 0 and not data.startswith(b"HTTP/1.1 200 "):
                raise WrongAnswer("An answer under load was not 200.")
            so_far[0] += len(data)
            if so_far[0] < size:
                continue
            if so_far[0] > size:
                raise WrongAnswer("An answer under load had another length.")
            so_far[0] = 0
            done += 1
            if monotonic() < end:
                connection.sendall(asking)
            else:
                waiting.unregister(connection)
                connection.close()
                open_connections -= 1
    return done, monotonic() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", required=True)
    parser.add_argument("--encoding", default="gzip, deflate, br")
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    try:
        done, took = load(**vars(options))
    except (WrongAnswer, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps({"requests": done, "seconds": took}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
