"""The lines that everyone can call."""

from __future__ import annotations

from safety_site.publishing import lists
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.snapshot import Snapshot


def beside(snapshot: Snapshot, code: str) -> Beside:
    return Beside({"organisations": lists.helplines_in_full(snapshot, code)})
