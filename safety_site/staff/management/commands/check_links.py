"""Look whether every page that the site leads to still opens."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from safety_site.publishing import snapshot as snapshots
from safety_site.staff.links import checking, report
from safety_site.staff.links.addresses import EXIT, Use, uses
from safety_site.staff.links.manners import Bounds
from safety_site.staff.links.report import Finding

TITLES: Sequence[tuple[str, str, Callable[..., list[Finding]]]] = (
    ("Broken", "No link is broken.", report.broken_links),
    ("Moved for good: write the new address", "", report.moved_links),
    ("Failed once: told as broken if it fails again", "", report.failing_once),
    ("No program can tell: open these yourself", "", report.links_to_open),
)


class Command(BaseCommand):
    help = (
        "Ask every address that the site leads to, the oldest checks first, and tell "
        "which are broken. Status 0 whatever is found."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--only",
            metavar="TEXT",
            default="",
            help="addresses, and objects, that hold this text; asked however lately",
        )
        defaults = Bounds()
        parser.add_argument(
            "--minutes", type=float, default=defaults.minutes, help="at most, in all"
        )
        parser.add_argument(
            "--pause",
            type=float,
            default=defaults.pause,
            help="seconds between two requests to one host",
        )
        parser.add_argument(
            "--timeout",
            type=float,
            default=defaults.seconds,
            help="seconds for one request",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        try:
            with checking.alone(settings.DATA_DIR):
                self.look(options)
        except checking.AlreadyRunning as error:
            raise CommandError(
                "Another check of links is running. Nothing was asked. Wait for its "
                "end, then look at what it found."
            ) from error
        except DatabaseError as error:
            raise CommandError(
                f"The database could not be read or written ({error}). What was found "
                "before that is kept. Run this again: it goes on with the oldest."
            ) from error

    def look(self, options: dict[str, Any]) -> None:
        today = timezone.localdate()
        snapshot = snapshots.take(today)
        users = uses(snapshot)
        chosen = _holding(options["only"], users)
        if not chosen:
            raise CommandError(
                f"No address and no object that leads to one holds {options['only']!r}."
                " Nothing was asked."
            )
        wanted = checking.oldest_first(chosen)
        if not options["only"]:
            checking.forget_all_but(list(users))
            wanted = checking.due(wanted, timezone.now())
        self.stdout.write(f"Asking {len(wanted)} of {len(users)} addresses.")
        run = checking.check(
            wanted,
            Bounds(
                seconds=options["timeout"],
                pause=options["pause"],
                minutes=options["minutes"],
                private=settings.LINKS_MAY_BE_PRIVATE,
            ),
            controls=[a for a, named in users.items() if _is_exit(named)],
            tell=self.hear,
        )
        run.lately = len(chosen) - len(wanted)
        self.tell(run)
        for title, none, find in TITLES:
            found = [f for f in find(today, snapshot) if f.address in chosen]
            self.show(title, none, found)

    def hear(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def tell(self, run: checking.Run) -> None:
        self.stdout.write(f"Looked at {run.looked_at}.")
        if run.lately:
            self.stdout.write(f"{run.lately} were looked at in the last days.")
        if run.left:
            self.stdout.write(
                f"{len(run.left)} are left: time was up, or a host asked for fewer "
                "requests. The next run begins with them."
            )
        if run.unproved:
            self.stdout.write(
                f"{len(run.unproved)} did not answer, and nobody else did after them: "
                "this machine may have no network. Nothing was kept of these. Look at "
                "its network, then run this again."
            )

    def show(self, title: str, none: str, found: Sequence[Finding]) -> None:
        if not found:
            if none:
                self.stdout.write(none)
            return
        addresses = [list(g) for _, g in groupby(found, key=lambda f: f.address)]
        self.stdout.write(f"\n{title}: {len(addresses)}")
        for users in addresses:
            first = users[0]
            self.stdout.write(f"\n{first.address}")
            self.stdout.write(f"    {first.found}; since {first.since}")
            for use in users:
                self.stdout.write(f"    {use.uid}  {use.name}")


def _holding(text: str, users: dict[str, list[Use]]) -> list[str]:
    wanted = text.casefold()
    return [
        address
        for address, named in users.items()
        if any(
            wanted in each.casefold() for each in (address, *(use.uid for use in named))
        )
    ]


def _is_exit(named: Sequence[Use]) -> bool:
    return any(use.uid.startswith(f"{EXIT}:") for use in named)
