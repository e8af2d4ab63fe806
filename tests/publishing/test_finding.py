"""Which organisations stand in which list, in which order, on which page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from safety_site.directory.models import Contact, Nation, Organisation
from safety_site.directory.subjects import Need, People
from safety_site.guide.content import Content
from safety_site.publishing import finding
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.finding import ENTRIES_A_PAGE, Listing
from safety_site.publishing.sensitive import sensitive_words
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import VALUES
from safety_site.translation.submitting import submit
from tests.publishing.conftest import DAY

Edit = Callable[..., Snapshot]


@pytest.fixture
def snapshot(starter: None, db: None) -> Snapshot:
    return snapshots.take(DAY)


@pytest.fixture
def edited(starter: None, db: None) -> Edit:
    """The site after an editor has changed values of one object."""

    def edit(item: Content, **values: object) -> Snapshot:
        for name, value in values.items():
            setattr(item, name, value)
        item.save()
        submit(item, VALUES, "amina")
        return snapshots.take(DAY)

    return edit


def listing(snapshot: Snapshot, slug: str) -> Listing:
    return next(x for x in finding.listings(snapshot) if x.slug == f"help/{slug}")


def test_the_public_is_shown_whom_the_rule_names(snapshot: Snapshot) -> None:
    by_rows = {o.key for o in Organisation.objects.all() if o.may_be_listed}
    assert set(finding.public(snapshot)) == by_rows
    assert len(by_rows) == 85


def test_every_need_has_a_list_in_every_nation(snapshot: Snapshot) -> None:
    slugs = {x.slug for x in finding.listings(snapshot)}
    wanted = {f"help/{n}/need-{need.number}" for n in Nation.values for need in Need}
    assert wanted <= slugs
    assert listing(snapshot, "wales/need-15").members == ()


def test_no_two_lists_have_one_address_and_none_says_what_it_holds(
    snapshot: Snapshot,
) -> None:
    slugs = [
        x.slug_of(n + 1) for x in finding.listings(snapshot) for n in range(x.pages)
    ]
    assert len(set(slugs)) == len(slugs)
    for slug in slugs:
        assert not any(word in slug.replace("-", " ") for word in sensitive_words("en"))


def test_a_list_begins_with_the_nations_own_helpline(snapshot: Snapshot) -> None:
    public = finding.public(snapshot)
    for nation in Nation.values:
        first = listing(snapshot, nation).members[0]
        assert public[first]["helpline_for"] == nation


def test_what_helps_only_in_some_places_comes_last(snapshot: Snapshot) -> None:
    public = finding.public(snapshot)
    for each in finding.listings(snapshot):
        local = [bool(public[name]["areas"]) for name in each.members]
        assert local == sorted(local), each.slug


def test_lines_open_day_and_night_come_before_others(edited: Edit) -> None:
    """Opoka is the last of the two that list Polish for the whole UK."""
    before = listing(snapshots.take(DAY), "language-pl").members
    assert before[0] == "opoka"
    line = Contact.objects.get(organisation__key="kalayaan", medium="phone")
    Organisation.objects.filter(key="kalayaan").update(languages=["pl"])
    kalayaan = Organisation.objects.get(key="kalayaan")
    submit(kalayaan, VALUES, "amina")
    after = listing(edited(line, always_open=True), "language-pl").members
    assert after[0] == "kalayaan"


def test_those_whose_first_need_it_is_come_before_others(snapshot: Snapshot) -> None:
    public = finding.public(snapshot)
    children = listing(snapshot, f"need-{Need.CHILDREN.number}").members
    national = [name for name in children if not public[name]["areas"]]
    first = [public[name]["needs"][0] == "children" for name in national]
    assert first == sorted(first, reverse=True)
    assert first[0]


def test_a_line_for_people_who_abuse_stands_among_no_help_for_victims(
    snapshot: Snapshot,
) -> None:
    holding = [
        x.slug for x in finding.listings(snapshot) if "respect-phoneline" in x.members
    ]
    assert holding == [f"help/group-{People.WHO_HARM.number}"]


def test_every_public_organisation_has_one_place_that_holds_it(
    snapshot: Snapshot,
) -> None:
    pages = {
        each.slug_of(page): each.on_page(page)
        for each in finding.listings(snapshot)
        for page in range(1, each.pages + 1)
    }
    for name in finding.public(snapshot):
        assert name in pages[finding.place(snapshot, name)]


def test_an_organisation_of_no_nation_stops_the_edition_with_a_reason(
    edited: Edit,
) -> None:
    galop = Organisation.objects.get(key="galop")
    snapshot = edited(galop, nations=[], groups=["everyone"], languages=[], needs=[])
    with pytest.raises(LookupError, match="org:galop is in no list"):
        finding.place(snapshot, "galop")


def test_anchors_differ_and_name_nobody(snapshot: Snapshot) -> None:
    names = list(finding.public(snapshot))
    anchors = {finding.anchor(name) for name in names}
    assert len(anchors) == len(names)
    assert all(len(anchor) == 6 and anchor[0] == "o" for anchor in anchors)


def test_a_list_is_parted_after_the_same_number_of_entries() -> None:
    names = tuple(f"{n:03}" for n in range(2 * ENTRIES_A_PAGE + 1))
    each = Listing("help/x", members=names)
    assert each.pages == 3
    assert sum((each.on_page(page) for page in (1, 2, 3)), ()) == names
    assert [each.slug_of(page) for page in (1, 2, 3)] == [
        "help/x",
        "help/x/2",
        "help/x/3",
    ]


def test_an_empty_list_has_one_page() -> None:
    assert Listing("help/x").pages == 1
    assert Listing("help/x").on_page(1) == ()


def test_lists_depend_on_no_translation(starter: None, db: None) -> None:
    """A revision in another language moves nobody."""
    before = finding.listings(snapshots.take(DAY))
    galop = Organisation.objects.get(key="galop")
    galop.description_ur = "A"
    galop.save()
    submit(galop, "ur", "tahira")
    assert finding.listings(snapshots.take(DAY)) == before


def test_interpreters_are_no_language(snapshot: Snapshot) -> None:
    assert not {"interpreter", "en"} & set(finding.languages(snapshot))
    lines = finding.can_interpret(snapshot, "scotland")
    assert lines[0] == "scotland-domestic-abuse-forced-marriage-helpline"
    public = finding.public(snapshot)
    assert all("scotland" in public[name]["nations"] for name in lines)


def test_a_withdrawn_organisation_leaves_every_list(edited: Edit) -> None:
    galop = Organisation.objects.get(key="galop")
    snapshot = edited(galop, withdrawn=True)
    assert not any("galop" in x.members for x in finding.listings(snapshot))
    assert "galop" not in finding.public(snapshot)
