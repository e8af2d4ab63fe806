"""The page for caseworkers: it hands out the whole guide in one file, and leads to how
to share each page.
"""

from __future__ import annotations

from safety_site.publishing import routes
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.kinds.share import all_pages_path
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import ENGLISH

# A bound that publishing holds, not the size: the file holds this page too.
MOST_MEGABYTES = 3


def beside(snapshot: Snapshot, code: str) -> Beside:
    size = f"{MOST_MEGABYTES}\u00a0MB"
    # In English alone, as what it leads to.
    all_pages = all_pages_path(snapshot) if code == ENGLISH else ""
    guide = {"path": routes.guide_path(code), "size": size}
    return Beside({"guide": guide, "all_pages": all_pages})
