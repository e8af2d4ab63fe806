"""Editions that the passing of days makes: notices begin, old translations give way.

They show no revision that an edition of a publisher has not shown, so nobody needs to
sign in for them. What they may change is proved here, page by page.
"""

from __future__ import annotations

from datetime import date

from safety_site.guide.content import Json
from safety_site.publishing import contexts, manifest, packing
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.manifest import Leaf
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import (
    NotPublished,
    Progress,
    build_pages,
    gather,
    make_edition,
    quietly,
)
from safety_site.publishing.sheet import Sheet
from safety_site.translation.freezing import digest

CLOCK = "clock"


def tick(today: date, progress: Progress = quietly) -> Edition | None:
    """Make the edition of `today` if days alone change a page; None if they do not.

    Raises NotPublished when a change is more than a new notice or a withdrawn text.
    """
    last = packing.newest_edition()
    if last is None or today <= last.day:
        return None
    then = contexts.sheets(snapshots.take(last.day, last))
    now = contexts.sheets(snapshots.take(today, last))
    changed = {
        path: sheet
        for path, sheet in now.items()
        if path in then and sheet.context != then[path].context
    }
    if not changed:
        return None
    leaves = manifest.leaves(last.manifest)
    faults = [
        f"{path}: {fault}"
        for path, sheet in changed.items()
        if (fault := why_not(then[path], sheet, leaves.get(path)))
    ]
    if faults:
        raise NotPublished(faults)
    untouched = {path: leaf for path, leaf in leaves.items() if path not in changed}
    built = build_pages(changed, {}, progress)
    built.leaves.update(untouched)
    gather(built, now, leaves)
    return make_edition(
        last,
        built,
        day=today,
        author=CLOCK,
        reason=f"{len(changed)} pages: notices and fallbacks due by {today}",
        serves=last.serves,
        last_revision=last.last_revision,
        last_recording=last.last_recording,
        english={},
    )


def why_not(then: Sheet, now: Sheet, leaf: Leaf | None) -> str:
    """Why days alone may not change this page so; empty when they may.

    The page must be in the last edition with the words it had then: settings changed
    since may bring nothing to readers that a publisher has not seen.
    """
    if leaf is None or digest(then.context) != leaf.context:
        return "settings changed since it was published; publish it first"
    if not only_adds_notices(then, now):
        return "days alone may not change this page so"
    return ""


# What no passing of days may touch, whatever text gives way to English.
FIXED = ("site", "language", "languages", "path", "kind", "exit", "owed_keys")


def only_adds_notices(then: Sheet, now: Sheet) -> bool:
    """Whether a page only gained a notice, or shows English for a text grown too
    old.
    """
    if any(then.context.get(name) != now.context.get(name) for name in FIXED):
        return False
    if _numbers(then.context) != _numbers(now.context):
        return False
    before, after = _texts(then.context), _texts(now.context)
    withdrawn = [uid for uid in before if before[uid] != after.get(uid)]
    if any(after.get(uid, ("", "", ""))[2] != "english-changed" for uid in withdrawn):
        return False
    # Where a text gave way to English, its draft notice may go with it.
    gone = set(then.context["notices"]) - set(now.context["notices"])
    return bool(withdrawn) or (
        not gone and _besides_notices(then) == _besides_notices(now)
    )


def _texts(context: Json) -> dict[str, tuple[str, str, str]]:
    """By uid and language asked for: language, digest and notice of each text."""
    return {
        f"{uid} {asked}": (language, text, notice)
        for uid, asked, language, text, notice in context["texts"]
    }


def _numbers(context: Json) -> list[str]:
    """The numbers to dial that every page shows."""
    lines = context["helplines"]
    return [context["emergency"]["tel"], *(line["phone"]["tel"] for line in lines)]


def _besides_notices(sheet: Sheet) -> Json:
    return {name: v for name, v in sheet.context.items() if name != "notices"}
