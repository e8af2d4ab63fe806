"""Make the edition that the passing of days asks for, if any."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from safety_site.delivery.pack import PackError
from safety_site.publishing import packing
from safety_site.publishing.clock import tick
from safety_site.publishing.publish import NotPublished


class Command(BaseCommand):
    help = "Add notices that are due and withdraw translations that are too old."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today", type=date.fromisoformat, help="as if it were this day"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            edition = tick(options["today"] or timezone.localdate())
        except (NotPublished, PackError) as error:
            raise CommandError(str(error)) from error
        if edition is None:
            self.stdout.write("Nothing is due: no new edition.")
            if packing.keep_current():
                self.stdout.write("The pack was written anew.")
        else:
            self.stdout.write(f"Edition {edition.number}: {edition.reason}.")
