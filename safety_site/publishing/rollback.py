"""Going back: the pages of an older edition, as a new one.

What must not come back with them: a page without a warning that is in force now, one
that was ended since, and a recording that was replaced or taken off.
"""

from __future__ import annotations

from collections.abc import Mapping

from safety_site.publishing import (
    addresses,
    files,
    freeze,
    manifest,
    packing,
    recordings,
)
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.manifest import Leaf
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import (
    Built,
    NotPublished,
    Progress,
    make_edition,
    quietly,
    rebuild,
)
from safety_site.publishing.urgent import known
from safety_site.publishing.verify import whole_blobs


def rollback(
    number: int,
    author: str,
    publisher: str,
    reason: str,
    progress: Progress = quietly,
) -> Edition:
    """Serve the pages of edition `number` again. Raises NotPublished or PackError.

    The new edition is of the older one's day and shows no later revision, so that the
    clock adds what has fallen due since, and nothing else. What was released meanwhile
    is not lost: the next `publish` brings it again. Addresses and codes given out
    meanwhile go on answering.
    """
    older = Edition.objects.filter(number=number).first()
    newest = packing.newest_edition()
    if older is None or newest is None:
        raise NotPublished([f"There is no edition {number}."])
    if older.number == newest.number:
        raise NotPublished([f"Edition {number} is the one that is served."])
    if not reason.strip():
        raise NotPublished(["Going back needs a written reason."])
    if why := freeze.why_not(author, publisher, reason):
        raise NotPublished([why])
    leaves = manifest.leaves(older.manifest)
    wanted = {leaf.digest for leaf in leaves.values()}
    if wanted - whole_blobs(wanted):
        raise NotPublished(
            [f"Pages of edition {number} are damaged. Run “verify”, restore a backup."]
        )
    then = older.shows() | {"serves": older.serves or number}
    now = then | {"last_notice": known().last, "known_recording": recordings.last()}
    before, after = (Edition(manifest=older.manifest, **each) for each in (then, now))
    built = _as_it_may_be(leaves, before, after, progress)
    built.answer_also(_addresses(older, newest))
    return make_edition(
        newest,
        built,
        author=author,
        publisher=publisher,
        reason=reason,
        english={},
        **now,
    )


def _as_it_may_be(
    leaves: Mapping[str, Leaf], before: Edition, after: Edition, progress: Progress
) -> Built:
    """The older pages, those rendered anew that differ in a warning or a recording."""
    had_file = manifest.had_file(before.manifest)
    has_file = manifest.has_still(before.manifest)
    old = snapshots.take(before.day, before, has_file=had_file)
    new = snapshots.take(after.day, after, has_file=has_file)
    audible = {at: r for at, r in old.recordings.items() if had_file(r)}
    still = {at: r for at, r in new.recordings.items() if has_file(r)}
    offered = manifest.files(leaves)
    has_all = all(files.is_there(file.digest, file.length) for file in offered)
    if has_all and (old.urgent.in_force, audible) == (new.urgent.in_force, still):
        return Built(dict(leaves))
    try:
        released = addresses.released_when_made(before)
        then = addresses.lay(old, released).sheets
        now = addresses.lay(new, released).sheets
    except (LookupError, ValueError) as error:
        raise NotPublished([str(error)]) from error
    pages = [p for p, leaf in leaves.items() if leaf.is_page and not leaf.is_gathered]
    if lost := [path for path in pages if path not in now]:
        raise NotPublished(
            [
                f"{len(lost)} pages of that edition are no pages of the site as it is "
                f"set now ({lost[0]}), so that no warning could be put on them. "
                "Publish a correction instead."
            ]
        )
    changed = {
        path: sheet
        for path, sheet in now.items()
        if path in leaves and (path not in then or sheet.context != then[path].context)
    }
    return rebuild(now, changed, before.manifest, progress)


def _addresses(older: Edition, newest: Edition) -> dict[str, str]:
    """Of the older edition, and what answers each one that was given out since."""
    snapshot = snapshots.take(newest.day, newest)
    later = addresses.after_going_back(older.manifest, newest.manifest, snapshot)
    return manifest.also(older.manifest) | later
