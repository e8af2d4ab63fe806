"""Keep what somebody heard at a number."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from safety_site.guide.models import Confidence
from safety_site.publishing import snapshot as snapshots
from safety_site.staff.phones import Heard, PhoneCheck, Refused, record

WORDS = {"right": Heard.RIGHT, "wrong": Heard.WRONG, "none": Heard.NO_ANSWER}


class Command(BaseCommand):
    help = "Record what a person heard at a number. It is kept for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "uid", help="as phone_list shows it: contact:refuge/phone/1"
        )
        parser.add_argument("--by", required=True, help="the name of who rang")
        parser.add_argument(
            "--heard",
            required=True,
            choices=list(WORDS),
            help="none: nobody answered",
        )
        parser.add_argument(
            "--number", default="", help="what was rung, from a list of another day"
        )
        parser.add_argument("--note", default="", help="what was said, if not this")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = record(
                options["uid"],
                by=options["by"],
                heard=WORDS[options["heard"]],
                note=options["note"],
                number=options["number"],
                today=timezone.localdate(),
            )
        except Refused as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                f"The database could not be written ({error}). Nothing was kept. Look "
                "at its free space, then record it again."
            ) from error
        self.stdout.write(f"Kept: {made.contact}, {made.day}, {made.heard}.")
        self.stdout.write(_next(made))


def _next(made: PhoneCheck) -> str:
    if made.heard == Heard.WRONG:
        return (
            "The site shows this number until an editor corrects or withdraws it, a "
            "second person checks that, and it is published. Do it now."
        )
    if made.heard == Heard.NO_ANSWER:
        return "It comes back to the list tomorrow: try another hour."
    values = snapshots.take(made.day).released(made.contact)
    if values and values["confidence"] == Confidence.MEDIUM:
        return (
            "Readers are still told that it was not re-checked: an editor changes "
            "that, and a second person checks the change."
        )
    return "It comes back to the list in three months."
