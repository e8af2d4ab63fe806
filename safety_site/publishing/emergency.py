"""The last resort page: 999 and the helplines, from the same records as every page."""

from __future__ import annotations

from safety_site.delivery.last_resort import last_resort
from safety_site.publishing import lists
from safety_site.publishing.snapshot import Snapshot


def last_resort_page(snapshot: Snapshot) -> str:
    settings = snapshot.configuration
    return last_resort(
        settings.site_name,
        settings.exits_for("en")[0],
        lists.phone(snapshot, lists.EMERGENCY),
        [
            line | {"detail": line["detail"]["text"]}
            for line in lists.helplines(snapshot, "en")
        ],
    )
