"""Attach a recorded voice to a page, or take it off."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getuser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safety_site.publishing import recordings
from safety_site.publishing.read_aloud import published_sheet


class Command(BaseCommand):
    help = (
        "Attach an MP3 in which a person reads a page as it is now. The next edition "
        "offers it for as long as the page says the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", help="such as ur")
        parser.add_argument("page", help="the key of the page, such as answer")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("file", nargs="?", type=Path, help="an MP3")
        what.add_argument("--remove", action="store_true", help="take it off the page")
        parser.add_argument("--by", default=getuser(), help="who attaches it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sheet = published_sheet(options["page"], options["language"])
            if options["remove"]:
                recordings.take_off(sheet, options["by"])
                self.stdout.write("Taken off with the next edition.")
                return
            data = recordings.read(options["file"])
            made = recordings.attach(sheet, data, options["by"])
        except recordings.Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Attached: {made.seconds} seconds, {made.length:,} bytes. "
            "Publish to offer it."
        )
        if "draft-machine" in sheet.context["notices"]:
            self.stdout.write("Nobody has checked this page: its notice stays above.")
