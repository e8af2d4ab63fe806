"""Bring a translator's file in."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safety_site.languages.registry import UnknownLanguage
from safety_site.translation.exchange import importing, reading
from safety_site.translation.models import Standing

# A check is a person's second step, never a file's.
STANDINGS = [Standing.DRAFT.value, Standing.MACHINE_DRAFT.value]


class Command(BaseCommand):
    help = "Submit the translations of a PO file. Refuses a file with any fault."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", help="a code of languages.yaml, such as ur")
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="who translated")
        parser.add_argument(
            "--standing",
            choices=STANDINGS,
            default=STANDINGS[0],
            help="draft: a person wrote it; machine-draft: a computer did",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = importing.import_file(
                options["file"],
                options["language"],
                options["by"],
                Standing(options["standing"]),
            )
        except (reading.Refused, UnknownLanguage) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"{options['file']} could not be read: {error}. Nothing was changed."
            ) from error
        self.stdout.write(
            f"{done.made} objects have a new text, {done.unchanged} had it already."
        )
        for uid in done.left:
            self.stdout.write(f"left: {uid}, because somebody is writing it")
