"""Serve the pages of an older edition again."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getuser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safety_site.delivery.pack import PackError
from safety_site.publishing.publish import NotPublished
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
        try:
            edition = rollback(
                options["number"], author, options["by"], options["reason"]
            )
        except (NotPublished, PackError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Edition {edition.number} serves the pages of edition {options['number']}."
        )
