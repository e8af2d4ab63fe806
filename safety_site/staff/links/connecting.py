"""Connections that end: never into a private network, never past a time or a size."""

from __future__ import annotations

import io
import ipaddress
import queue
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from typing import Any

# An address of the old internet inside one of the new (RFC 6052).
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# The chain of certificates is not sent whole. Browsers find the rest, we do not; a
# machine without certificate authorities says the same of every page.
INCOMPLETE_CHAIN = (20, 21)


class Unreachable(Exception):
    """Nobody answered; the message says why.

    `for_good`: the name is unknown. Both may also be a fault of this machine's own
    network: believe it only after another host answered.
    """

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


class Untrusted(Exception):
    """Its certificate does not prove who answers. `unsure`: a browser may find that it
    does.
    """

    def __init__(self, why: str, *, unsure: bool) -> None:
        super().__init__(why)
        self.unsure = unsure


class Private(Exception):
    """The address lies in this machine or a private network. It was not asked."""


class TooMuch(Exception):
    """The answer is longer than anyone needs."""


@dataclass(frozen=True)
class Deadline:
    """A moment by `time.monotonic`."""

    at: float

    def left(self) -> float:
        """Seconds, always more than none. Raises TimeoutError after the moment."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("timed out")
        return seconds


class Stream(io.RawIOBase):
    """What a socket sends, until the deadline and up to so many bytes.

    A timeout of the socket's own would begin anew with each byte that drips in.
    """

    def __init__(self, connection: socket.socket, deadline: Deadline, most: int):
        self.connection = connection
        self.deadline = deadline
        self.most = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.connection.settimeout(self.deadline.left())
        count = self.connection.recv_into(buffer)
        self.most -= count
        if self.most < 0:
            raise TooMuch
        return count

    def makefile(self, mode: str) -> io.BufferedReader:
        """As `http.client` asks a socket for it."""
        return io.BufferedReader(self)


def connect(
    host: str, port: int, deadline: Deadline, *, secure: bool, private: bool
) -> socket.socket:
    """A connection to one of the addresses that were looked at, and to no other: a name
    may lead elsewhere when it is asked for a second time.

    Raises Unreachable, Untrusted, Private, or TimeoutError from the start.
    """
    found = resolve(host, port, deadline)
    if not private and not all(is_public(str(place[-1][0])) for place in found):
        raise Private
    trouble: OSError = OSError("no address")
    for tried, (family, kind, protocol, _, place) in enumerate(found):
        try:
            connection = socket.socket(family, kind, protocol)
        except OSError as error:  # this machine knows no IPv6
            trouble = error
            continue
        try:
            # One that is silent leaves time for the others.
            connection.settimeout(deadline.left() / (len(found) - tried))
            connection.connect(place)
            return _secured(connection, host, deadline) if secure else connection
        except OSError as error:
            connection.close()
            trouble = error
        except Untrusted:
            connection.close()
            raise
    raise Unreachable(f"it cannot be reached ({reason(trouble)})")


def resolve(host: str, port: int, deadline: Deadline) -> list[tuple[Any, ...]]:
    """The system's resolver keeps no deadline of ours, so it is left behind at it."""
    answer: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=deadline.left())
    except queue.Empty:
        raise TimeoutError("timed out") from None
    if isinstance(found, list):
        return found
    raise unknown_host(found)


def unknown_host(error: Exception) -> Unreachable:
    """A resolver that could not find out now may find out later."""
    unknown = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
    if isinstance(error, UnicodeError) or getattr(error, "errno", None) in unknown:
        return Unreachable("no host has this name", for_good=True)
    return Unreachable(f"the name could not be looked up ({reason(error)})")


def is_public(address: str) -> bool:
    """Whether everyone's internet leads there, the address inside another included."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast


def reason(error: BaseException) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)


def _secured(connection: socket.socket, host: str, deadline: Deadline) -> socket.socket:
    connection.settimeout(deadline.left())
    try:
        return ssl.create_default_context().wrap_socket(
            connection, server_hostname=host
        )
    except ssl.SSLCertVerificationError as error:
        unsure = error.verify_code in INCOMPLETE_CHAIN
        raise Untrusted(error.verify_message, unsure=unsure) from error
