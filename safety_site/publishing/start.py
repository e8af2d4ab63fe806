"""What must be there before serving: an edition, today's notices, the pack."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from safety_site.delivery.pack import Pack, PackError
from safety_site.publishing import packing
from safety_site.publishing.clock import tick
from safety_site.publishing.publish import STARTER, NotPublished, keep, propose

Tell = Callable[[str], object]


def ready(tell: Tell) -> None:
    """Make the first edition if there is none, else the clock's; write a missing pack.

    Raises NotPublished or PackError, whose messages say what to do.
    """
    today = timezone.localdate()
    if packing.newest_edition() is None:
        refuse_to_replace_pages()
        tell("Pages: publishing the first edition.")
        proposal = propose(today, local=True)
        keep(proposal, STARTER, STARTER, "The first edition.")
        tell(f"Pages: {len(proposal.built.leaves)} published as edition 1.")
    else:
        try:
            if edition := tick(today):
                tell(f"Pages: edition {edition.number}, {edition.reason}.")
        except NotPublished as error:
            # The pages that are there are served all the same.
            tell(str(error))
    if packing.keep_current():
        tell("Pages: the pack was written anew.")
    newest = packing.newest_edition()
    if newest:
        tell(f"Pages: edition {newest.number} of {newest.day} is ready.")


def refuse_to_replace_pages() -> None:
    """A database that lost its editions must not put starter pages in place of
    others.
    """
    try:
        pack = Pack.open(settings.PACK_PATH)
    except PackError:
        return
    raise NotPublished(
        [
            f"The pack holds edition {pack.edition}, the database holds none: it is "
            f"not the one that these pages came from. Restore the database, or move "
            f"{settings.PACK_PATH.name} away to begin anew."
        ]
    )
