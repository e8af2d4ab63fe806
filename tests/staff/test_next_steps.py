"""The first screen: what each person's roles let them do, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from safety_site.guide.models import Block, Page
from safety_site.publishing.models import Edition
from safety_site.translation.models import Revision
from safety_site.translation.submitting import submit
from tests.staff.conftest import person

pytestmark = pytest.mark.usefixtures("starter", "db")


@pytest.fixture(autouse=True)
def urdu(settings) -> None:
    settings.LANGUAGES_ENABLED = ["en", "ur"]


@pytest.fixture
def translated() -> list[Block]:
    """A critical block and another, both translated into Urdu."""
    page = Page.objects.get(key="rule")
    made = []
    for number, critical in ((98, False), (99, True)):
        block = Block.objects.create(
            page=page,
            number=number,
            position=number,
            critical=critical,
            heading_en="Is it a law?",
            body_en="No.",
            heading_ur="۔",
            body_ur="۔",
        )
        for code in ("und", "en", "ur"):
            submit(block, code, "amina")
        made.append(block)
    return made


def reword(block: Block, body: str, *, meaning: bool) -> None:
    block.body_en = body
    block.save(update_fields=["body_en"])
    submit(block, "en", "amina", meaning_changed=meaning)


@pytest.fixture
def told(client: Client) -> Callable[..., list[tuple[str, str]]]:
    """What somebody with some roles reads, with the address of each."""

    def steps(*roles: str) -> list[tuple[str, str]]:
        assert person("nia", *roles).sign_in(client).status_code == 302
        found = client.get("/staff/").context["steps"]
        return [(step.words, step.address) for step in found]

    return steps


def test_a_critical_text_whose_meaning_changed_comes_before_all(told, translated):
    for block in translated:
        reword(block, "Yes.", meaning=True)
    critical, other, *rest = told("translator ur", "checker ur")
    assert critical[0].startswith("Critical texts whose English changed in meaning: 1")
    assert other[0].startswith("Texts whose English changed in meaning: 1")
    assert critical[1] == other[1] == "/staff/translate/ur/page:rule/"
    assert [words.partition(":")[0] for words, _ in rest] == ["Texts to translate"]


def test_a_change_of_wording_is_no_work_for_translators_alone(told, translated):
    for block in translated:
        reword(block, "It is not.", meaning=False)
    words, address = told("checker en")[-1]
    assert "only the wording changed: 2." in words
    assert address == "/staff/still-right/page:rule/"


def test_an_editor_is_told_of_facts_to_confirm_and_numbers_to_ring(told, client):
    found = dict(told("editor"))
    facts = next(w for w in found if w.startswith("Facts to confirm"))
    numbers = next(w for w in found if w.startswith("Numbers and addresses"))
    assert any(words.startswith("Numbers to ring: ") for words in found)
    for words in (facts, numbers):
        listed = client.get(found[words])
        assert listed.status_code == 200
        count = listed.context["cl"].result_count
        assert f": {count}." in words


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_who_neither_writes_nor_checks_has_nothing_to_do_here(told, role: str) -> None:
    assert told(role) == []


def test_a_withdrawn_text_is_not_to_be_translated(told, client, translated) -> None:
    ((words, _),) = told("translator ur")
    block = Block.objects.get(page__key="answer", number=1)
    block.withdrawn = True
    block.save(update_fields=["withdrawn"])
    submit(block, "und", "amina")
    (fewer,) = client.get("/staff/").context["steps"]
    assert count(fewer.words) == count(words) - 1


def count(words: str) -> int:
    return int("".join(filter(str.isdecimal, words)))


def test_what_the_next_edition_would_change_is_counted(client, translated) -> None:
    Edition.objects.create(
        number=1,
        created="2026-11-22T00:00Z",
        day=date(2026, 11, 22),
        author="starter",
        last_revision=Revision.objects.latest("pk").pk,
        english={},
        manifest={},
    )
    assert person("nia", "publisher").sign_in(client).status_code == 302
    page = client.get("/staff/")
    assert "Nothing was released since then." in page.content.decode()
    reword(translated[0], "It is not.", meaning=False)
    (english,) = client.get("/staff/").context["released"]
    assert (english.language.code, english.number) == ("en", 1)
    assert english.uids == [translated[0].uid]


def test_a_draft_that_readers_may_not_see_changes_no_edition(
    client, settings, translated
) -> None:
    test_what_the_next_edition_would_change_is_counted(client, translated)
    settings.SHOW_DRAFTS = []
    assert client.get("/staff/").context["released"] == []


def test_the_table_shows_one_kind_at_a_time(client: Client) -> None:
    assert person("nia", "editor").sign_in(client).status_code == 302
    pages = client.get("/staff/").context
    assert {row.kind for row in pages["rows"]} == {"page"}
    assert {"page", "body", "org", "term"} <= set(pages["kinds"])
    terms = client.get("/staff/?texts=term").context["rows"]
    assert [row.bundle for row in terms] == ["term"]
    strange = client.get("/staff/?texts=<b>").context["rows"]
    assert {row.kind for row in strange} == {"page"}
