"""Editions that only add files: pages first, then what is made of their words.

Making files takes longer than publishing pages, so they come a moment later. Nobody
needs to sign in for them: a page keeps its words and gains or loses a link to a file.
"""

from __future__ import annotations

from dataclasses import replace

from safety_site.publishing import contexts, freeze, manifest, offers, packing
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import (
    NotPublished,
    Progress,
    build,
    make_edition,
    quietly,
)
from safety_site.translation.freezing import digest

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
    snapshot = snapshots.take(last.day, last)
    there = offers.load()
    leaves = manifest.leaves(last.manifest)
    changed, faults = {}, []
    for path, sheet in contexts.sheets(snapshot).items():
        files = offers.of(there, snapshot, sheet)
        if files == sheet.context["files"]:
            continue
        changed[path] = replace(sheet, context={**sheet.context, "files": files})
        leaf = leaves.get(path)
        if leaf is None or digest(sheet.context) != leaf.context:
            faults.append(
                f"{path}: settings changed since it was published; publish it first"
            )
    if not changed:
        return None
    if stopped := freeze.why_not(AUTHOR, "", ""):
        faults = [stopped]
    if faults:
        raise NotPublished(faults)
    built = build(changed, {}, progress)
    built.leaves.update({p: leaf for p, leaf in leaves.items() if p not in changed})
    return make_edition(
        last,
        built,
        day=last.day,
        author=AUTHOR,
        reason=f"{len(changed)} pages: files to save or print",
        serves=last.serves,
        last_revision=last.last_revision,
        last_recording=last.last_recording,
        english={},
    )
