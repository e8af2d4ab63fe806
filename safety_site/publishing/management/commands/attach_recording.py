"""Attach a recorded voice to a page, or take it off."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getuser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safety_site.publishing import contexts, packing, recordings
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.sheet import Sheet


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
        sheet = self.sheet(options["language"], options["page"])
        try:
            if options["remove"]:
                recordings.take_off(sheet, options["by"])
                self.stdout.write("Taken off with the next edition.")
                return
            made = recordings.attach(sheet, options["file"], options["by"])
        except recordings.Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Attached: {made.seconds} seconds, {made.length:,} bytes. "
            "Publish to offer it."
        )
        if "draft-machine" in sheet.context["notices"]:
            self.stdout.write("Nobody has checked this page: its notice stays above.")

    def sheet(self, language: str, key: str) -> Sheet:
        """The page as it is published: that is what was read aloud."""
        edition = packing.newest_edition()
        if edition is None:
            raise CommandError("Nothing is published yet. Publish first.")
        snapshot = snapshots.take(edition.day, edition)
        named = {each.code: each for each in snapshot.languages}
        if language not in named:
            raise CommandError(
                f"{language!r} is not a language of this site. They are: "
                f"{', '.join(named)}. Nothing was changed."
            )
        if key not in snapshot.pages:
            raise CommandError(
                f"{key!r} is not a page. They are: {', '.join(snapshot.pages)}. "
                "Nothing was changed."
            )
        return contexts.page_sheet(snapshot, key, named[language])
