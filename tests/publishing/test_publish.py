"""Editions: what is rendered, what is kept, and what happens when something fails."""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from safety_site.delivery.pack import Pack, PackError
from safety_site.directory.models import Contact, Organisation
from safety_site.disclosure.models import PublicBody
from safety_site.guide.content import Content
from safety_site.guide.models import (
    Block,
    Claim,
    ClaimSource,
    Fact,
    KeySentence,
    Page,
    Source,
)
from safety_site.publishing import packing
from safety_site.publishing.models import Blob, Edition
from safety_site.publishing.publish import (
    MOST_FAULTS,
    NotPublished,
    build,
    keep,
    propose,
)
from safety_site.publishing.rendering import html_of
from safety_site.publishing.sheet import Sheet
from safety_site.translation.models import VALUES
from safety_site.translation.submitting import submit
from tests.publishing.conftest import CODE, DAY, Publish


def change(uid_of: Content, field: str, more: str = " And so on.") -> None:
    """An editor adds words to one English text and submits it."""
    setattr(uid_of, field, getattr(uid_of, field) + more)
    uid_of.save()
    submit(uid_of, "en", "amina", meaning_changed=True)


def block(page: str, number: int) -> Block:
    return Block.objects.get(page__key=page, number=number)


def test_the_first_edition_holds_every_page_and_is_packed(
    publish: Publish, pack: Path
) -> None:
    edition = publish()
    assert edition is not None
    assert (edition.number, edition.day) == (1, DAY)
    assert {"/", "/en", "/en/answer", "404", "404/en", "405"} <= set(
        edition.manifest["pages"]
    )
    assert Pack.open(pack).edition == 1


def test_a_second_publish_renders_nothing_and_makes_no_edition(
    publish: Publish,
) -> None:
    publish()
    proposal = propose(DAY)
    assert proposal.built.rendered == []
    assert not proposal.changes_anything


def test_one_changed_block_renders_the_page_that_holds_it_and_what_changed(
    publish: Publish,
) -> None:
    publish()
    change(block("rule", 1), "body_en")
    assert propose(DAY).built.rendered == ["/en/rule", "/en/what-changed"]


def test_a_changed_key_sentence_renders_the_pages_that_place_it(
    publish: Publish, pack: Path
) -> None:
    key = KeySentence.objects.get(key="1")
    change(key, "text_en", " Truly, says 4711.")
    publish()
    stored = Pack.open(pack)
    placing = {
        path
        for path in stored.entries
        if "Truly, says 4711" in html(stored, path) and not CODE.fullmatch(path)
    }
    assert {"/en/answer", "/en/rule"} <= placing
    assert placing < set(stored.entries)
    change(key, "text_en", " Really.")
    assert set(propose(DAY).built.rendered) == placing | {"/en/what-changed"}


def test_text_that_is_not_submitted_is_not_published(publish: Publish) -> None:
    publish()
    working = block("rule", 1)
    working.body_en = "Half written"
    working.save()
    assert publish() is None


def test_a_number_changed_in_one_record_changes_on_every_page(
    publish: Publish, pack: Path
) -> None:
    publish()
    line = Contact.objects.get(
        organisation__key="national-domestic-abuse-helpline", medium="phone", number=1
    )
    line.value = "0800 000 000"
    line.save()
    submit(line, VALUES, "amina")
    publish()
    stored = Pack.open(pack)
    pages = [html(stored, path) for path in stored.entries if "/data/" not in path]
    assert not any("0808&nbsp;2000&nbsp;247" in page for page in pages)
    assert sum("0800&nbsp;000&nbsp;000" in page for page in pages) == len(pages)


def html(pack: Pack, path: str) -> str:
    import brotli

    return brotli.decompress(pack.entry(path).brotli).decode()


def edit(item: Content) -> None:
    """One small change of what readers can see of an object."""
    if item.required_texts:
        change(item, f"{item.required_texts[-1]}_en")
        return
    if isinstance(item, Fact):
        item.value = "600"
    elif isinstance(item, Source):
        item.title += " (2nd edition)"
    elif isinstance(item, Claim):
        item.checked = date(2026, 11, 21)
    elif isinstance(item, Contact):
        item.value += " 9"
    submit_values(item)


# By model, one object that a page shows.
SEEN = {
    Page: {"key": "answer"},
    Block: {"page__key": "answer", "number": 1},
    KeySentence: {"key": "1"},
    Fact: {"key": "fig-537"},
    Claim: {"key": "D:fig-537"},
    Source: {
        "pk__in": ClaimSource.objects.filter(claim__key="D:fig-537", position=1).values(
            "source"
        )
    },
    Organisation: {"key": "live-fear-free"},
    Contact: {"organisation__key": "live-fear-free", "medium": "phone"},
    PublicBody: {"key": "gp-surgery"},
}


def submit_values(item: Content) -> None:
    item.save()
    submit(item, VALUES, "amina")


@pytest.mark.parametrize("model", SEEN)
def test_no_byte_is_stale_after_an_edit_of_each_model(
    model: type[Content], publish: Publish, capsys: pytest.CaptureFixture[str]
) -> None:
    publish()
    edit(model._default_manager.get(**SEEN[model]))
    assert publish() is not None
    call_command("publish", "--check")
    assert "are as a full render" in capsys.readouterr().out


def test_check_notices_a_stale_byte(publish: Publish) -> None:
    edition = publish()
    assert edition is not None
    edition.manifest["pages"]["/en/rule"]["digest"] = "0" * 64
    Edition.objects.filter(pk=edition.pk).update(manifest=edition.manifest)
    with pytest.raises(CommandError, match="/en/rule"):
        call_command("publish", "--check")


def test_a_withdrawn_page_says_so_and_no_link_leads_to_it(
    publish: Publish, pack: Path
) -> None:
    publish()
    page = Page.objects.get(key="rule")
    page.withdrawn = True
    submit_values(page)
    publish()
    stored = Pack.open(pack)
    assert "The page you asked for is gone." in html(stored, "/en/rule")
    assert not any("/en/rule/" in html(stored, path) for path in stored.entries)


def test_the_second_of_two_publishers_is_told(publish: Publish) -> None:
    ours, theirs = propose(DAY), propose(DAY)
    keep(theirs, "paula", "paula", "")
    with pytest.raises(NotPublished, match="Somebody else published"):
        keep(ours, "petra", "petra", "")
    assert Edition.objects.count() == 1


def test_a_full_disk_keeps_the_old_pack_and_the_edition_is_packed_later(
    publish: Publish, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    change(block("rule", 1), "body_en")

    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        with pytest.raises(PackError, match="No space left"):
            publish()
    assert Pack.open(pack).edition == 1
    assert [p.name for p in pack.parent.glob(".site*")] == []
    assert not packing.pack_is_current()
    call_command("publish", f"--today={DAY}")
    assert packing.pack_is_current()


def test_english_drafts_wait_where_they_may_not_be_shown(
    publish: Publish, settings
) -> None:
    settings.SHOW_DRAFTS = []
    with pytest.raises(NotPublished, match="page:answer waits for a check"):
        publish()
    assert not Blob.objects.exists()


def test_a_page_is_a_pure_function_of_its_context(
    sheets: dict[str, Sheet], django_db_blocker
) -> None:
    with django_db_blocker.block():
        first, second = html_of(sheets["/en/answer"]), html_of(sheets["/en/answer"])
    assert first == second


def test_pages_rendered_in_two_processes_are_the_same(
    sheets: dict[str, Sheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    from safety_site.publishing import rendering

    monkeypatch.setattr(rendering, "WORTH_PROCESSES", 1_000)
    alone = build(sheets, {})
    monkeypatch.setattr(rendering, "WORTH_PROCESSES", 1)
    together = build(sheets, {})
    assert alone.leaves == together.leaves


def test_a_review_that_is_overdue_is_said(publish: Publish, pack: Path) -> None:
    publish(date(2027, 12, 1))
    assert "due for a new check" in html(Pack.open(pack), "/en/rule")


def test_a_dry_run_shows_the_difference_and_keeps_nothing(
    publish: Publish, capsys: pytest.CaptureFixture[str]
) -> None:
    publish()
    change(block("rule", 1), "body_en", " Added words.")
    call_command("publish", "--dry-run", f"--today={DAY}")
    shown = capsys.readouterr().out
    assert "changed  /en/rule" in shown
    assert "Added words." in shown
    assert Edition.objects.count() == 1


def test_a_public_origin_on_this_machine_needs_local(
    publish: Publish, settings
) -> None:
    settings.PUBLIC_ORIGIN = "http://localhost:8000"
    with pytest.raises(NotPublished, match="PUBLIC_ORIGIN"):
        propose(DAY)
    assert propose(DAY, local=True).changes_anything


def test_a_damaged_blob_is_mended_by_publishing_again(
    publish: Publish, pack: Path
) -> None:
    edition = publish()
    assert edition is not None
    digest = edition.manifest["pages"]["/en/about"]["digest"]
    Blob.objects.filter(digest=digest).update(brotli=b"damaged")
    call_command("publish", f"--today={DAY}")
    call_command("verify")
    assert Edition.objects.count() == 1


def test_a_page_whose_old_blob_is_damaged_can_still_be_changed(
    publish: Publish, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = publish()
    assert edition is not None
    digest = edition.manifest["pages"]["/en/rule"]["digest"]
    Blob.objects.filter(digest=digest).update(brotli=b"damaged")
    change(block("rule", 1), "body_en")
    call_command("publish", f"--today={DAY}")
    assert "cannot be read any more" in capsys.readouterr().out
    assert Edition.objects.count() == 2


def test_values_that_nobody_checked_wait_too(publish: Publish, settings) -> None:
    settings.SHOW_DRAFTS = []
    with pytest.raises(NotPublished) as refused:
        publish()
    waiting = " ".join(refused.value.faults)
    for uid in ("fact:fig-537", "body:gp-surgery", "contact:galop/phone/1"):
        assert f"{uid} waits for a check" in waiting
    more = len(refused.value.faults) - MOST_FAULTS
    assert more > 0
    assert f"and {more:,} more" in str(refused.value)


def test_what_is_withdrawn_waits_for_nobody(publish: Publish, settings) -> None:
    page = Page.objects.get(key="rule")
    page.withdrawn = True
    submit_values(page)
    settings.SHOW_DRAFTS = []
    with pytest.raises(NotPublished) as refused:
        publish()
    assert not [f for f in refused.value.faults if f.startswith("page:rule ")]


def test_each_nation_needs_exactly_one_helpline(publish: Publish) -> None:
    line = Organisation.objects.get(helpline_for="scotland")
    line.withdrawn = True
    submit_values(line)
    with pytest.raises(NotPublished, match="Scotland has 0 helplines"):
        publish()


def test_two_pages_cannot_have_one_address(publish: Publish) -> None:
    Page.objects.filter(key="rule").update(slug="moved")
    phone = Page.objects.get(key="phone")
    phone.slug = "rule"
    submit_values(phone)
    with pytest.raises(NotPublished, match="two pages have the address “rule”"):
        publish()


def test_a_page_that_owes_a_withdrawn_key_sentence_stops_the_edition(
    publish: Publish,
) -> None:
    key = KeySentence.objects.get(key="1")
    key.withdrawn = True
    submit_values(key)
    with pytest.raises(NotPublished, match="key sentence 1 is owed and missing"):
        publish()


def test_fewer_than_three_exits_are_refused(publish: Publish, settings) -> None:
    settings.EXIT_DESTINATIONS = {"": ["https://example.org/a"]}
    with pytest.raises(NotPublished, match="at least 3 are needed"):
        publish()
