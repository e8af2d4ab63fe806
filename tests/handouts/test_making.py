"""Leaflets are made once, offered while the page says the same, and gone with it."""

from __future__ import annotations

import shutil
import sys
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import Settings

from safety_site.delivery.pack import Pack
from safety_site.directory.models import Contact
from safety_site.guide.models import Block
from safety_site.handouts.leaflets import making, offering, saying
from safety_site.handouts.leaflets.making import Made, Order
from safety_site.handouts.models import Leaflet
from safety_site.languages import registry
from safety_site.publishing import (
    contexts,
    files,
    freeze,
    gathered,
    offers,
    urgent,
)
from safety_site.publishing import publish as publishing
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.clock import tick
from safety_site.publishing.models import Edition, ShortCode
from safety_site.publishing.more_files import AUTHOR, add_files
from safety_site.publishing.publish import NotPublished, propose
from safety_site.translation.models import VALUES, Revision
from safety_site.translation.submitting import submit
from tests.publishing.conftest import (
    DAY,
    Publish,
    compress_quickly,
    leave_out_lists,
)

pytestmark = pytest.mark.usefixtures("starter", "db")
ORIGIN = "https://guide.example.org"


@pytest.fixture(autouse=True)
def origin(settings: Settings, tmp_path: Path) -> None:
    settings.PUBLIC_ORIGIN = ORIGIN
    settings.DATA_DIR = tmp_path


@pytest.fixture(scope="module")
def first_edition(starter, django_db_blocker, tmp_path_factory) -> Path:
    """Publishing takes its time: the site is published once for the module."""
    made = tmp_path_factory.mktemp("first") / "site.pack"
    with (
        django_db_blocker.unblock(),
        override_settings(PACK_PATH=made, PUBLIC_ORIGIN=ORIGIN),
        pytest.MonkeyPatch.context() as patch,
    ):
        compress_quickly(patch)
        leave_out_lists(patch)
        patch.setattr(gathered, "KINDS", {})
        publishing.keep(propose(DAY), "paula", "paula", "")
    return made


@pytest.fixture
def published(first_edition: Path, pack: Path) -> None:
    shutil.copy(first_edition, pack)


def offered(key: str = "answer") -> list[str]:
    """The files that the next edition's page offers."""
    snapshot = snapshots.take(DAY)
    sheet = contexts.page_sheet(snapshot, key, registry.language("en"))
    return [file["path"] for file in offers.of(snapshot.offering, snapshot, sheet)]


def keep(*keys: str) -> None:
    """Leaflets of what pages say now; what is in them does not matter."""
    snapshot = snapshots.take(DAY)
    for key in keys:
        sheet = contexts.page_sheet(snapshot, key, registry.language("en"))
        for _, _, said in offering.wanted(snapshot, sheet):
            making.keep(Made(Order(key, "en", said), b"%PDF " + key.encode(), ""))


def paths(pack: Path) -> set[str]:
    return set(Pack.open(pack).files)


def page(pack: Path, path: str) -> str:
    return brotli.decompress(Pack.open(pack).entry(path).brotli).decode()


def change(body: str) -> None:
    block = Block.objects.filter(page__key="answer")[0]
    block.body_en = body
    block.save()
    submit(block, "en", "amina", meaning_changed=False)


def change_a_helpline() -> None:
    contact = Contact.objects.get(
        organisation__key="national-domestic-abuse-helpline", number=1, medium="phone"
    )
    contact.value, contact.dialled = "0808 2000 248", "+448082000248"
    contact.save()
    submit(contact, VALUES, "amina", meaning_changed=True)


def test_a_second_edition_brings_a_leaflet_and_a_changed_number_takes_all_away(
    published: None, publish: Publish, pack: Path
) -> None:
    keep("answer", "rule")
    edition = add_files()
    assert edition
    assert (edition.number, edition.author, edition.publisher) == (2, AUTHOR, "")
    assert paths(pack) == {"/en/answer.pdf", "/en/rule.pdf"}
    file = Pack.open(pack).files["/en/answer.pdf"]
    assert (file.media_type, file.length) == ("application/pdf", len(b"%PDF answer"))
    html = page(pack, "/en/answer")
    assert (
        '<a href="/en/answer.pdf">This page to print <bdi dir="ltr">(PDF, 1 kB)' in html
    )
    assert "A download stays on the phone, even in a private tab." in html
    assert ".pdf" not in page(pack, "/en/who")
    # Nothing is offered twice, and publishing offers the same.
    assert add_files() is None
    assert publish() is None
    change_a_helpline()
    assert publish()
    assert "0808&nbsp;2000&nbsp;248" in page(pack, "/en/answer")
    assert paths(pack) == set()


def test_a_notice_that_falls_due_takes_the_leaflet_off(
    published: None, pack: Path
) -> None:
    keep("answer")
    add_files()
    assert tick(DAY + timedelta(days=1)) is None
    assert tick(DAY + timedelta(days=300))
    assert "due for a new check" in page(pack, "/en/answer")
    assert paths(pack) == set()


def test_a_page_that_warns_offers_no_paper_that_does_not(
    published: None, publish: Publish, pack: Path
) -> None:
    keep("answer", "rule")
    add_files()
    row = urgent.make(
        "may-be-wrong", {}, "page:rule", author="paula", reason="New law.", today=DAY
    )
    publish()
    assert paths(pack) == {"/en/answer.pdf"}
    urgent.end(row.pk, "paula", "It was right.")
    publish()
    assert paths(pack) == {"/en/answer.pdf", "/en/rule.pdf"}


def test_a_file_that_is_lost_is_offered_no_more_with_the_next_day(
    published: None, pack: Path
) -> None:
    keep("answer", "rule")
    add_files()
    files.place_of(Leaflet.objects.get(page="rule").file).unlink()
    assert tick(DAY + timedelta(days=1))
    assert paths(pack) == {"/en/answer.pdf"}
    assert ".pdf" not in page(pack, "/en/rule")


def test_a_changed_text_takes_its_leaflet_off_and_the_old_words_bring_it_back() -> None:
    keep("answer", "rule")
    before = Block.objects.filter(page__key="answer")[0].body_en
    change(before + " Now.")
    assert offered() == []
    assert offered("rule") == ["/en/rule.pdf"]
    change(before)
    assert offered() == ["/en/answer.pdf"]


def test_a_changed_number_takes_every_leaflet_off() -> None:
    keep("answer", "rule")
    assert offered()
    change_a_helpline()
    assert offered() + offered("rule") == []


def test_a_lost_file_is_not_offered() -> None:
    keep("answer")
    files.place_of(Leaflet.objects.get().file).unlink()
    assert offered() == []


def test_caseworkers_have_cards_beside_their_leaflet() -> None:
    keep("workers")
    assert offered("workers") == ["/en/workers.pdf", "/en/cards.pdf"]


def test_questions_and_long_lists_have_no_leaflet() -> None:
    keep("check", "help", "words", "sources")
    assert Leaflet.objects.count() == 0


def test_the_command_makes_what_is_missing_and_no_more(
    published: None,
    publish: Publish,
    pack: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys,
) -> None:
    # Of all pages two, so that it takes no minute.
    monkeypatch.setattr(saying, "KINDS", ("home", "who"))
    call_command("make_leaflets")
    assert "Leaflets made: 2." in capsys.readouterr().out
    assert paths(pack) == {"/en/home.pdf", "/en/who.pdf"}
    home = Pack.open(pack).files["/en/home.pdf"]
    assert files.place_of(home.digest).read_bytes().startswith(b"%PDF-1.7")
    with (
        making.alone(pack.parent),
        pytest.raises(CommandError, match="being made already"),
    ):
        call_command("make_leaflets")
    # One changed block, and the leaflet of its page is missing.
    block = Block.objects.filter(page__key="who")[0]
    block.body_en += " Now."
    block.save()
    submit(block, "en", "amina", meaning_changed=False)
    publish()
    assert paths(pack) == {"/en/home.pdf"}
    assert [order.page for order in making.missing()] == ["who"]


def test_a_files_edition_is_refused_while_publishing_is_stopped_or_settings_changed(
    published: None, pack: Path, settings: Settings
) -> None:
    keep("rule")
    freeze.stop("paula", "Something is wrong.")
    with pytest.raises(NotPublished, match="Something is wrong"):
        add_files()
    freeze.go_on("paula", "It is mended.")
    settings.SITE_NAME = "Another Name"
    keep("rule")
    with pytest.raises(NotPublished, match="settings changed"):
        add_files()
    assert paths(pack) == set()


def test_without_an_edition_an_address_or_typst_there_is_nothing_to_make(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    Edition.objects.all().delete()
    with pytest.raises(CommandError, match="Publish first"):
        call_command("make_leaflets")
    empty = {"headers": [], "pages": {}}
    last = Revision.objects.latest("pk").pk
    Edition.objects.create(
        number=1,
        created=timezone.now(),
        day=DAY,
        author="paula",
        last_revision=last,
        english={},
        manifest=empty,
    )
    monkeypatch.setattr(saying, "KINDS", ("home",))
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(CommandError, match="is not installed: typst"):
        call_command("make_leaflets")
    settings.PUBLIC_ORIGIN = ""
    with pytest.raises(CommandError, match="PUBLIC_ORIGIN is not set"):
        call_command("make_leaflets")


def test_what_was_made_is_never_changed() -> None:
    row = Leaflet.objects.create(
        page="answer",
        language="en",
        words="w",
        file="f",
        length=1,
        created="2026-11-22T00:00Z",
    )
    row.length = 2
    for change in (row.save, row.delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


def test_nothing_is_kept_of_whoever_takes_or_passes_on_a_page() -> None:
    """No account, no note of a client, no count of who opened what."""
    assert list(apps.get_app_config("handouts").get_models()) == [Leaflet]
    kept = {field.name for field in (*Leaflet._meta.fields, *ShortCode._meta.fields)}
    of_files = {"id", "words", "file", "length", "created"}
    assert kept == of_files | {"page", "language", "code", "issued"}
