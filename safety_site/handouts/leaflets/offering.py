"""Which page offers which leaflet: one that says exactly what the page says."""

from __future__ import annotations

from django.db.models import Max

from safety_site.guide.content import Json
from safety_site.handouts.leaflets import saying
from safety_site.handouts.models import Leaflet
from safety_site.publishing import offers, routes
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot

MEDIA_TYPE = "application/pdf"
CARDS = "cards"


def find(named: frozenset[str] | None) -> offers.Offer:
    """What offers the leaflets that are there, or those of the files named."""
    made = rows(named)
    languages = {row.language for row in made.values()}

    def offer(snapshot: Snapshot, sheet: Sheet) -> list[Json]:
        # Most sites and languages have none: then nothing is worked out.
        if sheet.context.get("language", {}).get("code") not in languages:
            return []
        return [
            offers.file(what, path, row.file, row.length, MEDIA_TYPE)
            for what, path, said in wanted(snapshot, sheet)
            if (row := made.get(saying.digest_of(said))) and snapshot.has_file(row)
        ]

    return offer


def rows(named: frozenset[str] | None = None) -> dict[str, Leaflet]:
    """By their words, the newest of each."""
    found = Leaflet.objects.all()
    if named is not None:
        if not named:
            return {}
        there = [row for row in found.order_by("pk") if row.file in named]
        return {row.words: row for row in there}
    ids = found.values("words").annotate(newest=Max("pk")).values("newest")
    return {row.words: row for row in Leaflet.objects.filter(pk__in=ids)}


def wanted(snapshot: Snapshot, sheet: Sheet) -> list[tuple[str, str, Json]]:
    """The files that a page should have: its word in templates, its path, its words.

    No notice can be added to paper: a page that warns has none.
    """
    if sheet.context.get("urgent"):
        return []
    found = []
    if said := saying.leaflet(snapshot, sheet):
        found.append(("leaflet", leaflet_path(sheet), said))
    if said := saying.cards(snapshot, sheet):
        path = routes.file_path(sheet.language, CARDS, "pdf")
        found.append((CARDS, path, said))
    return found


def leaflet_path(sheet: Sheet) -> str:
    slug = routes.slug_of(sheet.path)
    return routes.file_path(sheet.language, slug, "pdf")
