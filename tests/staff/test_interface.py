"""The language of the screens: a person's own choice, and never that of the texts."""

from __future__ import annotations

import re

import polib
import pytest
from django.test import Client
from django.urls import reverse

from safety_site.guide.models import Block
from safety_site.languages import catalogues
from safety_site.staff import interface
from safety_site.translation.models import Revision
from tests.staff.conftest import Person, person
from tests.staff.test_screens import fields

PLACE = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
TRANSLATED = [each.code for each in interface.languages() if each.code != "en"]


def in_language(client: Client, code: str, *roles: str) -> Person:
    who = person("amina", *roles)
    who.sign_in(client)
    client.post(reverse("admin:interface"), {"language": code})
    who.user.refresh_from_db()
    return who


@pytest.mark.django_db
def test_a_person_chooses_the_language_of_their_own_screens(client: Client) -> None:
    in_language(client, "ar", "editor")
    there = client.get("/staff/editions/")
    assert b'<html lang="ar" dir="rtl">' in there.content
    stranger = Client().get("/staff/login/")
    assert b'<html lang="en" dir="ltr">' in stranger.content


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "de", "xx", "a" * 10_000])
def test_a_language_without_a_catalogue_cannot_be_chosen(
    client: Client, code: str
) -> None:
    who = in_language(client, code, "editor")
    assert who.user.interface == ""


@pytest.mark.usefixtures("starter", "db")
def test_what_is_written_in_other_screens_is_still_english(client: Client) -> None:
    in_language(client, "ar", "editor")
    block = Block.objects.filter(page__key="answer")[0]
    address = reverse("admin:guide_block_change", args=[block.pk])
    sent = fields(client.get(address).context["adminform"].form)
    sent |= {"heading_en": "No law stops it", "meaning": "wording", "_submit": "1"}
    assert client.post(address, sent).status_code == 302
    kept = Block.objects.get(pk=block.pk)
    assert (kept.heading_en, kept.heading_ar) == ("No law stops it", block.heading_ar)
    made = Revision.objects.filter(uid=block.uid, language="en").latest("number")
    assert made.content["heading"] == "No law stops it"


@pytest.mark.usefixtures("starter", "db")
def test_what_a_view_says_is_drawn_in_that_language(client: Client) -> None:
    in_language(client, "ar", "editor")
    page = client.get("/staff/").content.decode()
    title, next_step = "ما يجب عمله", "أرقام يجب الاتصال بها: "
    assert f"<h1>{title}</h1>" in page
    assert next_step in page


@pytest.mark.usefixtures("starter", "db")
def test_a_name_stands_apart_in_a_sentence_of_another_language(client: Client) -> None:
    in_language(client, "ar", "editor")
    page = client.get("/staff/history/block:answer/1/").content.decode()
    assert "كتبه <bdi>starter</bdi>." in page


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_string_of_the_screens_is_translated(code: str) -> None:
    source = catalogues.catalogue_path(interface.LOCALE, code).with_suffix(".po")
    there = {e.msgid: e.msgstr for e in polib.pofile(str(source)).translated_entries()}
    assert set(there) == set(interface.messages())
    for english, translated in there.items():
        places = sorted(PLACE.findall(english))
        assert sorted(PLACE.findall(translated)) == places, english
