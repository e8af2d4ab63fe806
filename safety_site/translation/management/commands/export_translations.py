"""Write the texts of a language for translators."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safety_site.languages.registry import UnknownLanguage
from safety_site.translation.exchange.exporting import catalogue
from safety_site.translation.models import ENGLISH


class Command(BaseCommand):
    help = "Write every text, with its translation where there is one, as a PO file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", help="a code of languages.yaml, such as ur")
        parser.add_argument("file", type=Path, help="the PO file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        language, path = options["language"], options["file"]
        if language == ENGLISH:
            raise CommandError("English is what is translated. Name another language.")
        try:
            made = catalogue(language)
        except UnknownLanguage as error:
            raise CommandError(str(error)) from error
        # A half-written file would look whole to a translator.
        beside = path.with_name(f"{path.name}.new")
        try:
            beside.write_text(f"{made}\n", encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise CommandError(f"{path} could not be written: {error}.") from error
        self.stdout.write(
            f"{len(made)} texts written to {path}; {len(made.translated_entries())} "
            f"are translated, {len(made.fuzzy_entries())} wait because their English "
            "changed."
        )
