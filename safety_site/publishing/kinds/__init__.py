"""Pages that show more than their blocks: one module a kind.

`BESIDE` names, by page key, the kind of the page (its template's name) and what stands
beside its blocks. `MORE` makes the sheets that have no page of their own in the guide:
lists parted by place or need, a tool unfolded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from safety_site.disclosure.models import Group
from safety_site.languages.registry import Language
from safety_site.publishing.anchors import page_of
from safety_site.publishing.kinds import (
    before,
    changed,
    check,
    group,
    help,
    help_all,
    help_lists,
    history,
    home,
    share,
    side_by_side,
    sources,
    who,
    words,
    workers,
)
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.sheet import MakeSheet
from safety_site.publishing.snapshot import Snapshot

BESIDE: Mapping[str, tuple[str, Callable[[Snapshot, str], Beside]]] = {
    "home": ("home", home.beside),
    "who": ("who", who.beside),
    "help": ("help", help.beside),
    **{page_of(g): ("group", partial(group.beside, g, 1)) for g in Group.values},
    "words": ("words", words.beside),
    "history": ("history", history.beside),
    "sources": ("sources", sources.beside),
    "what-changed": ("changed", changed.beside),
    "check": ("tool", check.beside),
    "before": ("before", before.beside),
    "workers": ("workers", workers.beside),
}
MORE: tuple[Callable[[Snapshot, Language], Iterator[MakeSheet]], ...] = (
    group.further_pages,
    sources.more,
    check.unfolded,
    help_all.more,
    help_lists.more,
    side_by_side.more,
    share.more,
)


def of(key: str) -> tuple[str, Callable[[Snapshot, str], Beside]]:
    """The kind of a page, and what stands beside its blocks: on most pages nothing."""
    return BESIDE.get(key, ("page", lambda snapshot, code: Beside({})))


def besides(snapshot: Snapshot, key: str, code: str) -> Iterator[Beside]:
    """What stands beside its blocks, on each page that it is parted into."""
    yield of(key)[1](snapshot, code)
    yield from group.further(snapshot, key, code)
