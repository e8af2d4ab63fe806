"""Publish the released content as the next edition."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from getpass import getuser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from safety_site.publishing import addresses, manifest, packing
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.difference import difference
from safety_site.publishing.management.sentences import in_sentences
from safety_site.publishing.publish import (
    build,
    keep,
    propose,
    store,
)


class Command(BaseCommand):
    help = "Render what changed, show the difference, and make the next edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", default=getuser(), help="who publishes")
        parser.add_argument(
            "--expect",
            metavar="PROPOSAL",
            help="publish only if it is the proposal that a dry run named",
        )
        parser.add_argument(
            "--asked-by",
            help="who asks for it: an urgent correction, while publishing is stopped",
        )
        parser.add_argument("--reason", default="", help="why, for the record")
        parser.add_argument(
            "--check",
            action="store_true",
            help="render everything and fail if a byte differs from the edition",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show the difference, keep nothing"
        )
        parser.add_argument(
            "--local", action="store_true", help="allow a PUBLIC_ORIGIN on this machine"
        )
        parser.add_argument(
            "--today", type=date.fromisoformat, help="as if it were this day"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or timezone.localdate()
        with in_sentences():
            if options["check"]:
                self.check_bytes()
            else:
                self.publish(today, options)

    def publish(self, today: date, options: dict[str, Any]) -> None:
        proposal = propose(today, local=options["local"], progress=self.progress)
        built = proposal.built
        self.stdout.write(
            f"Rendered {len(built.rendered)} of {len(built.leaves)} pages."
        )
        if new := proposal.snapshot.new_codes:
            self.stdout.write(f"{len(new)} new short codes.")
        for silent in proposal.silenced:
            self.stdout.write(silent)
        if not proposal.changes_anything:
            self.stdout.write("Nothing changed: no new edition.")
            if options["dry_run"]:
                return
            store(built)
            if packing.keep_current():
                self.stdout.write("The pack was written anew.")
            return
        for line in difference(proposal.before, built.leaves, built.blobs, built.also):
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("Nothing was kept: this was a dry run.")
            self.stdout.write(f"Proposal {proposal.digest}")
            return
        if options["expect"] not in (None, proposal.digest):
            raise CommandError(
                "Nothing was published: the proposal has changed since you looked at "
                "it. Look at the difference again, then publish."
            )
        author = options["asked_by"] or options["by"]
        edition = keep(proposal, author, options["by"], options["reason"])
        self.stdout.write(f"Published edition {edition.number}.")

    def check_bytes(self) -> None:
        """The incremental result against a full render of the same day and
        revisions.
        """
        edition = packing.newest_edition()
        if edition is None:
            raise CommandError("There is no edition to check. Publish one first.")
        snapshot = snapshots.take(edition.day, edition)
        released = addresses.released_when_made(edition)
        laid = addresses.lay(snapshot, released)
        full = build(laid.sheets, {}, self.progress)
        # Going back gives later addresses an answer that nothing is drawn for.
        later = manifest.also(edition.manifest) if edition.serves else {}
        full.answer_also(later | laid.also)
        answers = manifest.answers(edition.manifest)
        served, fresh = manifest.as_served(answers), full.served
        stale = sorted(
            p for p in served.keys() | fresh.keys() if served.get(p) != fresh.get(p)
        )
        if stale:
            raise CommandError(
                f"{len(stale)} pages differ from a full render: {', '.join(stale)}"
            )
        self.stdout.write(
            f"All {len(full.leaves)} pages of edition {edition.number} are as a full "
            "render."
        )

    def progress(self, done: int, of: int) -> None:
        if of and (done == of or done % 25 == 0):
            self.stdout.write(f"  rendered {done} of {of}")
