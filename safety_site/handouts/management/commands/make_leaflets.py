"""Make the leaflets and cards that the published pages lack, and offer them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from safety_site.handouts.leaflets import making
from safety_site.publishing.management.sentences import in_sentences
from safety_site.publishing.more_files import add_files


class Command(BaseCommand):
    help = (
        "Draw a PDF of each page and language whose words have none yet, and make an "
        "edition that offers them. Run it after each publish."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with in_sentences(), making.alone(settings.DATA_DIR):
                orders = making.missing()
                faults = making.make(orders, self.progress) if orders else []
                edition = add_files()
        except making.CannotMake as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"A leaflet could not be stored ({error.strerror}). Those made so far "
                "are kept. Look at the free space, then run it again."
            ) from error
        self.stdout.write(f"Leaflets made: {len(orders) - len(faults)}.")
        if edition:
            self.stdout.write(f"Edition {edition.number}: {edition.reason}.")
        else:
            self.stdout.write("Nothing new to offer: no new edition.")
        if faults:
            lines = "\n".join(f"  - {fault}" for fault in faults)
            raise CommandError(f"{len(faults)} were not made:\n{lines}")

    def progress(self, done: int, of: int) -> None:
        if done == of or done % 25 == 0:
            self.stdout.write(f"  made {done} of {of}")
