"""The page that somebody reads aloud: as readers see it, not as it will be."""

from __future__ import annotations

from safety_site.publishing import contexts, packing
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.recordings import Refused
from safety_site.publishing.sheet import Sheet


def published_sheet(key: str, language: str) -> Sheet:
    """Raises recordings.Refused where there is no such page."""
    edition = packing.newest_edition()
    if edition is None:
        raise Refused("Nothing is published yet. Publish first.")
    snapshot = snapshots.take(edition.day, edition)
    named = {each.code: each for each in snapshot.languages}
    if language not in named:
        raise Refused(
            f"{language!r} is not a language of this site. They are: "
            f"{', '.join(named)}. Nothing was changed."
        )
    if key not in snapshot.pages:
        raise Refused(
            f"{key!r} is not a page. They are: {', '.join(snapshot.pages)}. "
            "Nothing was changed."
        )
    return contexts.page_sheet(snapshot, key, named[language])
