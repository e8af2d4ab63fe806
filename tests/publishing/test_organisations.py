"""What an entry says: five answers, each once, and no more than is known."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from pytest_django import Settings

from safety_site.directory.models import Contact, Organisation
from safety_site.guide.content import Json
from safety_site.guide.models import Claim
from safety_site.publishing import contexts, organisations
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.rendering import html_of
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import VALUES, Standing
from safety_site.translation.submitting import submit
from tests import pseudo
from tests.publishing.conftest import DAY

FIVE = (
    "Is it free?",
    "Is there an interpreter?",
    "Can I use it without papers?",
    "Will it tell the Home Office?",
    "When is it open?",
)
Entry = Callable[..., Json]
Drawn = Callable[..., str]


@pytest.fixture(autouse=True)
def two_more_languages(settings: Settings) -> None:
    settings.LANGUAGES_ENABLED = ["en", "ur", "th"]


@pytest.fixture
def snapshot(starter: None, db: None) -> Snapshot:
    return snapshots.take(DAY)


@pytest.fixture
def entry(starter: None, db: None) -> Entry:
    """The entry of an organisation after its contacts were given other words."""

    def made(contacts: list[tuple[str, Json]], code: str = "en", **texts: str) -> Json:
        organisation = Organisation.objects.get(key="galop")
        for field, text in texts.items():
            setattr(organisation, f"{field}_en", text)
        organisation.save()
        submit(organisation, "en", "amina", meaning_changed=False)
        Contact.objects.filter(organisation=organisation).update(withdrawn=True)
        for contact in Contact.objects.filter(organisation=organisation):
            submit(contact, VALUES, "amina")
        for number, (medium, words) in enumerate(contacts, 90):
            contact = Contact.objects.create(
                organisation=organisation,
                medium=medium,
                number=number,
                value=words.pop("value", f"0800 {number}"),
                # Only what a phone can dial has a number to dial.
                dialled=f"0800{number}" if medium in ("phone", "sms") else "",
                confidence=words.pop("confidence", "high"),
                seen=words.pop("seen", ""),
                always_open=words.pop("always_open", False),
                **{f"{field}_en": text for field, text in words.items()},
            )
            submit(contact, VALUES, "amina")
            submit(contact, "en", "amina")
        return organisations.entry(snapshots.take(DAY), "galop", code)

    return made


@pytest.fixture
def drawn(entry: Entry) -> Drawn:
    """The text of an entry as HTML, between its heading and its sources."""

    def html(*args, **more) -> str:
        context = {"organisation": entry(*args, **more), "language": {"code": "en"}}
        return render_to_string("page/parts/organisation.html", context)

    return html


def said(answers: list[Json]) -> list[tuple[str | None, str]]:
    return [(answer["by"], answer["text"]) for answer in answers]


def test_what_one_phone_says_is_said_once(entry: Entry) -> None:
    made = entry([("phone", {"cost": "free"}), ("web", {"value": "https://x.org/"})])
    assert said(made["free"]) == [(None, "free")]
    assert made["open"] == []


def test_what_all_lines_say_is_said_once(entry: Entry) -> None:
    made = entry([("phone", {"cost": "free"}), ("sms", {"cost": "free"})])
    assert said(made["free"]) == [(None, "free")]


def test_what_differs_names_its_contact(entry: Entry) -> None:
    made = entry([("phone", {"cost": "free"}), ("sms", {"cost": "ten pence"})])
    assert said(made["free"]) == [("0800 90", "free"), ("0800 91", "ten pence")]


def test_what_only_one_of_two_phones_says_is_not_said_for_both(entry: Entry) -> None:
    made = entry([("phone", {"hours": "always"}), ("phone", {})])
    assert said(made["open"]) == [("0800 90", "always")]


def test_a_website_is_named_by_its_host(entry: Entry) -> None:
    address = "https://www.example.org/a/b"
    made = entry(
        [("phone", {"hours": "one"}), ("web", {"value": address, "hours": "b"})]
    )
    assert said(made["open"])[1] == ("example.org", "b")


def test_cost_and_hours_stand_among_the_answers_alone(drawn: Drawn) -> None:
    html = drawn([("phone", {"cost": "without cost", "hours": "weekdays"})]).lower()
    assert html.count("without cost") == 1
    assert html.count("weekdays") == 1


def test_all_five_are_answered_when_nothing_is_known(drawn: Drawn) -> None:
    html = drawn([("phone", {})])
    assert all(html.count(question) == 1 for question in FIVE)
    assert html.count("Not known. Ask first.") == 5


def test_all_five_are_answered_with_what_is_known(drawn: Drawn) -> None:
    contact = {"cost": "free", "hours": "weekdays"}
    html = drawn([("phone", contact)], stance="It does not.", papers="No papers.")
    for question, answer in zip(
        FIVE,
        ("Free", "Not known. Ask first.", "No papers.", "It does not.", "Weekdays"),
        strict=True,
    ):
        assert f"<b>{question}</b> {answer}" in html


def test_nobody_in_danger_is_told_to_ask_first(
    snapshot: Snapshot, sheets: dict[str, Sheet]
) -> None:
    for name in ("emergency-999", "emergency-112", "999-bsl"):
        assert organisations.entry(snapshot, name, "en")["danger"]
    html = html_of(sheets["/en/help"])
    first = html.partition("999 (police, ambulance, fire)")[2].partition("</section>")[
        0
    ]
    assert "Ask first" not in first
    assert "In danger now, call all the same." in first


@pytest.mark.parametrize(
    ("medium", "seen", "words"),
    [
        ("phone", "2026-11-22", "Number seen on 22 November 2026, not re-checked"),
        ("phone", "2020-03", "Number seen in March 2020, not re-checked"),
        ("phone", "", "Number seen on an undated page, not re-checked"),
        ("email", "2022", "Seen in 2022, not re-checked"),
        ("email", "2026-11-22", "Seen on 22 November 2026, not re-checked"),
        ("email", "undated copy", "Seen on an undated page, not re-checked"),
    ],
)
def test_a_contact_of_medium_confidence_says_when_it_was_seen(
    drawn: Drawn, medium: str, seen: str, words: str
) -> None:
    html = drawn([(medium, {"confidence": "medium", "seen": seen})])
    assert f"<li>{words}" in html


def test_a_contact_of_high_confidence_says_nothing_of_it(drawn: Drawn) -> None:
    assert "re-checked" not in drawn([("phone", {"seen": "2022"})])


def test_a_line_open_day_and_night_is_marked(drawn: Drawn) -> None:
    html = drawn([("phone", {"always_open": True})])
    assert '<p class="label">Open day and night</p>' in html


def test_a_line_that_sleeps_is_not(drawn: Drawn) -> None:
    assert "Open day and night" not in drawn([("phone", {"hours": "24 hours"})])


def test_an_entry_says_when_and_where_it_was_checked(drawn: Drawn) -> None:
    html = drawn([("phone", {})])
    assert "Checked 22 November 2026" in html
    assert "Source:" in html


def test_an_organisation_of_which_no_claim_was_made_names_its_own_source(
    starter: None, db: None
) -> None:
    """As one that an editor adds."""
    claim = Claim.objects.get(key="O:galop")
    claim.withdrawn = True
    claim.save()
    submit(claim, VALUES, "amina")
    line = Organisation.objects.get(key="galop")
    line.source_url = "https://galop.example/about"
    line.save()
    submit(line, VALUES, "amina")
    entry = organisations.entry(snapshots.take(DAY), "galop", "en")
    assert entry["checked"] == ""
    assert entry["source"]["name"] == "galop.example"


def test_units_run_by_or_for_the_home_office_say_so(snapshot: Snapshot) -> None:
    """The entry, wherever in it; the question that every entry asks does not count."""
    for name in (
        "forced-marriage-unit",
        "migrant-help-asylum",
        "migrant-help-trafficking-ni",
        "migrant-help-trafficking-scotland",
    ):
        entry = organisations.entry(snapshot, name, "en")
        context = {"organisation": entry, "language": {"code": "en"}}
        html = render_to_string("page/parts/organisation.html", context)
        assert "<b>Will it tell the Home Office?</b>" in html
        assert "Home Office" in re.sub(r"<b>.*?</b>", "", html), name


def test_a_draft_of_what_it_tells_carries_its_english(starter: None, db: None) -> None:
    line = Organisation.objects.get(key="karma-nirvana")
    pseudo.translated(line, "ur")
    entry = organisations.entry(snapshots.take(DAY), "karma-nirvana", "ur")
    assert entry["tells"]["english"] == line.stance_en
    assert "english" not in entry["papers"]
    pseudo.translated(line, "th", Standing.DRAFT)
    entry = organisations.entry(snapshots.take(DAY), "karma-nirvana", "th")
    assert "english" not in entry["tells"]


def test_what_it_tells_gives_way_to_english_as_soon_as_its_meaning_changed(
    starter: None, db: None
) -> None:
    line = Organisation.objects.get(key="karma-nirvana")
    pseudo.translated(line, "ur", Standing.DRAFT)
    line.stance_en = "It tells the police."
    line.save()
    submit(line, "en", "amina", meaning_changed=True)
    snapshot = snapshots.take(DAY)
    entry = organisations.entry(snapshot, "karma-nirvana", "ur")
    assert entry["tells"]["text"] == "It tells the police."
    assert entry["tells"]["language"]["html_lang"] == "en-GB"
    notices = organisations.notices(snapshot, ["karma-nirvana"], "ur")
    assert "english-changed" in notices


def test_a_contact_without_words_needs_no_translation(starter: None, db: None) -> None:
    line = Organisation.objects.get(key="bawso")
    pseudo.translated(line, "ur")
    Contact.objects.filter(organisation=line).exclude(medium="web").update(
        withdrawn=True
    )
    for contact in Contact.objects.filter(organisation=line):
        submit(contact, VALUES, "amina")
    assert organisations.notices(snapshots.take(DAY), ["bawso"], "ur") == []


def test_an_entry_is_made_once_and_every_page_has_read_it(snapshot: Snapshot) -> None:
    with snapshot.reading() as first:
        made = organisations.entry(snapshot, "galop", "en")
    with snapshot.reading() as second:
        assert organisations.entry(snapshot, "galop", "en") is made
    assert first == second
    assert ("org:galop", "en") in second


def test_a_row_names_the_first_way_to_reach_it(snapshot: Snapshot) -> None:
    phone = organisations.row(snapshot, "galop", "en")
    assert (phone["kind"], phone["nations"]) == ("phone", [])
    assert organisations.row(snapshot, "ikwro", "en")["kind"] == "web"


def test_a_row_is_found_by_words_that_it_does_not_show(snapshot: Snapshot) -> None:
    found = organisations.row(snapshot, "opoka", "en")["find"]
    for word in ("Scotland", "A helpline to call", "Polish"):
        assert word in found


def test_contexts_of_all_languages_are_made_from_one_reading(
    snapshot: Snapshot, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        contexts.sheets(snapshot)
