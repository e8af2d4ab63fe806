"""The table of who may tell the Home Office."""

from __future__ import annotations

from safety_site.publishing import lists
from safety_site.publishing.entries import citations_of_all
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.snapshot import Snapshot


def beside(snapshot: Snapshot, code: str) -> Beside:
    return Beside(
        {"table": lists.bodies(snapshot, code)},
        citations=citations_of_all(snapshot),
    )
