"""Serve the pages of an older edition again."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getuser
from typing import Any

from django.core.management.base import BaseCommand

from safety_site.publishing.management.sentences import in_sentences
from safety_site.publishing.rollback import rollback


class Command(BaseCommand):
    help = "Serve the pages of an older edition again, as a new edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, help="of the older edition")
        parser.add_argument("--by", default=getuser(), help="who publishes")
        parser.add_argument("--asked-by", help="who asks for it, if somebody else")
        parser.add_argument("--reason", required=True, help="why, for the record")

    def handle(self, *args: Any, **options: Any) -> None:
        author = options["asked_by"] or options["by"]
        with in_sentences():
            edition = rollback(
                options["number"], author, options["by"], options["reason"]
            )
        self.stdout.write(
            f"Edition {edition.number} serves the pages of edition {options['number']}."
        )
