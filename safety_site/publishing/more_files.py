"""Editions that only add files: pages first, then what is made of their words.

Making files takes longer than publishing pages, so they come a moment later. Nobody
needs to sign in for them: a page keeps its words and gains or loses a link to a file.
"""

from __future__ import annotations

from safety_site.publishing import addresses, freeze, manifest, packing
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import (
    NotPublished,
    Progress,
    make_edition,
    quietly,
    rebuild,
    settings_fault,
)

AUTHOR = "files"


def add_files(progress: Progress = quietly) -> Edition | None:
    """Offer the files that are there for the pages of the last edition; None if it
    offers them already.

    Raises NotPublished when publishing is stopped, or when a page would be another than
    the one that was published.
    """
    last = packing.newest_edition()
    if last is None:
        return None
    released = addresses.released_when_made(last)
    had_file = manifest.had_file(last.manifest)
    published = snapshots.take(last.day, last, has_file=had_file)
    complete = snapshots.take(last.day, last, new_files=True)
    then = addresses.lay(published, released).sheets
    now = addresses.lay(complete, released).sheets
    leaves = manifest.leaves(last.manifest)
    changed = {
        path: sheet
        for path, sheet in now.items()
        if sheet.context != then[path].context
    }
    if not changed:
        return None
    if why := freeze.why_not(AUTHOR, "", ""):
        raise NotPublished([why])
    faults = [
        f"{path}: {fault}"
        for path in changed
        if (fault := settings_fault(then[path], leaves.get(path)))
    ]
    if faults:
        raise NotPublished(faults)
    return make_edition(
        last,
        rebuild(now, changed, last.manifest, progress),
        author=AUTHOR,
        reason=f"{len(changed)} pages: files to save or print",
        english={},
        **last.shows(),
    )
