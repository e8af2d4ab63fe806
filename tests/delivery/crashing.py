"""An application that fails in every way it can, with what a visitor sent.

Run under gunicorn with the site's configuration, to see what the log then holds.
"""

import logging
import threading
import warnings
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def application(
    environ: "WSGIEnvironment", start_response: "StartResponse"
) -> Iterable[bytes]:
    sent = f"{environ['RAW_URI']} {environ['wsgi.input'].read()!r} {environ!r}"
    WAYS[environ["PATH_INFO"].split("/")[1]](environ, sent)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return (piece for piece in (b"ok",))


def fail(environ: "WSGIEnvironment", sent: str) -> None:
    raise ValueError(sent)


def fail_again(environ: "WSGIEnvironment", sent: str) -> None:
    try:
        fail(environ, sent)
    except ValueError as error:
        raise RuntimeError(sent) from error


def write_to_errors(environ: "WSGIEnvironment", sent: str) -> None:
    environ["wsgi.errors"].write(sent)
    print(sent, file=environ["wsgi.errors"])


def fail_in_a_thread(environ: "WSGIEnvironment", sent: str) -> None:
    thread = threading.Thread(target=fail, args=(environ, sent), name=sent)
    thread.start()
    thread.join()


def warn(environ: "WSGIEnvironment", sent: str) -> None:
    warnings.warn(sent, stacklevel=1)


def log(environ: "WSGIEnvironment", sent: str) -> None:
    for name in ("django.request", "django.security", "gunicorn.error", ""):
        logger = logging.getLogger(name)
        logger.error("Failed: %s", sent)
        logger.error(sent)
        logger.error("Failed: %s %s", sent)
        try:
            fail(environ, sent)
        except ValueError:
            logger.exception(sent)


def fail_while_collected(environ: "WSGIEnvironment", sent: str) -> None:
    class Unraisable:
        def __del__(self) -> None:
            raise ValueError(sent)

    Unraisable()
    raise SystemError(sent)


WAYS: dict[str, Callable[["WSGIEnvironment", str], None]] = {
    "fail": fail,
    "chain": fail_again,
    "errors": write_to_errors,
    "thread": fail_in_a_thread,
    "warn": warn,
    "log": log,
    "unraisable": fail_while_collected,
}
