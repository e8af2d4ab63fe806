"""Write the page that is served when there is neither pack nor database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from safety_site.delivery import last_resort
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.emergency import last_resort_page


class Command(BaseCommand):
    help = "Write delivery/last_resort.html from the records of this database."

    def handle(self, *args: Any, **options: Any) -> None:
        snapshot = snapshots.take(timezone.localdate())
        last_resort.FILE.write_text(last_resort_page(snapshot), encoding="utf-8")
        self.stdout.write(f"Wrote {last_resort.FILE.name} from the records.")
