"""Writing an older revision again: what it puts back, and when it refuses."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from safety_site.directory.models import Contact
from safety_site.disclosure.models import PublicBody
from safety_site.guide.models import Block, Citation, Claim, Fact, Page
from safety_site.staff.desk.restoring import older, restore
from safety_site.translation.freezing import digest, frozen
from safety_site.translation.models import Revision, Standing
from safety_site.translation.submitting import Refused, newest, submit
from tests.staff.conftest import person

pytestmark = pytest.mark.usefixtures("starter", "db")


@pytest.fixture
def block() -> Block:
    """Its second English stands; what it said first can be written again."""
    made = Block.objects.filter(page__key="answer")[0]
    made.heading_en = "A second heading"
    made.save(update_fields=["heading_en"])
    submit(made, "en", "amina", meaning_changed=False)
    return made


def again(uid: str, language: str, number: int, **given) -> Revision:
    found = older(uid, language, number)
    assert found
    return restore(found, "bea", **{"opened": found.opened} | given)


def test_an_older_english_becomes_a_new_draft_that_says_whence(block: Block) -> None:
    first = Revision.objects.get(uid=block.uid, language="en", number=1)
    made = again(block.uid, "en", 1, meaning_changed=True)
    assert (made.number, made.content, made.standing) == (3, first.content, "draft")
    assert (made.author, made.meaning_changed) == ("bea", True)
    day = f"{first.created.day} {first.created:%B %Y}"
    assert made.reason == f"As in 1 of {day}"
    block.refresh_from_db()
    assert block.heading_en == first.content["heading"]


def test_whether_the_meaning_changes_is_asked(block: Block) -> None:
    with pytest.raises(Refused, match="only the wording"):
        again(block.uid, "en", 1)
    block.refresh_from_db()
    assert block.heading_en == "A second heading"


def test_what_says_the_same_is_refused(block: Block) -> None:
    with pytest.raises(Refused, match="says the same now"):
        again(block.uid, "en", 2, meaning_changed=False)


def test_what_nobody_submitted_is_lost_only_by_a_tick(block: Block) -> None:
    block.heading_en = "Typed and not submitted"
    block.save(update_fields=["heading_en"])
    with pytest.raises(Refused, match="nobody has submitted"):
        again(block.uid, "en", 1, meaning_changed=False)
    found = older(block.uid, "en", 1)
    assert found
    assert "Typed" in found.unsubmitted[0][1]
    again(block.uid, "en", 1, meaning_changed=False, replace=True)
    block.refresh_from_db()
    assert block.heading_en != "Typed and not submitted"


def test_what_somebody_saves_meanwhile_is_not_replaced(block: Block) -> None:
    opened = digest(frozen(block, "en"))
    block.heading_en = "Typed meanwhile"
    block.save(update_fields=["heading_en"])
    given = {"opened": opened, "meaning_changed": False, "replace": True}
    with pytest.raises(Refused, match="Someone else saved"):
        again(block.uid, "en", 1, **given)
    block.refresh_from_db()
    assert block.heading_en == "Typed meanwhile"


def test_a_text_whose_tokens_are_gone_is_refused(block: Block) -> None:
    block.body_en = "It takes {fact:mvdac-length}."
    block.save(update_fields=["body_en"])
    submit(block, "en", "amina", meaning_changed=False)
    block.body_en = "It takes time."
    block.save(update_fields=["body_en"])
    submit(block, "en", "amina", meaning_changed=False)
    Fact.objects.filter(key="mvdac-length").update(withdrawn=True)
    with pytest.raises(Refused, match="fact:mvdac-length"):
        again(block.uid, "en", 3, meaning_changed=False)
    block.refresh_from_db()
    assert block.body_en == "It takes time."


def test_an_older_text_must_be_mended_as_any_other(block: Block) -> None:
    Citation.objects.filter(uid=block.uid).delete()
    with pytest.raises(Refused, match="Name what it rests on"):
        again(block.uid, "en", 1, meaning_changed=False)


def test_older_values_come_back_with_what_they_rest_on(block: Block) -> None:
    before = newest(block.uid, "und")
    assert before
    Citation.objects.filter(uid=block.uid).delete()
    Citation.objects.create(uid=block.uid, position=1, word="reading")
    block.position, block.critical = 77, not block.critical
    block.save(update_fields=["position", "critical"])
    submit(block, "und", "amina")
    made = again(block.uid, "und", before.number)
    assert made.content == before.content
    block.refresh_from_db()
    assert block.position != 77
    assert Citation.objects.filter(uid=block.uid, word="").exists()


def test_every_kind_of_value_can_be_written_again() -> None:
    """Each object is changed as a form would, and put back."""
    claim, other = Claim.objects.filter(sources__isnull=False).distinct()[:2]
    fact, page = Fact.objects.all()[0], Page.objects.get(key="answer")
    body = PublicBody.objects.filter(confidence="high")[0]
    contact = Contact.objects.filter(confidence="high")[0]
    claim.checked = date(2020, 1, 31)
    claim.source_links.all().delete()
    fact.claim, fact.value = other, "1"
    page.owed_keys, page.review_months = [], 3
    body.answer, body.nations = "sometimes" if body.answer == "yes" else "yes", []
    contact.value = "0000"
    for row in (claim, fact, page, body, contact):
        row.save(update_fields=CHANGED[type(row)])
        first = newest(row.uid, "und")
        assert first
        submit(row, "und", "amina")
        assert again(row.uid, "und", first.number).content == first.content


CHANGED = {
    Claim: ("checked",),
    Fact: ("claim", "value"),
    Page: ("owed_keys", "review_months"),
    PublicBody: ("answer", "nations"),
    Contact: ("value",),
}


def test_values_that_name_what_is_withdrawn_are_refused(block: Block) -> None:
    before = newest(block.uid, "und")
    assert before
    cited = next(n for _, n in before.content["citations"] if ":" in n)
    Citation.objects.filter(uid=block.uid).delete()
    Citation.objects.create(uid=block.uid, position=1, word="reading")
    submit(block, "und", "amina")
    Claim.objects.filter(key=cited).update(withdrawn=True)
    with pytest.raises(Refused, match=f"claim:{cited}"):
        again(block.uid, "und", before.number)
    assert Citation.objects.get(uid=block.uid).word == "reading"


def test_what_follows_from_a_field_that_no_version_holds_is_refused() -> None:
    contact = Contact.objects.filter(confirmed=True, confidence="high")[0]
    contact.confirmed = False
    contact.save(update_fields=["confirmed"])
    submit(contact, "und", "amina")
    with pytest.raises(Refused, match="publishable"):
        again(contact.uid, "und", 1)


def test_an_older_translation_is_that_of_the_english_it_was_made_from(
    block: Block,
) -> None:
    english = newest(block.uid, "en")
    assert english
    for number, heading in enumerate(("ایک", "دو")):
        block.heading_ur, block.body_ur = heading, english.content["body"]
        block.save(update_fields=["heading_ur", "body_ur"])
        standing = Standing.DRAFT if number else Standing.MACHINE_DRAFT
        submit(block, "ur", "tahira", standing=standing)
    block.heading_en = "A third heading"
    block.save(update_fields=["heading_en"])
    submit(block, "en", "amina", meaning_changed=True)
    made = again(block.uid, "ur", 1)
    # It is outdated as it was, and still nobody's own words.
    assert made.content["heading"] == "ایک"
    assert made.english_digest == english.digest
    assert made.standing == Standing.MACHINE_DRAFT


def test_the_way_from_the_history(client: Client, block: Block) -> None:
    person("eva", "editor").sign_in(client)
    history = client.get(f"/staff/history/{block.uid}/").content.decode()
    address = f"/staff/again/en/1/{block.uid}/"
    assert address in history
    assert f"/staff/again/en/2/{block.uid}/" not in history
    opened = client.get(address)
    given = {"opened": opened.context["older"].opened}
    refused = client.post(address, given)
    assert "Say whether only the wording" in refused.content.decode()
    done = client.post(address, given | {"meaning": "wording"}, follow=True)
    assert "waits for a check now" in done.content.decode()
    assert done.redirect_chain[-1][0] == f"/staff/history/{block.uid}/"


def test_only_who_may_write_in_a_language_writes_again(
    client: Client, block: Block
) -> None:
    person("tahira", "translator ur").sign_in(client)
    assert (
        "/staff/again/"
        not in client.get(f"/staff/history/{block.uid}/").content.decode()
    )
    assert client.get(f"/staff/again/en/1/{block.uid}/").status_code == 403
    assert client.get(f"/staff/again/und/1/{block.uid}/").status_code == 403
    assert client.get(f"/staff/again/ur/9/{block.uid}/").status_code == 404
    assert client.get(f"/staff/again/xx/1/{block.uid}/").status_code == 404
