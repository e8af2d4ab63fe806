"""What changed: the days on which an edition said something else, newest first."""

from __future__ import annotations

from itertools import groupby

from safety_site.guide.content import Json
from safety_site.languages import formats
from safety_site.publishing.changes import Change, changes
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import link, own_name, words

# The page stays within its budget whatever happens; the record keeps all.
ENTRIES = 50
NAMES = 8
# What is said of a page, in this order.
SAID = ("meaning", "values", "wording")


def beside(snapshot: Snapshot, code: str) -> Beside:
    every = changes(snapshot)
    newest = every[:ENTRIES]
    first = snapshot.record.first_day or snapshot.today
    return Beside(
        {
            "days": [
                {
                    "date": formats.date(day, code),
                    "entries": [_entry(snapshot, change, code) for change in of_day],
                }
                for day, of_day in groupby(newest, key=lambda change: change.day)
            ],
            "first_edition": "" if every[ENTRIES:] else formats.date(first, code),
        }
    )


def _entry(snapshot: Snapshot, change: Change, code: str) -> Json:
    page = link(snapshot, change.page, code)
    if page is None:
        # Taken away: its name is all that is left of it.
        found = snapshot.text(f"page:{change.page}", code)
        page = {"path": "", "name": words(found, "link_name")}
    names = [_name(snapshot, uid, code) for uid in sorted(change.about)]
    told = [name for name in names if name and name["text"]]
    return {
        **page,
        "what": _said(change, is_there=bool(page["path"])),
        "about": told[:NAMES],
        "and_others": len(told) > NAMES,
    }


def _said(change: Change, *, is_there: bool) -> list[str]:
    """A page that came or went says only that. That only the wording changed is said
    when nothing else did.
    """
    if change.what & {"new", "gone"}:
        return ["new" if is_there else "gone"]
    what = [what for what in SAID if what in change.what]
    return [w for w in what if w != "wording" or len(what) == 1]


def _name(snapshot: Snapshot, uid: str, code: str) -> Json | None:
    """None for what is there no more."""
    kind, _, _ = uid.partition(":")
    values = snapshot.values(uid)
    if values is None:
        return None
    if kind == "org":
        return own_name(values["name"], code)
    return words(snapshot.text(uid, code), "term" if kind == "term" else "name")
