"""The public site as a WSGI application: finished pages from the pack, and the files
that it names. Where the node serves staff too, their addresses are passed on.

A request looks up one path in memory. It opens no file but those of an edition, and
once a second to see whether there is a new pack; it writes nothing, counts nothing, and
none of it reaches a log.
"""

import logging
import re
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from safety_site.delivery import log
from safety_site.delivery.answers import (
    LEAVING,
    READING,
    Page,
    Site,
    site_of,
    status_line,
)
from safety_site.delivery.files import (
    FILES_FOLDER,
    FileEntry,
    answer_for,
    opened,
    path_of,
    pieces,
)
from safety_site.delivery.headers import (
    CACHE_CONTROL,
    NOT_KEPT,
    STRICT_TRANSPORT,
    Header,
    common_headers,
)
from safety_site.delivery.last_resort import FILE, page_headers
from safety_site.delivery.negotiation import already_has, encoding_for
from safety_site.delivery.pack import Pack, PackError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SECONDS_BETWEEN_LOOKS = 1.0
# A pack that could not be opened is tried again after twice the time, at most this.
MOST_SECONDS_BETWEEN_TRIES = 60.0
RETRY_AFTER_SECONDS = "60"
NOT_MODIFIED = "304 Not Modified"
NO_CONTENT = "204 No Content"
NOT_FOUND = "404 Not Found"
NOT_ALLOWED = "405 Method Not Allowed"
FAILED = "500 Internal Server Error"
UNAVAILABLE = "503 Service Unavailable"
EXIT_PATHS = frozenset(("/x", "/x/"))
HEALTH_PATHS = frozenset(("/healthz", "/healthz/"))
# Six digits, mistyped: one too few or too many is the commonest way.
LOOKS_LIKE_A_CODE = re.compile(r"/[0-9]{4,8}/?")

logger = logging.getLogger("safety_site.delivery")

# What identifies one state of the file: changed in place, or another file in its place.
Signature = tuple[int, int, int]
UNKNOWN: Signature = (0, 0, 0)


class PublicSite:
    """Serves the pack at `pack_path`, and notices within a second that it was replaced.

    A pack that is damaged or taken away changes nothing for readers while the process
    lives; it is tried again, since a read can also fail for want of memory or of open
    files. Without any pack every page is the last resort page with 503.

    What the pack does not hold below `staff_paths` (each with both its slashes) is
    answered by `staff`.
    """

    def __init__(
        self,
        pack_path: Path,
        *,
        production: bool = False,
        cache_control: str = CACHE_CONTROL,
        files_path: Path | None = None,
        staff: "WSGIApplication | None" = None,
        staff_paths: tuple[str, ...] = (),
    ) -> None:
        self._path = pack_path
        self._files_path = files_path or pack_path.parent / FILES_FOLDER
        self._production = production
        self._staff, self._staff_paths = staff, staff_paths
        self._common = common_headers(cache_control)
        self._kept_nowhere = common_headers(NOT_KEPT)
        self._resort = FILE.read_bytes()
        self._resort_headers = [
            *page_headers(self._resort.decode()),
            *self._kept_nowhere,
            ("Content-Length", str(len(self._resort))),
        ]
        self._exit_headers = [
            *self._kept_nowhere,
            ("Clear-Site-Data", '"cache"'),
        ]
        self._site = Site()
        self._lock = threading.Lock()
        # The file that is served, the one that failed last, and when it is due again.
        self._seen: Signature | None = None
        self._failing: Signature | None = None
        self._next_try = self._wait = 0.0
        self._look()
        if not self._site.pages:
            logger.warning(log.NO_PACK)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        try:
            if monotonic() >= self._next_look:
                self._look()
            page = self._site.pages.get(environ["PATH_INFO"])
            method = environ["REQUEST_METHOD"]
            if page is None or (method != "GET" and method != "HEAD"):
                return self._unusual(environ, start_response, page)
            answer = page.answers[encoding_for(environ.get("HTTP_ACCEPT_ENCODING"))]
            status = answer.status
            known = environ.get("HTTP_IF_NONE_MATCH")
            if known is not None and page.digest and already_has(known, page.digest):
                status, headers = NOT_MODIFIED, answer.unchanged.copy()
                body: tuple[bytes, ...] = ()
            else:
                # A copy: WSGI lets a server change the list.
                headers = answer.headers.copy()
                body = (answer.body(),) if method == "GET" else ()
            if self._production or environ["wsgi.url_scheme"] == "https":
                headers.append(STRICT_TRANSPORT)
            start_response(status, headers)
            return body
        except Exception:
            return self._failed(environ, start_response)

    def _unusual(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        page: Page | None,
    ) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        if self._staff and page is None and f"{path}/".startswith(self._staff_paths):
            return self._staff(environ, start_response)
        if path in HEALTH_PATHS and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return self._health(environ, start_response)
        if path in EXIT_PATHS and environ["REQUEST_METHOD"] in ("GET", "HEAD", "POST"):
            return self._send(environ, start_response, NO_CONTENT, self._exit_headers)
        site = self._site
        file = site.files.get(path)
        if file and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return self._file(environ, start_response, file)
        if not site.pages:
            retry = [*self._resort_headers, ("Retry-After", RETRY_AFTER_SECONDS)]
            return self._send(environ, start_response, UNAVAILABLE, retry, self._resort)
        if path in EXIT_PATHS:
            return self._refuse(environ, start_response, LEAVING)
        if page is not None or file or path in HEALTH_PATHS:
            return self._refuse(environ, start_response, READING)
        return self.not_found(environ, start_response)

    def not_found(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        site, path = self._site, environ["PATH_INFO"]
        if LOOKS_LIKE_A_CODE.fullmatch(path):
            found = site.no_such_code
        else:
            found = site.missing.get(path[1:].partition("/")[0])
        found = found or site.missing.get("")
        return self._error(environ, start_response, found, NOT_FOUND, [])

    def _file(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        file: FileEntry,
    ) -> Iterable[bytes]:
        """One that is gone from the disk, or is not whole, is not found."""
        answered = answer_for(file, self._common, environ)
        body = None
        if answered.part and environ["REQUEST_METHOD"] == "GET":
            body = opened(path_of(self._files_path, file.digest), file.length)
            if body is None:
                logger.error(log.FILE_GONE)
                return self.not_found(environ, start_response)
        status = status_line(answered.status)
        self._send(environ, start_response, status, answered.headers)
        return pieces(body, answered.part) if body else ()

    def _refuse(
        self, environ: "WSGIEnvironment", start_response: "StartResponse", allowed: str
    ) -> Iterable[bytes]:
        found = self._site.refused.get(allowed)
        extra = [("Allow", allowed)]
        return self._error(environ, start_response, found, NOT_ALLOWED, extra)

    def _error(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        page: Page | None,
        status: str,
        extra: list[Header],
    ) -> Iterable[bytes]:
        """An error page of the edition, else the last resort page."""
        if page is None:
            headers = [*self._resort_headers, *extra]
            return self._send(environ, start_response, status, headers, self._resort)
        answer = page.answers[encoding_for(environ.get("HTTP_ACCEPT_ENCODING"))]
        return self._send(
            environ, start_response, status, answer.headers, answer.body()
        )

    def _health(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        site = self._site
        status = "200 OK" if site.pages else UNAVAILABLE
        text = f"edition {site.edition}\n" if site.pages else "no edition\n"
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            *self._kept_nowhere,
            ("Content-Length", str(len(text))),
        ]
        return self._send(environ, start_response, status, headers, text.encode())

    def _send(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        status: str,
        headers: list[Header],
        body: bytes = b"",
    ) -> Iterable[bytes]:
        headers = headers.copy()
        if self._production or environ["wsgi.url_scheme"] == "https":
            headers.append(STRICT_TRANSPORT)
        start_response(status, headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" or not body else (body,)

    def _failed(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Leans on nothing that may have failed: not even the environment is whole."""
        error = sys.exc_info()
        logger.error(log.REQUEST_FAILED, exc_info=error)
        headers = self._resort_headers.copy()
        if self._production or environ.get("wsgi.url_scheme") == "https":
            headers.append(STRICT_TRANSPORT)
        start_response(FAILED, headers, error)
        return () if environ.get("REQUEST_METHOD") == "HEAD" else (self._resort,)

    def _look(self) -> None:
        """Take up a new pack if there is one. One thread looks, the others go on."""
        if not self._lock.acquire(blocking=False):
            return
        seen: Signature | None = UNKNOWN
        try:
            now = monotonic()
            self._next_look = now + SECONDS_BETWEEN_LOOKS
            seen = signature(self._path)
            if seen == self._seen:
                self._failing = None
                return
            if seen == self._failing and now < self._next_try:
                return
            if seen is None:
                logger.warning(log.PACK_GONE)
            else:
                pack = Pack.open(self._path)
                self._site = site_of(pack, self._common)
                logger.info(log.PACK_OPENED, pack.edition)
            self._seen, self._failing = seen, None
        except PackError:
            if self._put_off(seen):
                logger.error(log.PACK_DAMAGED)
        except Exception:
            if self._put_off(seen):
                logger.exception(log.LOOK_FAILED)
        finally:
            self._lock.release()

    def _put_off(self, failed: Signature | None) -> bool:
        """Wait longer each time the same file fails; True the first time it does."""
        first = failed != self._failing
        wait = SECONDS_BETWEEN_LOOKS if first else 2 * self._wait
        self._failing = failed
        self._wait = min(wait, MOST_SECONDS_BETWEEN_TRIES)
        self._next_try = monotonic() + self._wait
        return first


def signature(path: Path) -> Signature | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)
