"""The page for caseworkers: it hands out the whole guide in one file."""

from __future__ import annotations

from safety_site.publishing import routes
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.snapshot import Snapshot

# A bound that publishing holds, not the size: the file holds this page too.
MOST_MEGABYTES = 3


def beside(snapshot: Snapshot, code: str) -> Beside:
    size = f"{MOST_MEGABYTES}\u00a0MB"
    return Beside({"guide": {"path": routes.guide_path(code), "size": size}})
