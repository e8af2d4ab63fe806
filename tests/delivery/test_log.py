import logging
import subprocess
import sys
from pathlib import Path

import pytest

from safety_site.delivery import log
from safety_site.delivery.log import Plain, QuietFormatter

MARKER = "MARKER"


def line(
    msg: object, *args: object, error: BaseException | None = None, name: str = "any"
) -> str:
    told = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(
        name, logging.ERROR, "/home/me/folder/code.py", 12, msg, args, told
    )
    return QuietFormatter().format(record)


def failure() -> ValueError:
    """Raised and caught, so that it has a traceback and a cause."""
    with pytest.raises(ValueError, match="again") as caught:
        fail_twice()
    return caught.value


def fail_twice() -> None:
    try:
        int(MARKER)
    except ValueError as error:
        raise ValueError(f"{MARKER} again") from error


@pytest.mark.parametrize(
    "msg", [MARKER, f"got {MARKER}", "got %s", "%(x)s", ValueError(MARKER), {MARKER: 1}]
)
def test_a_message_of_others_is_withheld(msg: object) -> None:
    told = line(msg, MARKER)

    assert MARKER not in told
    assert told.endswith("any: message withheld, from folder/code.py:12")


def test_an_exception_shows_its_class_and_places_only() -> None:
    told = line(MARKER, error=failure())

    assert MARKER not in told
    assert "builtins.ValueError at delivery/test_log.py:" in told
    assert told.count("ValueError at delivery/test_log.py:") == 2
    assert "raise" not in told


def test_the_time_is_no_finer_than_the_hour() -> None:
    record = logging.LogRecord("any", logging.INFO, "x", 1, log.NO_PACK, (), None)
    record.created = 1795319999.0

    assert QuietFormatter().format(record).startswith("2026-11-22 03h UTC INFO [")


def test_a_fixed_line_shows_whole_numbers_and_nothing_else() -> None:
    assert line(log.PACK_OPENED, 12).endswith("The pages of edition 12 are served.")
    for wrong in (MARKER, 1.5, None, True):
        told = line(log.PACK_OPENED, wrong)
        assert told.endswith("The pages of edition - are served.")
    assert line("Listening at: %s (%s)", "http://127.0.0.1", 3).endswith("listens.")
    assert line(log.PACK_OPENED).endswith("edition - are served.")


def test_a_class_of_its_own_does_not_pass_for_a_fixed_line() -> None:
    class Sly(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return hash(log.NO_PACK)

    assert "withheld" in line(Sly(MARKER))
    assert line(Plain("UserWarning at a.py:1")).endswith("UserWarning at a.py:1")


PROCESS = """
import logging, sys, threading, warnings
from safety_site.delivery.log import QuietErrors, configure_logging
configure_logging()
marker = sys.argv[1]
logging.getLogger("django.request").error("Bad: %s", marker)
logging.getLogger("django.security.X").warning(marker)
logging.getLogger("any").error("%s %s", marker)
logging.getLogger("any").info(marker)
class Full:
    def write(self, text): raise OSError(marker)
logging.getLogger("full").addHandler(logging.StreamHandler(Full()))
logging.getLogger("full").error("Bad: %s", marker)
warnings.warn(marker)
QuietErrors().writelines([marker, "  "])
def fail(): raise ValueError(marker)
thread = threading.Thread(target=fail, name=marker); thread.start(); thread.join()
class Unraisable:
    def __del__(self): fail()
Unraisable()
fail()
"""


def test_nothing_that_a_process_logs_holds_a_value(tmp_path: Path) -> None:
    run = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-W", "default", "-c", PROCESS, MARKER],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = run.stderr.splitlines()

    assert run.returncode == 1
    assert MARKER not in run.stdout + run.stderr
    assert [told.partition("] ")[2].partition(":")[0] for told in lines] == [
        "django.request",
        "django.security.X",
        "any",
        "full",
        "safety_site.warnings",
        "safety_site.errors",
        "safety_site.process",
        "safety_site.process",
        "safety_site.process",
    ]
    assert all("ValueError" in told for told in lines[-3:])
