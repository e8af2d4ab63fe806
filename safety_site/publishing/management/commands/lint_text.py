"""Read the released English for plain words, figures without a record, and sources."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.lint import Page, lint
from safety_site.translation import plain_language


class Command(BaseCommand):
    help = "Check the plain language of the released English; status 1 for a fault."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--hints", action="store_true", help="show what an editor may weigh, too"
        )
        parser.add_argument(
            "--today", type=date.fromisoformat, help="as if it were this day"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = lint(snapshots.take(options["today"] or timezone.localdate()))
        self.stdout.write(
            f"{'words':>6} {'average':>8} {'longest':>8} {'grade':>6}  page"
        )
        for page in report.pages:
            self.stdout.write(_line(page))
        self.stdout.write(f"Mean school grade of all pages: {report.grade:.1f}")
        if options["hints"]:
            for hint in report.hints:
                self.stdout.write(f"hint   {hint}")
        else:
            self.stdout.write(f"{len(report.hints)} hints; see them with --hints.")
        if report.faults:
            lines = "\n".join(f"  - {fault}" for fault in report.faults)
            raise CommandError(f"{len(report.faults)} faults to mend:\n{lines}")
        self.stdout.write("No faults.")


def _line(page: Page) -> str:
    read = page.sentences
    counts = [len(plain_language.words(sentence)) for sentence in read]
    return (
        f"{sum(counts):6} {plain_language.average(read):8.1f} "
        f"{max(counts, default=0):8} {plain_language.grade(read):6.1f}  {page.path}"
    )
