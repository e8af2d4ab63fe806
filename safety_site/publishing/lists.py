"""The lists that pages show beside their blocks: helplines, organisations, public
bodies.
"""

from __future__ import annotations

from django.utils.translation import gettext, override

from safety_site.directory.models import Medium, Nation
from safety_site.disclosure.models import Group
from safety_site.guide.content import Json
from safety_site.publishing.anchors import entry_path, group_path
from safety_site.publishing.caution import caution
from safety_site.publishing.places import phone_contact
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import words

EMERGENCY = "emergency-999"


def phone(snapshot: Snapshot, organisation: str) -> Json:
    """The first phone of an organisation every page needs. Raises LookupError without
    it.
    """
    uid = phone_contact(snapshot, organisation)
    values = snapshot.values(uid) if uid else None
    if values is None:
        raise LookupError(
            f"No phone of {organisation} may be shown, and every page needs it. "
            "Check its contact, or withdraw the change to it."
        )
    return {"shown": values["value"], "tel": values["dialled"]}


def helpline_of(snapshot: Snapshot) -> dict[str, str]:
    """By nation, the organisation whose line stands on every page."""
    chosen = {
        values["helpline_for"]: name
        for name, values in snapshot.all_of("org")
        if values["helpline_for"]
    }
    return {nation.value: chosen[nation] for nation in Nation if nation in chosen}


def helplines(snapshot: Snapshot, language: str) -> list[Json]:
    return [
        {
            "nation": nation_name(nation, language),
            "name": (snapshot.values(f"org:{name}") or {})["name"],
            "phone": phone(snapshot, name),
            "detail": words(
                snapshot.text(phone_contact(snapshot, name) or "", language),
                "cost",
                "hours",
            ),
        }
        for nation, name in helpline_of(snapshot).items()
    ]


def nation_name(nation: str, language: str) -> str:
    with override(language):
        return gettext(Nation(nation).label)


def some_nations(nations: list[str], language: str) -> list[str]:
    """The names of nations, in the site's order; none where it is all of them."""
    if set(nations) >= set(Nation.values):
        return []
    return [nation_name(n, language) for n in Nation.values if n in nations]


def contacts(snapshot: Snapshot, name: str, language: str) -> list[Json]:
    """Every contact of an organisation that may be shown, the best way first."""
    own = sorted(
        snapshot.contacts.get(name, ()),
        key=lambda pair: (Medium.values.index(pair[1]["medium"]), pair[1]["number"]),
    )
    return [_contact(snapshot, uid, language) for uid, _ in own]


def _contact(snapshot: Snapshot, name: str, language: str) -> Json:
    values = snapshot.values(f"contact:{name}") or {}
    found = snapshot.text(f"contact:{name}", language)
    return {
        "kind": values["medium"],
        "shown": values["value"],
        "tel": values["dialled"],
        "cost": words(found, "cost"),
        "hours": words(found, "hours"),
        "note": words(found, "note"),
        "always_open": values.get("always_open", False),
        "confidence": values["confidence"],
        "seen": values["seen"],
        "caution": caution(values, language),
        "source_url": values["source_url"],
    }


def bodies(snapshot: Snapshot, language: str) -> list[Json]:
    """The table of `who`: public bodies by group, each with its answer."""
    rows: dict[str, list[Json]] = {group.value: [] for group in Group}
    for name, _ in snapshot.all_of("body"):
        values = snapshot.values(f"body:{name}")
        found = snapshot.text(f"body:{name}", language)
        if values and found:
            rows[values["group"]].append(
                {
                    "name": words(found, "name"),
                    "answer": values["answer"],
                    "nations": some_nations(values["nations"], language),
                    "path": entry_path(snapshot, name, language),
                }
            )
    with override(language):
        return [
            {
                "group": gettext(Group(group).label),
                "path": group_path(snapshot, group, language),
                "rows": items,
            }
            for group, items in rows.items()
            if items
        ]
