"""Asking one address: what answers, where it leads, and what that means for a reader.

Only the head of an answer is read: whether a page opens can be told from it.
"""

from __future__ import annotations

import contextlib
import http.client
import time
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from safety_site.staff.links.connecting import (
    Deadline,
    Private,
    Stream,
    TooMuch,
    Unreachable,
    Untrusted,
    connect,
    reason,
)
from safety_site.staff.links.manners import USER_AGENT, Bounds, Manners
from safety_site.staff.links.models import Outcome

PORTS = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
GONE = (404, 410)
# Said to programs and seldom to people; 999 is LinkedIn's own.
NOT_TO_PROGRAMS = (403, 406, 429, 451, 999)
# The host asks for fewer requests: it gets none until the next run.
TOO_MANY = (429, 503)
SAFE = "!#$%&'()*+,/:;=?@[]~"


class Malformed(ValueError):
    """No web address: what was meant cannot be asked."""


class Place(NamedTuple):
    """An address taken apart; `target` stands in the first line of a request."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def named(self) -> str:
        """Host and port as the header Host names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


class Head(NamedTuple):
    status: int
    location: str
    keeps_cookies: bool
    retry_after: str


@dataclass(frozen=True)
class Answer:
    """What was found. `reached`: a web server answered, whatever it said."""

    outcome: Outcome
    found: str
    status: int | None = None
    moved_to: str = ""
    reached: bool = True


def place_of(address: str) -> Place:
    """Raises Malformed."""
    try:
        parts = urlsplit(address)
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
        if scheme not in PORTS or not host:
            raise Malformed(address)
        # Labels of other scripts; an address in numbers stays as it is.
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise Malformed(address) from error
    query = f"?{parts.query}" if parts.query else ""
    return Place(
        scheme, host, port or PORTS[scheme], quote((parts.path or "/") + query, SAFE)
    )


def ask(address: str, bounds: Bounds, manners: Manners, until: float) -> Answer:
    """What a reader would find at an address. `until` is a moment of `time.monotonic`
    at which all asking ends; TimeoutError if it passes first.
    """
    here, moved_to, for_good = address, "", True
    seen = {address}
    cookies = False
    for _ in range(bounds.redirects + 1):
        try:
            head = _head(place_of(here), bounds, manners, until)
        except Malformed:
            return Answer(
                Outcome.FAILS, _at(address, here, "that is no address of a web page")
            )
        except Private:
            return Answer(
                Outcome.FAILS,
                _at(address, here, "that lies in a private network and was not asked"),
            )
        except Untrusted as error:
            outcome = Outcome.UNSURE if error.unsure else Outcome.FAILS
            said = f"its certificate is not trusted ({error})"
            return Answer(outcome, _at(address, here, said))
        except Unreachable as error:
            outcome = Outcome.GONE if error.for_good else Outcome.FAILS
            return Answer(outcome, _at(address, here, str(error)), reached=False)
        except TimeoutError:
            if time.monotonic() >= until:
                raise
            said = f"no answer within {bounds.seconds:g} seconds"
            return Answer(Outcome.FAILS, _at(address, here, said), reached=False)
        except (OSError, http.client.HTTPException, TooMuch, ValueError) as error:
            said = f"its answer cannot be understood ({_fault(error)})"
            return Answer(Outcome.FAILS, _at(address, here, said))
        cookies = cookies or head.keeps_cookies
        if head.status not in REDIRECTS or not head.location:
            return judged(address, here, head.status, moved_to)
        try:
            there = urldefrag(urljoin(here, head.location)).url
        except ValueError:
            there = head.location
        for_good = for_good and head.status in FOR_GOOD
        if for_good:
            moved_to = there
        if there in seen:
            return _circle(head.status, cookies=cookies)
        seen.add(there)
        here = there
    said = f"it leads on more than {bounds.redirects} times"
    return Answer(Outcome.FAILS, said, head.status)


def judged(address: str, here: str, status: int, moved_to: str) -> Answer:
    """The meaning of the last status."""
    if 200 <= status < 300:
        if not moved_to:
            return Answer(Outcome.OPENS, f"{status}: it opens", status)
        said = f"moved for good to {moved_to}"
        if _is_front(moved_to) and not _is_front(address):
            said += " (a front page: what was there may be gone)"
        return Answer(Outcome.MOVED, said, status, moved_to)
    if status in GONE:
        said = f"{status}: there is no such page"
        return Answer(Outcome.GONE, _at(address, here, said), status)
    if status in NOT_TO_PROGRAMS:
        said = f"{status}: it does not answer programs; open it yourself"
        return Answer(Outcome.UNSURE, _at(address, here, said), status)
    if status in REDIRECTS:
        said = f"{status}: it leads on and does not say where"
    elif status == 401:
        said = "401: it asks for a password"
    elif status >= 500:
        said = f"{status}: its server fails"
    else:
        said = f"{status}: it does not open"
    return Answer(Outcome.FAILS, _at(address, here, said), status)


def _circle(status: int, *, cookies: bool) -> Answer:
    if cookies:
        said = "it lets only browsers that keep cookies pass; open it yourself"
        return Answer(Outcome.UNSURE, said, status)
    return Answer(Outcome.FAILS, "it leads back to itself in a circle", status)


def _at(address: str, here: str, said: str) -> str:
    return said if here == address else f"it leads to {here}: {said}"


def _is_front(address: str) -> bool:
    return urlsplit(address).path in ("", "/")


def _fault(error: Exception) -> str:
    if isinstance(error, TooMuch):
        return "it is endless"
    return reason(error) or type(error).__name__


def _head(place: Place, bounds: Bounds, manners: Manners, until: float) -> Head:
    """HEAD, and GET where the host does not say yes to it: many know no HEAD."""
    head = None
    with contextlib.suppress(http.client.HTTPException, ConnectionError, TooMuch):
        head = _request("HEAD", place, bounds, manners, until)
    if head is None or not (200 <= head.status < 400 or head.status in TOO_MANY):
        head = _request("GET", place, bounds, manners, until)
    if head.status == 429 or (head.status in TOO_MANY and head.retry_after):
        manners.left_alone.add(place.host)
    return head


def _request(
    method: str, place: Place, bounds: Bounds, manners: Manners, until: float
) -> Head:
    manners.wait(place.host)
    deadline = Deadline(min(time.monotonic() + bounds.seconds, until))
    try:
        connection = connect(
            place.host,
            place.port,
            deadline,
            secure=place.scheme == "https",
            private=bounds.private,
        )
        with connection:
            connection.settimeout(deadline.left())
            connection.sendall(
                f"{method} {place.target} HTTP/1.1\r\nHost: {place.named}\r\n"
                f"User-Agent: {USER_AGENT}\r\nAccept: */*\r\n"
                "Accept-Language: en-GB\r\nConnection: close\r\n\r\n".encode("ascii")
            )
            stream = Stream(connection, deadline, bounds.read)
            response = http.client.HTTPResponse(stream, method=method)  # type: ignore[arg-type]
            response.begin()
    finally:
        manners.asked(place.host)
    return Head(
        response.status,
        _as_sent(response.getheader("Location", "")),
        "Set-Cookie" in response.headers,
        response.getheader("Retry-After", ""),
    )


def _as_sent(location: str) -> str:
    """http.client reads headers as Latin-1, whatever their bytes meant."""
    return quote(location.strip().encode("latin-1", "replace"), SAFE)
