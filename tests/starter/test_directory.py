"""Organisations and contacts as the loader makes them from the directory file."""

import pytest

from safety_site.directory.models import Contact, Organisation
from safety_site.directory.subjects import People
from safety_site.starter.directory import FOR_PEOPLE_WHO_HARM
from safety_site.starter.items import Item
from safety_site.starter.load import items
from safety_site.starter.read import STARTER
from safety_site.translation.models import ENGLISH, VALUES
from safety_site.translation.submitting import newest

DIRECTORY = "facts/directory.yaml"


def test_what_is_open_day_and_night_is_a_value_of_the_contact(db, folder):
    folder.replace(DIRECTORY, "hours: 24 hours", "always_open: true")
    folder.load()
    opens = Contact.objects.values_list("medium", "number", "always_open")
    assert set(opens) == {("phone", 1, True), ("phone", 2, False), ("web", 1, False)}
    assert newest("contact:helper/phone/1", VALUES).content["always_open"] is True


def test_whether_papers_are_needed_is_a_text_and_empty_while_unknown(db, folder):
    folder.load()
    assert Organisation.objects.get().papers_en == ""
    folder.replace(DIRECTORY, "    check: Dial it.", "    papers: No papers needed.")
    folder.load()
    assert newest("org:helper", ENGLISH).content["papers"] == "No papers needed."


def test_what_an_organisation_says_is_critical(loaded):
    assert newest("org:helper", VALUES).content["critical"] is True


@pytest.fixture(scope="module")
def shipped() -> dict[str, Item]:
    return {item.uid: item for item in items(STARTER)}


def test_a_line_for_people_who_abuse_is_for_nobody_else(shipped):
    for key in FOR_PEOPLE_WHO_HARM:
        assert shipped[f"org:{key}"].row.groups == [People.WHO_HARM]
