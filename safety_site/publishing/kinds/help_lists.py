"""Full entries of organisations: by nation, need, language and group."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext, override

from safety_site.directory.models import Nation
from safety_site.directory.spoken import name_in
from safety_site.directory.subjects import Need, People
from safety_site.guide.content import Json
from safety_site.languages.registry import Language
from safety_site.publishing import finding, lists, organisations, routes
from safety_site.publishing.finding import Listing
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.sheet import MakeSheet, Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.topic import list_sheet

PAGE = "help"
# Contacts are looked at more often than law (practice.md E4).
REVIEW_MONTHS = 3


def more(snapshot: Snapshot, language: Language) -> Iterator[MakeSheet]:
    if PAGE not in snapshot.pages:
        return
    for listing in finding.listings(snapshot):
        for page in range(1, listing.pages + 1):
            yield partial(sheet, snapshot, language, listing, page)


def sheet(snapshot: Snapshot, language: Language, listing: Listing, page: int) -> Sheet:
    return list_sheet(
        snapshot,
        language,
        page=PAGE,
        slug=listing.slug_of(page),
        kind="help_list",
        beside=partial(_beside, snapshot, language.code, listing, page),
        review_months=REVIEW_MONTHS,
    )


def _beside(snapshot: Snapshot, code: str, listing: Listing, page: int) -> Beside:
    names = list(listing.on_page(page))
    instead = [] if names else _helplines(snapshot, listing.nation)
    lines = _interpreters(snapshot, listing) if page == listing.pages else []
    said, claims = _said(listing)
    with override(code):
        title, heading = _title(listing, page), _heading(listing, code)
        lead = gettext("Services that may help, with what we know about each.")
    every = [*names, *instead]
    return Beside(
        {
            "title": title,
            "heading": heading,
            "lead": lead if names else "",
            "said": said,
            "none": "" if names else _none(listing, code),
            "pick": _pick(listing, code) if page == 1 else None,
            "organisations": [organisations.entry(snapshot, n, code) for n in names],
            "instead": [organisations.entry(snapshot, n, code) for n in instead],
            "interpreters": [organisations.row(snapshot, n, code) for n in lines],
            "part": _part(listing, page, code),
            "all": routes.page_path(code, f"{PAGE}/all"),
        },
        citations=claims,
        checked=organisations.oldest_check(snapshot, [*every, *lines]),
        notices=organisations.notices(snapshot, every, code),
    )


def _title(listing: Listing, page: int) -> str:
    """Neutral: needs and groups by their number, as in the address (practice.md P1)."""
    parts = [nation_label(listing.nation)] if listing.nation else []
    if listing.need:
        number = Need(listing.need).number
        parts.append(gettext("need %(number)s") % {"number": number})
    if listing.people:
        number = People(listing.people).number
        parts.append(gettext("group %(number)s") % {"number": number})
    if listing.language:
        parts.append(listing.language)
    if page > 1:
        parts.append(gettext("page %(number)s") % {"number": page})
    return gettext("Find help: %(what)s") % {"what": ", ".join(parts)}


def _heading(listing: Listing, code: str) -> str:
    parts = [organisations.need_name(listing.need, code)] if listing.need else []
    if listing.nation:
        parts.append(nation_label(listing.nation))
    if listing.language:
        parts.append(name_in(listing.language, code))
    if listing.people:
        parts += organisations.people_names([listing.people], code)
    return gettext("Find help: %(what)s") % {"what": ", ".join(parts)}


def nation_label(nation: str) -> str:
    return gettext(Nation(nation).label)


def _none(listing: Listing, code: str) -> str:
    with override(code):
        if not listing.nation:
            return gettext("We found no service for this.")
        return gettext("We found no service for this in %(nation)s.") % {
            "nation": nation_label(listing.nation)
        }


def _said(listing: Listing) -> tuple[str, list[str]]:
    """What a list must say before its entries, by name, and the claims on which that
    rests (corrections A10).
    """
    if (listing.nation, listing.need) == (
        Nation.NORTHERN_IRELAND,
        Need.IMMIGRATION_ADVICE,
    ):
        return "no-immigration-adviser", ["I:advice-find-ni"]
    return "", []


def _helplines(snapshot: Snapshot, nation: str) -> list[str]:
    """Who to call where nobody else was found."""
    lines = lists.helpline_of(snapshot)
    return [lines[nation]] if nation else list(lines.values())


def _interpreters(snapshot: Snapshot, listing: Listing) -> list[str]:
    """Where no service, or few, speak the reader's language."""
    if listing.members and not listing.language:
        return []
    found = finding.can_interpret(snapshot, listing.nation)
    return [name for name in found if name not in listing.members]


def _pick(listing: Listing, code: str) -> Json | None:
    """The same need in other nations, or the needs in a nation."""
    with override(code):
        if listing.need:
            slug = f"need-{Need(listing.need).number}"
            places = {slug: gettext("Whole UK")}
            places |= {f"{n}/{slug}": nation_label(n) for n in Nation.values}
            return {
                "label": gettext("By place"),
                "links": _links(places, code),
                "folded": False,
            }
        if listing.nation:
            needs = {f"{listing.nation}/need-{n.number}": n.label for n in Need}
            return {
                "label": gettext("By need"),
                "links": _links({s: gettext(name) for s, name in needs.items()}, code),
                "folded": True,
            }
    return None


def _links(names: dict[str, str], code: str) -> list[Json]:
    return [
        {"path": routes.page_path(code, f"{PAGE}/{slug}"), "name": name}
        for slug, name in names.items()
    ]


def _part(listing: Listing, page: int, code: str) -> Json:
    def path(number: int) -> str:
        if not 1 <= number <= listing.pages:
            return ""
        return routes.page_path(code, listing.slug_of(number))

    return {
        "number": page,
        "of": listing.pages,
        "before": path(page - 1),
        "after": path(page + 1),
    }
