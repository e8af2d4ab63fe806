"""The directory as open data: whole, public, and safe to open."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from safety_site.delivery.pack import Pack
from safety_site.directory.models import Contact, Organisation
from safety_site.guide.content import Json
from safety_site.publishing import contexts, finding
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.data_files import WRITERS, write_csv
from safety_site.publishing.rendering import render, text_of
from safety_site.publishing.sheet import Sheet
from safety_site.translation.models import VALUES
from safety_site.translation.submitting import submit
from tests.publishing.conftest import DAY, Publish

JSON = "/data/directory.json"
CSV = "/data/directory.csv"


@pytest.fixture
def organisations(sheets: dict[str, Sheet]) -> dict[str, Json]:
    return {o["id"]: o for o in json.loads(text_of(sheets[JSON]))["organisations"]}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_files_hold_whom_the_pages_show(
    sheets: dict[str, Sheet], organisations: dict[str, Json]
) -> None:
    public = set(finding.public(snapshots.take(DAY)))
    assert set(organisations) == public
    assert {row["id"] for row in rows(text_of(sheets[CSV]))} == public


def test_they_hold_only_contacts_that_may_be_shown(
    sheets: dict[str, Sheet], organisations: dict[str, Json]
) -> None:
    shown = {
        (c.organisation.key, c.medium, c.value)
        for c in Contact.objects.select_related("organisation")
        if c.publishable and c.organisation.may_be_listed
    }
    in_json = {
        (name, contact["medium"], contact["value"])
        for name, o in organisations.items()
        for contact in o["contacts"]
    }
    in_csv = {(r["id"], r["medium"], r["value"]) for r in rows(text_of(sheets[CSV]))}
    assert in_json == in_csv == shown


def test_an_organisation_says_all_that_its_entry_says(
    organisations: dict[str, Json],
) -> None:
    line = organisations["national-domestic-abuse-helpline"]
    assert (line["needs"], line["groups"]) == (
        ["crisis-line", "refuge", "housing"],
        ["women"],
    )
    assert (line["languages"], line["interpreter"]) == (["bfi"], True)
    assert line["checked"] == "2026-11-22"
    assert line["contacts"][0]["value"] == "0808 2000 247"
    assert set(line["contacts"][0]) == {
        *("medium", "value", "cost", "hours", "always_open", "note"),
        *("confidence", "seen", "source_url"),
    }
    assert organisations["karma-nirvana"]["tells_home_office"]
    assert organisations["bawso"]["interpreter"] is None


def test_the_file_says_that_numbers_change(sheets: dict[str, Sheet]) -> None:
    note = json.loads(text_of(sheets[JSON]))["note"]
    assert "may change" in note
    assert "not for victims" in note


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d"])
def test_no_cell_is_a_formula(sheets: dict[str, Sheet], start: str) -> None:
    context = sheets[CSV].context
    first = {**context["organisations"][0], "name": f'{start}HYPERLINK("x")'}
    text = write_csv({**context, "organisations": [first]})
    assert rows(text)[0]["name"] == f'\'{start}HYPERLINK("x")'


def test_no_cell_that_ships_could_be_a_formula(sheets: dict[str, Sheet]) -> None:
    for row in rows(text_of(sheets[CSV])):
        assert not [value for value in row.values() if value.startswith(tuple("=+-@"))]


def test_a_spreadsheet_is_told_that_it_is_utf8(sheets: dict[str, Sheet]) -> None:
    text = text_of(sheets[CSV])
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert text.count("\r\n") == len(rows(text)) + 1


@pytest.mark.parametrize("path", [JSON, CSV])
def test_a_data_file_has_its_own_headers_and_no_rules_of_html(
    sheets: dict[str, Sheet], path: str
) -> None:
    done = render(sheets[path])
    headers = dict(done.headers)
    assert headers["Content-Type"] == WRITERS[path[1:]].media
    assert "script-src 'none'" in headers["Content-Security-Policy"]
    assert done.faults == []


def test_data_files_are_in_the_edition_and_its_pack(
    publish: Publish, pack: Path, newest: Callable
) -> None:
    publish()
    assert {JSON, CSV} <= set(newest().manifest["pages"])
    stored = brotli.decompress(Pack.open(pack).entry(JSON).brotli)
    assert json.loads(stored)["organisations"]


def test_a_changed_number_is_one_changed_line(
    publish: Publish, capsys: pytest.CaptureFixture[str]
) -> None:
    from django.core.management import call_command

    publish()
    contact = Contact.objects.get(organisation__key="opoka", medium="phone")
    contact.value = "0300 000 0000"
    contact.save()
    submit(contact, VALUES, "amina")
    call_command("publish", "--dry-run", f"--today={DAY}")
    told = capsys.readouterr().out
    assert f"changed  {JSON}" in told
    lines = [line for line in told.splitlines() if "0300 000 0000" in line]
    assert len(lines) == 3  # the index, the JSON line, the CSV row
    assert sum('"id": "opoka"' in line for line in lines) == 1


def test_who_leaves_the_public_leaves_the_files(starter: None, db: None) -> None:
    galop = Organisation.objects.get(key="galop")
    galop.listed = False
    galop.save()
    submit(galop, VALUES, "amina")
    sheets = contexts.sheets(snapshots.take(DAY))
    assert "galop" not in text_of(sheets[JSON])
    assert "galop" not in text_of(sheets[CSV])
