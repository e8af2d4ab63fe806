"""The numbers that a person should ring now, with whose each is and why."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from safety_site.directory.models import Organisation
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.data_files import FORMULA
from safety_site.staff.phones import Phone, never_rung, phones

HEADER = (
    "contact",
    "organisation",
    "how",
    "shown",
    "dialled",
    "confidence",
    "why",
    "source",
    "editors_note",
    "heard",
    "by",
    "day",
    "note",
)


class Command(BaseCommand):
    help = (
        "List the numbers to ring, the oldest check first. Nothing is rung. Record "
        "what was heard with phone_checked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--csv", type=Path, help="write a sheet to fill in")
        parser.add_argument(
            "--today", type=date.fromisoformat, help="as if it were this day"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or timezone.localdate()
        snapshot = snapshots.take(today)
        every = phones(today, snapshot)
        due = [phone for phone in every if phone.is_due(today)]
        notes = _notes()
        if options["csv"]:
            self.write(options["csv"], due, notes)
        else:
            for phone in due:
                self.tell(phone, notes)
        self.stdout.write(f"{len(due)} of {len(every)} numbers are to be rung.")
        if numbers := never_rung(today, snapshot):
            self.stdout.write(
                f"Never ring {', '.join(numbers)} to try them: compare them with "
                "their source."
            )

    def tell(self, phone: Phone, notes: dict[str, str]) -> None:
        self.stdout.write(f"\n{phone.shown}  {phone.organisation}")
        self.stdout.write(f"    {phone.uid}: {phone.how}; due since {phone.due}")
        self.stdout.write(f"    {phone.why}")
        for line in notes.get(_owner(phone), "").splitlines():
            self.stdout.write(f"    To confirm: {line}")

    def write(self, path: Path, due: Sequence[Phone], notes: dict[str, str]) -> None:
        try:
            # The mark at the start tells spreadsheets that it is UTF-8.
            with path.open("x", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file, quoting=csv.QUOTE_ALL)
                writer.writerow(HEADER)
                writer.writerows(_row(phone, notes) for phone in due)
        except FileExistsError as error:
            raise CommandError(
                f"{path} is there already. Nothing was written: it may hold what "
                "somebody heard. Choose another name."
            ) from error
        except OSError as error:
            raise CommandError(
                f"{path} could not be written ({error.strerror}). Choose another "
                "place, then run this again."
            ) from error
        self.stdout.write(f"Wrote {path}.")


def _row(phone: Phone, notes: dict[str, str]) -> list[str]:
    """The last columns are empty, for whoever rings."""
    cells = (
        phone.uid,
        phone.organisation,
        phone.how,
        phone.shown,
        phone.dialled,
        phone.confidence,
        phone.why,
        phone.source_url,
        notes.get(_owner(phone), ""),
    )
    # A text that no spreadsheet reckons with.
    safe = [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]
    return safe + [""] * (len(HEADER) - len(safe))


def _owner(phone: Phone) -> str:
    return phone.uid.removeprefix("contact:").partition("/")[0]


def _notes() -> dict[str, str]:
    """What editors still want to know, by organisation: never shown to readers."""
    return dict(Organisation.objects.exclude(note="").values_list("key", "note"))
