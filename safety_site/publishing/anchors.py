"""Where the entry of a public body stands: a page, and an id on it."""

from __future__ import annotations

from functools import cache

from safety_site.publishing import routes
from safety_site.publishing.sensitive import sensitive_in
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import link


def page_of(group: str) -> str:
    """The key of the page that holds the entries of a group."""
    return f"who-{group}"


@cache
def anchor(body: str) -> str:
    """The id of an entry: the body's key, where that is neutral.

    The address bar and the phone's history show it (practice.md P1), so a key such as
    `refuge` gives way to letters that say nothing.
    """
    return routes.anchor(routes.Anchor.BODY, body) if sensitive_in(body) else body


def group_path(snapshot: Snapshot, group: str, language: str, number: int = 1) -> str:
    """Empty while the page of the group is not published."""
    key = page_of(group)
    if link(snapshot, key, language) is None:
        return ""
    return routes.page_path(language, routes.part(snapshot.pages[key]["slug"], number))


def entry_path(snapshot: Snapshot, body: str, language: str) -> str:
    """Empty while the page of its group is not published."""
    values = snapshot.values(f"body:{body}")
    pages = snapshot.bodies.get(values["group"], []) if values else []
    for number, bodies in enumerate(pages, start=1):
        if values and body in bodies:
            page = group_path(snapshot, values["group"], language, number)
            return f"{page}#{anchor(body)}" if page else ""
    return ""
