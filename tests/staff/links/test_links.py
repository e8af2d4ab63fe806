"""The weekly check: what it asks, what it keeps, and what editors are told."""

from __future__ import annotations

import fcntl
import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone
from pytest_django import Settings

from safety_site.staff.links import checking
from safety_site.staff.links.asking import Answer
from safety_site.staff.links.manners import Bounds
from safety_site.staff.links.models import LinkCheck, Outcome
from safety_site.staff.links.report import (
    broken_links,
    failing_once,
    links_to_open,
    moved_links,
)
from tests.staff.links.servers import OPENS, Site, says, serving, silent

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
QUICK = Bounds(seconds=0.8, pause=0, private=True)
OPENED = Answer(Outcome.OPENS, "200: it opens", 200)
FAILED = Answer(Outcome.FAILS, "500: its server fails", 500)
LOST = Answer(Outcome.GONE, "404: there is no such page", 404)


@pytest.fixture(autouse=True)
def loopback(settings: Settings, tmp_path: Path) -> None:
    settings.LINKS_MAY_BE_PRIVATE = True
    settings.DATA_DIR = tmp_path


@pytest.fixture
def exits(settings: Settings) -> Callable[..., None]:
    """The site leads to these pages and to no others."""

    def lead_to(*addresses: str) -> None:
        settings.EXIT_DESTINATIONS = {"": list(addresses)}

    return lead_to


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address at which nothing listens."""
    with socket.create_server(("127.0.0.9", 0)) as taken:
        port = taken.getsockname()[1]
    return f"http://127.0.0.9:{port}/"


def run(*arguments: str, **options: object) -> str:
    out = io.StringIO()
    quick = {"pause": 0, "timeout": 0.8} | options
    call_command("check_links", *arguments, stdout=out, **quick)
    return out.getvalue()


def days_pass(days: float) -> None:
    """Every check so far was made so many days earlier."""
    for each in LinkCheck.objects.all():
        each.checked -= timedelta(days=days)
        if each.failing_since:
            each.failing_since -= timedelta(days=days)
        each.save()


def test_what_fails_is_broken_only_when_it_fails_again_a_day_later(exits) -> None:
    with serving({"/": says("500 Oh")}) as site:
        exits(f"{site.url}/")
        told = run()
        assert "No link is broken." in told
        assert "Failed once" in told
        assert broken_links(DAY) == []
        assert [f.uid for f in failing_once(DAY)] == ["exit:all"]
        days_pass(0.9)
        run("--only", site.url)
        assert broken_links(DAY) == []
        days_pass(0.2)
        told = run("--only", site.url)
        assert "Broken: 1\n" in told
    (broken,) = broken_links(DAY)
    # Since it was first seen, and not since it is believed.
    assert broken.since == timezone.localdate(timezone.now() - timedelta(days=1.1))


def test_what_opens_in_between_is_not_broken(exits) -> None:
    exits("http://a.example/")
    for day, answer in enumerate((FAILED, OPENED, FAILED)):
        checking.keep("http://a.example/", answer, NOW + timedelta(days=day))
        assert broken_links(DAY) == []
    checking.keep("http://a.example/", FAILED, NOW + timedelta(days=3))
    assert [f.since for f in broken_links(DAY)] == [date(2026, 11, 24)]


def test_another_failure_goes_on_from_the_first() -> None:
    checking.keep("http://a.example/", FAILED, NOW)
    kept = checking.keep("http://a.example/", LOST, NOW + timedelta(days=3))
    assert (kept.failing_since, kept.outcome) == (NOW, Outcome.GONE)


def test_moved_for_good_and_what_no_program_can_tell_are_listed(exits) -> None:
    answers = {"/a": says("301 M", "Location: /b"), "/c": says("403 No")}
    with serving(answers) as site:
        exits(f"{site.url}/a", f"{site.url}/c")
        told = run()
    assert "No link is broken." in told
    assert f"moved for good to {site.url}/b; since" in told
    assert "403: it does not answer programs; open it yourself" in told
    assert [f.address for f in moved_links(DAY)] == [f"{site.url}/a"]
    assert [f.address for f in links_to_open(DAY)] == [f"{site.url}/c"]


def test_a_link_that_nothing_uses_any_more_is_told_no_more(exits) -> None:
    with serving({"/a": says("404 No")}) as site:
        exits(f"{site.url}/a")
        run()
        assert len(broken_links(DAY)) == 1
        exits(f"{site.url}/b")
        assert broken_links(DAY) == []
        run()
    assert [c.address for c in LinkCheck.objects.all()] == [f"{site.url}/b"]


def test_one_page_that_two_languages_leave_for_is_asked_once(
    settings: Settings,
) -> None:
    with serving({"/": says("404 No")}) as site:
        settings.EXIT_DESTINATIONS = {"": [site.url + "/"], "ur": [site.url + "/#x"]}
        run()
    assert [each.method for each in site.asked] == ["HEAD", "GET"]
    assert [f.uid for f in broken_links(DAY)] == ["exit:all", "exit:ur"]


def test_the_oldest_check_comes_first_and_the_new_before_all(exits) -> None:
    with serving({}) as site:
        names = ["a", "b", "c", "d"]
        exits(*(f"{site.url}/{name}" for name in names))
        for name, days in (("a", 7), ("b", 9), ("c", 8)):
            at = timezone.now() - timedelta(days=days)
            checking.keep(f"{site.url}/{name}", OPENED, at)
        told = run()
    assert site.paths() == ["/d", "/b", "/c", "/a"]
    assert "Asking 4 of 4 addresses." in told


def test_what_was_asked_lately_is_left_in_peace_unless_it_is_named(exits) -> None:
    answers = {"/b": says("404 No"), "/c": says("500 Oh")}
    with serving(answers) as site:
        exits(*(f"{site.url}/{name}" for name in "abc"))
        run()
        site.asked.clear()
        told = run()
        assert "3 were looked at in the last days." in told
        # What is known is told all the same.
        assert "Broken: 1\n" in told
        assert site.asked == []
        days_pass(2)
        run()
        assert {each.path for each in site.asked} == {"/b", "/c"}
        site.asked.clear()
        days_pass(0.5)
        run("--only", f"{site.url}/A")
        assert site.paths() == ["/a"]


def test_nothing_that_holds_the_text_is_an_error(exits) -> None:
    exits("http://127.0.0.1:1/")
    with pytest.raises(CommandError, match="holds 'nowhere'"):
        run("--only", "nowhere")


def test_a_machine_without_a_network_keeps_nothing(exits, nobody: str) -> None:
    exits(nobody)
    told = run()
    assert "this machine may have no network" in told
    assert LinkCheck.objects.count() == 0
    checking.keep(nobody, OPENED, timezone.now() - timedelta(days=6))
    run()
    assert LinkCheck.objects.get().outcome == Outcome.OPENS


def test_who_does_not_answer_is_kept_once_another_host_did(exits, nobody: str) -> None:
    with serving({}) as site:
        exits(nobody, f"{site.url}/")
        told = run()
    assert "no network" not in told
    assert LinkCheck.objects.get(address=nobody).outcome == Outcome.FAILS


@pytest.mark.parametrize("order", ["silent first", "silent last"])
def test_the_order_of_hosts_does_not_matter_to_that(
    exits, nobody: str, order: str
) -> None:
    with serving({}) as site:
        both = [nobody, f"{site.url}/"]
        exits(*(both if order == "silent first" else reversed(both)))
        run()
    assert LinkCheck.objects.get(address=nobody).fails


def test_one_host_alone_is_believed_when_another_that_was_well_answers(
    exits, nobody: str
) -> None:
    with serving({}) as site:
        exits(nobody, f"{site.url}/")
        checking.keep(f"{site.url}/", OPENED, NOW)
        run("--only", nobody)
        assert site.paths() == ["/"]
    assert LinkCheck.objects.get(address=nobody).fails


def test_a_host_is_asked_one_thing_at_a_time_and_others_meanwhile(exits) -> None:
    with serving({}) as one, serving({}, "127.0.0.2") as other:
        exits(*(f"{site.url}/{n}" for site in (one, other) for n in range(3)))
        began = time.monotonic()
        run(pause=0.3)
        took = time.monotonic() - began
    for site in (one, other):
        times = [each.at for each in site.asked]
        assert site.most_at_once == 1
        assert all(b - a >= 0.29 for a, b in pairwise(times))
    # While one rests the other is asked.
    assert took < 0.3 * 4


def test_a_host_that_asks_for_fewer_requests_gets_none(exits) -> None:
    with serving({"/a": says("429 Slower", "Retry-After: 60")}) as site:
        exits(f"{site.url}/a", f"{site.url}/b", f"{site.url}/c")
        told = run()
    assert site.paths() == ["/a"]
    assert "2 are left: time was up, or a host asked for fewer" in told


def test_a_run_ends_when_its_minutes_are_over(exits) -> None:
    with serving({"/a": silent}) as site:
        exits(f"{site.url}/a", *(f"{site.url}/{n}" for n in range(30)))
        began = time.monotonic()
        told = run(minutes=0.02, timeout=20, pause=0.5)
    assert time.monotonic() - began < 5
    assert "are left: time was up" in told


def test_private_addresses_are_refused_unless_a_test_says_otherwise(
    exits, settings: Settings
) -> None:
    settings.LINKS_MAY_BE_PRIVATE = False
    with serving({}) as site:
        exits(f"{site.url}/")
        run()
    assert site.asked == []
    assert "private network" in LinkCheck.objects.get().found


def test_two_at_once_are_one(exits, tmp_path: Path) -> None:
    with serving({}) as site, (tmp_path / "lock-links").open("w") as held:
        exits(f"{site.url}/")
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="Another check of links is running"):
            run()
        assert site.asked == []
        fcntl.flock(held, fcntl.LOCK_UN)
        run()
        assert len(site.asked) == 1


def test_a_database_in_trouble_loses_nothing_that_was_found(exits) -> None:
    def refuse(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")) and '/b"' in repr(params).replace(
            "'", '"'
        ):
            raise OperationalError("disk is full")
        return execute(sql, params, many, context)

    with serving({}) as site:
        exits(f"{site.url}/a", f"{site.url}/b")
        with (
            connection.execute_wrapper(refuse),
            pytest.raises(CommandError, match="What was found before that is kept"),
        ):
            run()
    assert [c.address for c in LinkCheck.objects.all()] == [f"{site.url}/a"]


def test_without_checks_nothing_is_read_but_them(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert broken_links(DAY) == []


class Program:
    """`check_links` as a program of its own, with a database of its own."""

    def __init__(self, folder: Path, site: Site, paths: str) -> None:
        self.environ = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.staff.links.loopback",
            "EXIT_DESTINATIONS": " ".join(f"{site.url}/{p}" for p in paths),
        }

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "manage.py", *arguments, "--skip-checks"]

    def migrate(self) -> None:
        call = self.command("migrate", "-v0")
        subprocess.run(call, cwd=ROOT, env=self.environ, check=True)  # noqa: S603

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603
            self.command("check_links", "--pause", "0", "--timeout", "30"),
            cwd=ROOT,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def test_a_killed_run_resumes_and_two_programs_do_not_ask_at_once(
    tmp_path: Path,
) -> None:
    reached, may_go_on = threading.Event(), threading.Event()

    def slow(connection: socket.socket, asked: object) -> None:
        reached.set()
        may_go_on.wait(60)
        OPENS(connection, asked)

    with serving({"/c": slow}) as site:
        program = Program(tmp_path, site, "abcde")
        program.migrate()
        first = program.start()
        assert reached.wait(30)
        second = program.start()
        _, complaint = second.communicate(timeout=30)
        assert second.returncode == 1
        assert "Another check of links is running" in complaint
        first.send_signal(signal.SIGKILL)
        first.communicate(timeout=30)
        assert site.paths() == ["/a", "/b", "/c"]
        may_go_on.set()
        site.asked.clear()
        third = program.start()
        told, complaint = third.communicate(timeout=30)
        assert (third.returncode, complaint) == (0, "")
        assert site.paths() == ["/c", "/d", "/e"]
        assert "Asking 3 of 5 addresses." in told
        assert "asked 3 of 3" in told
