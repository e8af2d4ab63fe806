"""Re-hash every blob and every page of the pack."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safety_site.publishing import verify
from safety_site.publishing.models import Blob


class Command(BaseCommand):
    help = "Prove that blobs and pack hold what was published."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(verify.faults())
        if faults:
            raise CommandError(
                "\n".join([*faults, "Restore these from a backup, or publish again."])
            )
        self.stdout.write(f"All {Blob.objects.count()} blobs and the pack are whole.")
