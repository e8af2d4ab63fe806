"""What gunicorn runs for us: its threaded worker and its logger, made quiet and
patient.

Gunicorn answers a request it cannot read with a page that repeats it, and logs it with
the visitor's address. Here such a request gets the last resort page, and one fixed
line.

It also waits for a slow request without any limit, one thread each, and lingers on
closing connections in the thread that accepts new ones: a few idle phones could hold
the site. Here a request has `SECONDS_TO_ASK`, and a thread of the pool does the
lingering.
"""

import logging
import socket
import struct
from time import monotonic
from typing import Any

from gunicorn import http
from gunicorn.glogging import Logger
from gunicorn.http import errors, wsgi
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import ThreadWorker

from safety_site.delivery import log
from safety_site.delivery.answers import status_line
from safety_site.delivery.headers import NOT_KEPT, common_headers
from safety_site.delivery.last_resort import FILE, page_headers

SECONDS_TO_ASK = 15
SECONDS_WITHOUT_A_BYTE = 5
SECONDS_TO_TAKE_THE_ANSWER = 30
SECONDS_TO_LINGER = 1.0
MOST_LINGERING_BYTES = 65536

STATUS = {
    errors.LimitRequestLine: 414,
    errors.LimitRequestHeaders: 431,
    errors.ExpectationFailed: 417,
    errors.UnsupportedTransferCoding: 501,
    errors.ForbiddenProxyRequest: 403,
}
# Ours rather than the visitor's: what an application tried to send, or the
# configuration.
OUR_FAULT = (
    errors.InvalidResponseHeader,
    errors.InvalidResponseHeaderName,
    errors.ConfigurationProblem,
)

# Gunicorn has no setting for either; both are looked up at each request.
wsgi.SERVER = "web"
QUIET_ERRORS = log.QuietErrors()
wsgi.WSGIErrorsWrapper = lambda cfg: QUIET_ERRORS

logger = logging.getLogger("safety_site.delivery")


class QuietLogger(Logger):
    """No access log, and our formatter on what gunicorn says of itself."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        log.configure_logging()
        for handler in self.error_log.handlers:
            handler.setFormatter(log.QuietFormatter())

    def _compute_access_log_enabled(self) -> bool:
        return False

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nothing is written, whatever the configuration says."""


class PatientReader(SocketUnreader):
    """Reads a request until its deadline; after that the connection counts as ended."""

    deadline = 0.0

    def chunk(self, size_hint: int | None = None) -> bytes:
        if monotonic() > self.deadline:
            return b""
        try:
            data: bytes = super().chunk(size_hint)
        except BlockingIOError:
            return b""
        return data


class QuietWorker(ThreadWorker):
    def handle(self, conn: Any) -> Any:
        if conn.parser is None and not self.cfg.is_ssl:
            limit_waiting(conn.sock)
            conn.parser = http.get_parser(self.cfg, conn.sock, conn.client)
            conn.parser.unreader = PatientReader(conn.sock)
        if conn.parser is not None:
            conn.parser.unreader.deadline = monotonic() + SECONDS_TO_ASK
        again = super().handle(conn)
        if again is False:
            linger(conn.sock)
        return again

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Any) -> None:
        status = status_of(exc)
        if status == 500:
            logger.error(log.REQUEST_FAILED, exc_info=exc)
        else:
            logger.info(log.REQUEST_REFUSED)
        try:
            client.sendall(answer(status))
        except OSError:
            return


def limit_waiting(connection: socket.socket) -> None:
    """Let the kernel end a read or write that takes too long: no call a request."""
    for option, seconds in (
        (socket.SO_RCVTIMEO, SECONDS_WITHOUT_A_BYTE),
        (socket.SO_SNDTIMEO, SECONDS_TO_TAKE_THE_ANSWER),
    ):
        wait = struct.pack("@ll", seconds, 0)
        connection.setsockopt(socket.SOL_SOCKET, option, wait)


def linger(connection: socket.socket) -> None:
    """Let the last answer arrive before the connection ends (RFC 9112 §9.6)."""
    try:
        connection.shutdown(socket.SHUT_WR)
        end = monotonic() + SECONDS_TO_LINGER
        drained = 0
        while drained < MOST_LINGERING_BYTES and (left := end - monotonic()) > 0:
            connection.settimeout(left)
            data = connection.recv(4096)
            if not data:
                break
            drained += len(data)
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def status_of(error: BaseException) -> int:
    if isinstance(error, OUR_FAULT):
        return 500
    for kind, status in STATUS.items():
        if isinstance(error, kind):
            return status
    return 400 if isinstance(error, errors.ParseException) else 500


def answer(status: int) -> bytes:
    """The last resort page as sent, with nothing of the request in it."""
    body = FILE.read_bytes()
    headers = [
        *page_headers(body.decode()),
        *common_headers(NOT_KEPT),
        ("Content-Length", str(len(body))),
        ("Connection", "close"),
    ]
    lines = [f"HTTP/1.1 {status_line(status)}", *(f"{n}: {v}" for n, v in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body
