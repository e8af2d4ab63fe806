"""Editions that the passing of days makes: notices begin, old translations give way.

They show no revision that an edition of a publisher has not shown, so nobody needs to
sign in for them. What they may change is proved here, page by page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from safety_site.guide.content import Json
from safety_site.publishing import addresses, manifest, packing
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.manifest import Leaf
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import (
    NotPublished,
    Progress,
    make_edition,
    quietly,
    rebuild,
    settings_fault,
)
from safety_site.publishing.sheet import Sheet

CLOCK = "clock"


def tick(today: date, progress: Progress = quietly) -> Edition | None:
    """Make the edition of `today` if days alone change a page; None if they do not.

    Raises NotPublished when a change is more than a new notice or a withdrawn text.
    """
    last = packing.newest_edition()
    if last is None or today <= last.day:
        return None
    leaves = manifest.leaves(last.manifest)
    had_file, has_still = manifest.had_file, manifest.has_still
    released = addresses.released_when_made(last)
    old = snapshots.take(last.day, last, has_file=had_file(last.manifest))
    new = snapshots.take(today, last, has_file=has_still(last.manifest))
    then = addresses.lay(old, released).sheets
    now = addresses.lay(new, released).sheets
    changed = {
        path: sheet
        for path, sheet in now.items()
        if path in then and sheet.context != then[path].context
    }
    if not changed:
        return None
    faults = [
        f"{path}: {fault}"
        for path, sheet in changed.items()
        if (fault := why_not(then[path], sheet, leaves.get(path)))
    ]
    if faults:
        raise NotPublished(faults)
    return make_edition(
        last,
        rebuild(now, changed, last.manifest, progress),
        author=CLOCK,
        reason=f"{len(changed)} pages: notices and fallbacks due by {today}"
        + _silenced(then, changed),
        english={},
        **last.shows() | {"day": today},
    )


def _silenced(then: Mapping[str, Sheet], now: Mapping[str, Sheet]) -> str:
    """In words, the pages that lose their recording: of other words, or without its
    file.
    """
    gone = [
        f"{sheet.context['key']} in {sheet.language}"
        for path, sheet in now.items()
        if then[path].context.get("recording") and not sheet.context["recording"]
    ]
    return f"; no recording any more: {', '.join(gone)}" if gone else ""


def why_not(then: Sheet, now: Sheet, leaf: Leaf | None) -> str:
    """Why days alone may not change this page so; empty when they may."""
    if fault := settings_fault(then, leaf):
        return fault
    if not only_adds_notices(then, now):
        return "days alone may not change this page so"
    return ""


# What no passing of days may touch, whatever text gives way to English.
FIXED = (
    *("site", "language", "languages", "path", "code", "gone"),
    *("kind", "exit", "owed_keys"),
)


def only_adds_notices(then: Sheet, now: Sheet) -> bool:
    """Whether a page only gained a notice, lost a file or its recording, or shows
    English for a text grown too old.
    """
    if any(then.context.get(name) != now.context.get(name) for name in FIXED):
        return False
    if _numbers(then.context) != _numbers(now.context):
        return False
    if any(file not in then.context["files"] for file in now.context["files"]):
        return False
    before, after = _texts(then.context), _texts(now.context)
    withdrawn = [uid for uid in before if before[uid] != after.get(uid)]
    if any(after.get(uid, ("", "", ""))[2] != "english-changed" for uid in withdrawn):
        return False
    # Where a text gave way to English, its draft notice may go with it.
    gone = set(then.context["notices"]) - set(now.context["notices"])
    if withdrawn:
        return True
    # A file that does not say a notice goes when it comes.
    free = {"notices", "files"}
    if not now.context.get("recording"):
        free.add("recording")
    return not gone and _besides(then, free) == _besides(now, free)


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


def _besides(sheet: Sheet, free: set[str]) -> Json:
    return {name: v for name, v in sheet.context.items() if name not in free}
