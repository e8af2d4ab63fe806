"""Logs that hold nothing of a visitor (practice.md P7): no address, path, query, header
or body, and no time finer than the hour.

What is written is decided here, not where it is logged: a message is either one of the
fixed `LINES`, or it is withheld and only its place is named. An exception is shown as
its class and the lines of code it passed, without its text, the source or any value.

This module imports neither Django nor gunicorn: the master and its workers share it.
"""

import logging
import os
import sys
import threading
import time
import warnings
from types import TracebackType

PACK_OPENED = "The pages of edition %d are served."
PACK_DAMAGED = (
    "The new pack cannot be used. It is tried again; the pages served until now stay."
)
PACK_GONE = "The pack is gone. The pages served until now stay."
NO_PACK = "There is no pack. The last resort page is served."
LOOK_FAILED = "Looking for a new pack failed. The pages served until now stay."
FILE_GONE = "A file of the edition is gone or cut short. It was answered as not found."
REQUEST_FAILED = "A request could not be answered. The last resort page was sent."
STAFF_FAILED = "The admin could not be started. The public pages are served as before."
REQUEST_REFUSED = "A malformed request was refused."
ERRORS_WRITTEN = "An application wrote to its error stream. The text is withheld."
UNCAUGHT = "An error was not caught."

OURS = (
    PACK_OPENED,
    PACK_DAMAGED,
    PACK_GONE,
    NO_PACK,
    LOOK_FAILED,
    FILE_GONE,
    REQUEST_FAILED,
    STAFF_FAILED,
    REQUEST_REFUSED,
    ERRORS_WRITTEN,
    UNCAUGHT,
)
# What gunicorn says of itself, by its own message, and what we write instead.
LINES = {line: line for line in OURS} | {
    "Starting gunicorn %s": "The web server starts.",
    "Listening at: %s (%s)": "The web server listens.",
    "Listening at: %s": "The web server listens.",
    "Connection in use: %s": "The port is used by another program.",
    "Invalid address: %s": "The host to listen on is not an address of this machine.",
    "Can't connect to %s": "The web server cannot listen. It stops.",
    "Using worker: %s": "Each worker has several threads.",
    "Booting worker with pid: %s": "Worker %s starts.",
    "Worker exiting (pid: %s)": "Worker %s stops.",
    "WORKER TIMEOUT (pid:%s)": "Worker %s hung and is replaced.",
    "Worker (pid:%s) was sent %s!": "A worker was stopped by a signal.",
    "Worker (pid:%s) was sent %s! Perhaps out of memory?": (
        "A worker was killed, perhaps for want of memory."
    ),
    "Worker (pid:%s) exited with code %s.": "Worker %s stopped with exit status %s.",
    "Exception in worker process": "A worker failed.",
    "Unhandled exception in main loop": "The web server failed.",
    "Handling signal: %s": "A signal arrived.",
    "Hang up: %s": "The web server takes up its configuration again.",
    "Parent changed, shutting down: %s": "The web server is gone. A worker stops.",
    "Shutting down: %s": "The web server stops.",
    "Socket error processing request.": "A connection failed.",
    "Error handling request": "An application failed while it answered.",
}

MOST_FRAMES = 12
MOST_CAUSES = 4


class Plain(str):
    """A message whose writer vouches that it holds only names and numbers of code."""

    __slots__ = ()


class QuietFormatter(logging.Formatter):
    """Never calls `getMessage()` and never formats a traceback: both hold values."""

    def format(self, record: logging.LogRecord) -> str:
        hour = time.strftime("%Y-%m-%d %Hh UTC", time.gmtime(record.created))
        return (
            f"{hour} {record.levelname} [{record.process}] {record.name}:"
            f" {sentence(record)}"
        )


def sentence(record: logging.LogRecord) -> str:
    parts = []
    if isinstance(record.msg, Plain):
        parts.append(str(record.msg))
    elif type(record.msg) is str and record.msg in LINES:
        parts.append(filled(LINES[record.msg], record.args))
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if error is not None:
        parts.append(described(error))
    if not parts:
        parts.append(f"message withheld, from {place(record.pathname, record.lineno)}")
    return " ".join(parts)


def filled(line: str, args: object) -> str:
    """The line with its numbers. Anything but a whole number is shown as a dash."""
    wanted = line.count("%")
    if not wanted:
        return line
    given = args if isinstance(args, tuple) else ()
    numbers = [str(n) if type(n) is int else "-" for n in given[:wanted]]
    numbers += ["-"] * (wanted - len(numbers))
    return line.replace("%d", "%s") % tuple(numbers)


def described(error: BaseException) -> str:
    """Classes and places of an exception and of those that led to it."""
    told: list[str] = []
    current: BaseException | None = error
    while current is not None and len(told) < MOST_CAUSES:
        kind = type(current)
        places = frames(current.__traceback__)
        told.append(f"{kind.__module__}.{kind.__qualname__} at {places}")
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return "; after ".join(told)


def frames(trace: TracebackType | None) -> str:
    """Innermost first, so that a cut loses the outer end."""
    places = []
    while trace is not None:
        places.append(place(trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    places.reverse()
    return " < ".join(places[:MOST_FRAMES]) or "an unknown place"


def place(path: str, line: int) -> str:
    """`folder/file.py:12`: finds the code without the folders of this machine."""
    return f"{'/'.join(path.split(os.sep)[-2:])}:{line}"


class QuietErrors:
    """Stands for `wsgi.errors`: what an application writes there may hold anything."""

    def write(self, text: str) -> int:
        if text.strip():
            logging.getLogger("safety_site.errors").error(ERRORS_WRITTEN)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing is held back."""


def configure_logging() -> None:
    """Log every line, warning and uncaught error of this process through our formatter.

    `wsgi.py` calls it, and gunicorn's logger for the master. `manage.py` does not: no
    visitor is near a command, and its errors are for the person who typed it. Handlers
    that stand at the root already are taken off.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(QuietFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("safety_site").setLevel(logging.INFO)
    # Otherwise a handler that fails prints the record with its arguments.
    logging.raiseExceptions = False
    sys.excepthook = log_uncaught
    sys.unraisablehook = log_unraisable
    threading.excepthook = log_thread
    warnings.showwarning = log_warning


def log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logger = logging.getLogger("safety_site.process")
    logger.critical(UNCAUGHT, exc_info=(kind, error, trace))


def log_unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    error = unraisable.exc_value
    if error is not None:
        log_uncaught(type(error), error, unraisable.exc_traceback)


def log_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def log_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: object = None,
    line: str | None = None,
) -> None:
    told = Plain(f"{category.__name__} at {place(filename, lineno)}")
    logging.getLogger("safety_site.warnings").warning(told)
