"""A bundle: the texts that one person writes, translates or checks together.

A page with its blocks, a public body with its parts, an organisation with its ways to
reach it, a tool; and all key sentences, words explained and events.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from safety_site.guide.content import Content
from safety_site.translation.exchange.texts import order
from safety_site.translation.history import newest_of
from safety_site.translation.kinds import BY_KIND, NAMED_BY, objects_where
from safety_site.translation.models import ENGLISH, VALUES, Revision

# By kind, that of the object whose bundle it belongs to; the rest are bundles by kind.
PARTS = {
    "block": "page",
    "part": "body",
    "contact": "org",
    "question": "tool",
    "answer": "tool",
    "outcome": "tool",
    "note": "tool",
}
WHOLE = ("page", "body", "org", "tool")


def bundle_of(uid: str) -> str:
    """("block:answer/2") gives "page:answer"; ("term:visa") gives "term"."""
    kind, _, name = uid.partition(":")
    whole = PARTS.get(kind, kind)
    return f"{whole}:{name.partition('/')[0]}" if whole in WHOLE else kind


def in_bundle(bundle: str, uids: Iterable[str]) -> list[str]:
    """In reading order."""
    return sorted((uid for uid in uids if bundle_of(uid) == bundle), key=order)


def working_copies(bundle: str, *languages: str) -> dict[str, Content]:
    """Every object of a bundle, whether or not it was ever submitted; by uid, with the
    columns of some languages. One query a kind.
    """
    kind, _, name = bundle.partition(":")
    if kind not in WHOLE:
        return objects_where(kind, Q(), *languages) if kind in BY_KIND else {}
    found = objects_where(kind, Q(key=name), *languages)
    for part, whole in PARTS.items():
        if whole == kind:
            found |= objects_where(part, Q((NAMED_BY[part][0], name)), *languages)
    return found


def revisions(bundle: str, *languages: str) -> dict[tuple[str, str], Revision]:
    """By uid and language, the newest revision of each text of a bundle, in English,
    in its values and in some languages. One query.
    """
    found = Revision.objects.filter(
        texts_of(bundle), language__in=(*languages, ENGLISH, VALUES)
    )
    return {(r.uid, r.language): r for r in newest_of(found)}


def texts_of(bundle: str) -> Q:
    """What a query asks for by uid, to find the texts of a bundle."""
    kind, _, name = bundle.partition(":")
    if kind not in WHOLE:
        return Q(uid__startswith=f"{kind}:")
    begins = Q(uid=bundle)
    for part, whole in PARTS.items():
        if whole == kind:
            begins |= Q(uid__startswith=f"{part}:{name}/")
    return begins
