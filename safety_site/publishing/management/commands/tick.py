"""Make the edition that the passing of days asks for, if any."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from safety_site.publishing import packing
from safety_site.publishing.clock import tick
from safety_site.publishing.management.sentences import in_sentences


class Command(BaseCommand):
    help = "Add notices that are due and withdraw translations that are too old."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today", type=date.fromisoformat, help="as if it were this day"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with in_sentences():
            edition = tick(options["today"] or timezone.localdate())
            is_new = edition is None and packing.keep_current()
        if edition is None:
            self.stdout.write("Nothing is due: no new edition.")
            if is_new:
                self.stdout.write("The pack was written anew.")
        else:
            self.stdout.write(f"Edition {edition.number}: {edition.reason}.")
