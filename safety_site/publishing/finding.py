"""Which organisations readers may see, in which lists, in which order.

Made from values alone, never from a text: a list has the same pages in every language,
and a link to one of them stays right when a translation grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from safety_site.directory.models import Nation, may_be_listed
from safety_site.directory.spoken import INTERPRETER
from safety_site.directory.subjects import Need, People
from safety_site.guide.content import Json
from safety_site.publishing import routes
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import ENGLISH

# Measured with the longest entries in the heaviest letters (tests/site/test_weight.py).
ENTRIES_A_PAGE = 12


@dataclass(frozen=True)
class Listing:
    """One list: what all its members have in common, and their names in order."""

    slug: str
    nation: str = ""
    need: str = ""
    language: str = ""
    people: str = ""
    members: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """An empty list has a page too: it says so, and who to call instead."""
        return max(1, -(-len(self.members) // ENTRIES_A_PAGE))

    def on_page(self, page: int) -> tuple[str, ...]:
        """`page` counts from 1."""
        end = page * ENTRIES_A_PAGE
        return self.members[end - ENTRIES_A_PAGE : end]

    def slug_of(self, page: int) -> str:
        return routes.part(self.slug, page)


def public(snapshot: Snapshot) -> dict[str, Json]:
    """By name, the values of every organisation that readers may see."""
    return snapshot.once("public", lambda: dict(_public(snapshot)))


def _public(snapshot: Snapshot) -> Iterator[tuple[str, Json]]:
    for name, values in snapshot.all_of("org"):
        contacts = snapshot.contacts.get(name, ())
        if may_be_listed(
            listed=values["listed"],
            withdrawn=values["withdrawn"],
            publishable=(contact["publishable"] for _, contact in contacts),
        ):
            yield name, values


def for_people_who_harm(values: Json) -> bool:
    return People.WHO_HARM in values["groups"]


def always_open(snapshot: Snapshot, name: str) -> bool:
    """Whether one of its contacts that may be shown answers day and night."""
    contacts = snapshot.contacts.get(name, ())
    return any(contact.get("always_open") for _, contact in contacts)


def can_interpret(snapshot: Snapshot, nation: str = "") -> list[str]:
    """Lines that say that they can get an interpreter, national ones first."""
    wanted = Listing("", nation=nation, language=INTERPRETER)
    return list(_filled(snapshot, wanted).members)


def listings(snapshot: Snapshot) -> list[Listing]:
    """Every list, empty ones too where a reader may look for it."""
    return snapshot.once("listings", lambda: list(_listings(snapshot)))


def _listings(snapshot: Snapshot) -> Iterator[Listing]:
    wanted = [Listing(f"help/{nation}", nation=nation) for nation in Nation.values]
    for need in Need:
        slug = f"need-{need.number}"
        wanted.append(Listing(f"help/{slug}", need=need.value))
        wanted += [
            Listing(f"help/{nation}/{slug}", nation=nation, need=need.value)
            for nation in Nation.values
        ]
    for listing in wanted:
        yield _filled(snapshot, listing)
    for language in languages(snapshot):
        yield _filled(snapshot, Listing(f"help/language-{language}", language=language))
    for people in People:
        if people != People.EVERYONE:
            slug = f"help/group-{people.number}"
            listing = _filled(snapshot, Listing(slug, people=people.value))
            if listing.members:
                yield listing


def languages(snapshot: Snapshot) -> list[str]:
    """Languages that organisations list, in the order of their codes; not English,
    which all of them speak, and not "interpreter".
    """
    named = {code for v in public(snapshot).values() for code in v["languages"]}
    return sorted(named - {INTERPRETER, ENGLISH})


def _filled(snapshot: Snapshot, listing: Listing) -> Listing:
    found = [
        (_order(snapshot, listing, name, values), name)
        for name, values in public(snapshot).items()
        if _belongs(listing, values)
    ]
    return replace(listing, members=tuple(name for _, name in sorted(found)))


def _belongs(listing: Listing, values: Json) -> bool:
    # A line for people who abuse stands in its own list and in no other.
    if for_people_who_harm(values) != (listing.people == People.WHO_HARM):
        return False
    return all(
        not wanted or wanted in values[field]
        for wanted, field in (
            (listing.nation, "nations"),
            (listing.need, "needs"),
            (listing.language, "languages"),
            (listing.people, "groups"),
        )
    )


def _order(
    snapshot: Snapshot, listing: Listing, name: str, values: Json
) -> tuple[bool | int, ...]:
    """False comes first: the nation's own helpline, then national lines, those of this
    nation before those of several, those for whom this need is the first that they
    name, and those open day and night. What helps only in some places comes last.
    """
    return (
        not (listing.nation and values["helpline_for"] == listing.nation),
        bool(values["areas"]),
        bool(listing.nation) and len(values["nations"]) > 1,
        bool(listing.need) and values["needs"].index(listing.need) > 0,
        not always_open(snapshot, name),
        values["position"],
    )


def place(snapshot: Snapshot, name: str) -> str:
    """The slug of the one page to which every link to an organisation leads.

    Raises LookupError for an organisation that is in no list.
    """
    places = snapshot.once("places", lambda: _places(snapshot))
    if name not in places:
        raise LookupError(f"org:{name} is in no list: it names no nation.")
    return places[name]


def _places(snapshot: Snapshot) -> dict[str, str]:
    """The list of its first nation; of its group, where it stands in no other."""
    found: dict[str, str] = {}
    every = listings(snapshot)
    by_nation = [x for x in every if x.nation and not x.need]
    for listing in [*by_nation, *every]:
        for page in range(1, listing.pages + 1):
            for name in listing.on_page(page):
                found.setdefault(name, listing.slug_of(page))
    return found


def anchor(name: str) -> str:
    """Where an organisation stands on a page."""
    return routes.anchor(routes.Anchor.ORGANISATION, name)
