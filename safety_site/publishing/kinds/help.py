"""The lines that everyone can call, and the ways to all others."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop, override

from safety_site.guide.content import Json
from safety_site.publishing import finding, lists, organisations, routes
from safety_site.publishing.finding import Listing
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.snapshot import Snapshot

WAYS = {
    "place": gettext_noop("By place"),
    "need": gettext_noop("By need"),
    "language": gettext_noop("By language"),
    "people": gettext_noop("By group"),
}


def beside(snapshot: Snapshot, code: str) -> Beside:
    named = [lists.EMERGENCY, *lists.helpline_of(snapshot).values()]
    return Beside(
        {
            "organisations": [
                organisations.entry(snapshot, name, code) for name in named
            ],
            "all": routes.page_path(code, "help/all"),
            "ways": ways(snapshot, code),
        },
        checked=organisations.oldest_check(snapshot, named),
        notices=organisations.notices(snapshot, named, code),
    )


def ways(snapshot: Snapshot, code: str) -> list[Json]:
    """Links to every list but those of a need in one nation."""
    links: dict[str, list[Json]] = {way: [] for way in WAYS}
    for listing in finding.listings(snapshot):
        if not (listing.nation and listing.need):
            way, named = _named(listing, code)
            path = routes.page_path(code, listing.slug)
            links[way].append({"path": path, **named})
    with override(code):
        others = routes.page_path(code, "help/languages")
        links["language"].append({"path": others, "name": gettext("Other languages")})
        return [
            {"id": f"by-{way}", "title": gettext(title), "links": links[way]}
            for way, title in WAYS.items()
        ]


def _named(listing: Listing, code: str) -> tuple[str, Json]:
    """The way by which a list is found, and what its link says."""
    if listing.nation:
        return "place", {"name": lists.nation_name(listing.nation, code)}
    if listing.need:
        return "need", {"name": organisations.need_name(listing.need, code)}
    if listing.language:
        names = organisations.language_names([listing.language], code)
        return "language", {"names": names}
    return "people", {"name": organisations.people_names([listing.people], code)[0]}
