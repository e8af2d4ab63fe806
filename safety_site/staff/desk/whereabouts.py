"""On which public page a bundle stands."""

from __future__ import annotations

from django.urls import reverse

from safety_site.languages.registry import Language
from safety_site.publishing import contexts, finding
from safety_site.publishing.anchors import page_of
from safety_site.publishing.finding import ENTRIES_A_PAGE
from safety_site.publishing.kinds import group, help_lists
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot

# Of bundles that are one kind: their texts stand together on a page of this key.
LISTED_ON = {"term": "words", "event": "history", "source": "sources"}
WITH_PAGE = ("page", "body", "org", "tool", *LISTED_ON)


def has_page(bundle: str) -> bool:
    """Whether such a bundle stands on one page; numbers and sentences stand on many."""
    return bundle.partition(":")[0] in WITH_PAGE


def look_address(bundle: str, language: str) -> str:
    """Of its previews; empty for what stands on no page of its own."""
    return reverse("staff-look", args=[language, bundle]) if has_page(bundle) else ""


def sheet_of(snapshot: Snapshot, bundle: str, language: Language) -> Sheet | None:
    """None where it stands on no page that is shown."""
    kind, _, name = bundle.partition(":")
    if kind == "body":
        return _of_body(snapshot, name, language)
    if kind == "org":
        return _of_organisation(snapshot, name, language)
    if kind == "tool":
        name = (snapshot.released(bundle) or {"page": ""})["page"]
    elif kind != "page":
        name = LISTED_ON.get(kind, "")
    return _page(snapshot, name, language)


def _page(snapshot: Snapshot, key: str, language: Language) -> Sheet | None:
    if key not in snapshot.pages:
        return None
    return contexts.page_sheet(snapshot, key, language)


def _of_body(snapshot: Snapshot, name: str, language: Language) -> Sheet | None:
    """Its group may have several pages."""
    values = snapshot.released(f"body:{name}")
    if values is None or page_of(values["group"]) not in snapshot.pages:
        return None
    pages = snapshot.bodies.get(values["group"], [])
    number = next((n for n, bodies in enumerate(pages, 1) if name in bodies), 1)
    if number > 1:
        return group.further_page(snapshot, language, values["group"], number)
    return _page(snapshot, page_of(values["group"]), language)


def _of_organisation(snapshot: Snapshot, name: str, language: Language) -> Sheet | None:
    """The first of the lists that name it."""
    if help_lists.PAGE not in snapshot.pages:
        return None
    for listing in finding.listings(snapshot):
        if name in listing.members:
            number = listing.members.index(name) // ENTRIES_A_PAGE + 1
            return help_lists.sheet(snapshot, language, listing, number)
    return None
