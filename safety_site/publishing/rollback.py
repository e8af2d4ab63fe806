"""Going back: the pages of an older edition, as a new one."""

from __future__ import annotations

from safety_site.guide.content import Json
from safety_site.publishing import addresses, freeze, manifest, packing
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import NotPublished, append_edition
from safety_site.publishing.verify import whole_blobs


def rollback(number: int, author: str, publisher: str, reason: str) -> Edition:
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
    wanted = {leaf.digest for leaf in manifest.leaves(older.manifest).values()}
    if wanted - whole_blobs(wanted):
        raise NotPublished(
            [f"Pages of edition {number} are damaged. Run “verify”, restore a backup."]
        )
    return append_edition(
        newest,
        manifest=with_later_addresses(older, newest),
        day=older.day,
        serves=older.serves or older.number,
        author=author,
        publisher=publisher,
        reason=reason,
        last_revision=older.last_revision,
        last_recording=older.last_recording,
        english={},
    )


def with_later_addresses(older: Edition, newest: Edition) -> Json:
    snapshot = snapshots.take(newest.day, newest)
    later = addresses.after_going_back(older.manifest, newest.manifest, snapshot)
    return older.manifest | {"also": manifest.also(older.manifest) | later}
