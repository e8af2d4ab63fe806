"""Look for faults in every translation that is on record."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safety_site.languages.registry import SUPERSET, UnknownLanguage
from safety_site.translation.checks.faults import faults, hints
from safety_site.translation.checks.latin import allowed_now
from safety_site.translation.exchange.texts import texts
from safety_site.translation.models import ENGLISH


class Command(BaseCommand):
    help = "Check the newest translations; status 1 for a fault."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("languages", nargs="*", help="codes; all by default")
        parser.add_argument(
            "--hints", action="store_true", help="show what a reader may weigh, too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        allowed = allowed_now()
        wrong: list[str] = []
        weighed = 0
        try:
            for language in options["languages"] or SUPERSET:
                done = [t for t in texts(language) if t.translation and t.is_current]
                if language == ENGLISH or not done:
                    continue
                for text in done:
                    pair = (text.english, text.translation, language, allowed)
                    where = f"{language} {text.context}"
                    wrong += [f"{where}: {fault}" for fault in faults(*pair)]
                    for hint in hints(*pair):
                        weighed += 1
                        if options["hints"]:
                            self.stdout.write(f"hint   {where}: {hint}")
                self.stdout.write(f"{language}: {len(done)} texts")
        except UnknownLanguage as error:
            raise CommandError(str(error)) from error
        if not options["hints"]:
            self.stdout.write(f"{weighed} hints; see them with --hints.")
        if wrong:
            lines = "\n".join(f"  - {fault}" for fault in wrong)
            raise CommandError(f"{len(wrong)} faults to mend:\n{lines}")
        self.stdout.write("No faults.")
