"""Loading once, loading again, and loading over the work of editors."""

import shutil

import pytest

from safety_site.directory.models import Contact, Organisation
from safety_site.disclosure.models import BodyPart, PublicBody
from safety_site.guide.claims import may_be_stated
from safety_site.guide.models import (
    Block,
    Citation,
    Claim,
    Fact,
    KeySentence,
    Page,
    Term,
    TimelineEvent,
)
from safety_site.starter.load import Loaded, load
from safety_site.translation.kinds import KINDS
from safety_site.translation.models import ENGLISH, VALUES, Revision, Standing
from safety_site.translation.submitting import check, newest, submit

NOW = "pages/now.md"


def is_stated(claim: Claim) -> bool:
    opened = [link.source.opened for link in claim.source_links.all()]
    return may_be_stated(claim.confidence, opened)


def revisions() -> list[tuple[str, str, int]]:
    rows = Revision.objects.exclude(uid="starter:files")
    return list(rows.values_list("uid", "language", "number").order_by("pk"))


def block(number: int) -> Block:
    return Block.objects.get(page__key="now", number=number)


def change_text(folder) -> None:
    folder.replace(NOW, "Ask **{org:helper}** first.", "Please ask {org:helper}.")


def test_everything_becomes_a_draft_by_the_starter(loaded):
    assert {r.author for r in Revision.objects.all()} == {"starter"}
    assert {r.standing for r in Revision.objects.all()} == {Standing.DRAFT}
    assert not Revision.objects.filter(meaning_changed=True).exists()


def test_a_page_has_its_values_and_english(loaded):
    page = Page.objects.get()
    assert (page.key, page.slug, page.essential, page.owed_keys) == (
        "now",
        "now",
        True,
        ["1"],
    )
    assert newest("page:now", ENGLISH).content["lead"] == "Here: what to do."


def test_blocks_keep_their_number_and_stand_in_the_order_of_the_file(loaded):
    found = Block.objects.values_list("number", "position", "form", "critical")
    assert list(found) == [(1, 1, "text", True), (3, 2, "card", False)]


def test_a_block_cites_claims_and_words_in_order(loaded):
    content = newest("block:now/1", VALUES).content
    assert content["citations"] == [["", "I:can-call"], ["", "word:advice"]]


def test_a_key_sentence_is_one_line(loaded):
    assert KeySentence.objects.get().text_en == "You may ask first."


def test_a_word_explained_rests_on_its_definition(loaded):
    term = Term.objects.get()
    assert (term.uid, term.term_en, term.critical) == (
        "term:firewall",
        "firewall",
        False,
    )
    assert newest("term:firewall", VALUES).content["citations"] == [["", "G:firewall"]]


def test_an_event_has_its_date_as_precise_as_the_file_says(loaded):
    event = TimelineEvent.objects.get()
    assert (event.uid, event.date) == ("event:ban-asked-for", "2021-12")
    assert newest(event.uid, ENGLISH).content == {
        "text": "Someone asked for a {term:firewall}."
    }
    assert newest(event.uid, VALUES).content["citations"] == [["", "D:ban-asked-for"]]


def test_a_starter_without_events_has_none(db, folder):
    (folder.root / "timeline.md").unlink()
    folder.load()
    assert not TimelineEvent.objects.exists()


def test_a_fact_rests_on_its_claim(loaded):
    assert Fact.objects.get().claim.key == "D:ask-first"


def test_a_claim_names_its_main_source_first_then_those_also_seen(loaded):
    claim = Claim.objects.get(key="D:ask-first")
    links = claim.source_links.select_related("source")
    assert [link.source.title for link in links] == ["Ask first", "A guide"]
    assert claim.nations == ["england", "northern-ireland"]
    assert claim.note == "Read the page again."
    assert claim.checked.isoformat() == "2026-11-22"


def test_an_address_alone_takes_the_title_that_another_item_gives(loaded):
    claim = Claim.objects.get(key="I:can-call")
    titles = [link.source.title for link in claim.source_links.all()]
    assert titles == ["Calling", "union.example", "A guide"]


def test_a_source_never_opened_stays_apart_from_the_same_one_opened(loaded):
    claim = Claim.objects.get(key="D:never-opened")
    assert [link.source.opened for link in claim.source_links.all()] == ["no"]
    assert not is_stated(claim)


@pytest.mark.parametrize(
    ("key", "stated"),
    [("D:ask-first", True), ("D:rumour", False), ("M:embassy", False)],
)
def test_low_claims_and_claims_without_a_source_are_not_stated(loaded, key, stated):
    assert is_stated(Claim.objects.get(key=key)) is stated


def test_a_service_that_names_only_an_unopened_source_leans_on_its_own(loaded):
    claim = Claim.objects.get(key="M:lawyer")
    links = claim.source_links.select_related("source")
    assert [link.source.title for link in links] == ["Guidance", "The rules"]


def test_an_organisation_is_as_sure_as_its_surest_contact(loaded):
    assert Claim.objects.get(key="O:helper").confidence == "high"
    assert Organisation.objects.get().confidence == "low"


def test_a_body_without_a_source_is_our_reading_and_not_confirmed(loaded):
    body = PublicBody.objects.get(key="embassy")
    assert body.answer_shown == "not-confirmed"
    assert newest("body:embassy", VALUES).content["citations"] == [
        ["answer", "word:reading"]
    ]


def test_a_body_with_a_source_shows_its_answer_and_short_name(loaded):
    body = PublicBody.objects.get(key="gp-surgery")
    assert (body.answer_shown, body.name_en) == ("no-routine", "GP surgery")


def test_parts_stand_in_reading_order_whatever_the_order_of_the_file(loaded):
    parts = BodyPart.objects.filter(body__key="gp-surgery")
    by_position = sorted(parts, key=lambda part: part.values()["position"])
    assert [part.field for part in by_position] == [
        "in_plain_words",
        "legal_basis",
        "normally_asks",
        "ask_before_you_speak",
    ]


def test_a_text_of_several_paragraphs_needs_no_line_of_claims(loaded):
    text = newest("part:gp-surgery/in_plain_words", ENGLISH).content["text"]
    assert text.startswith("Surgery staff do not normally tell")
    assert text.endswith("\n\nIt may differ in an emergency.")


@pytest.mark.parametrize(
    ("part", "cited"),
    [
        ("gp-surgery/in_plain_words", ["M:gp-surgery", "word:reading"]),
        (
            "gp-surgery/legal_basis",
            ["M:gp-surgery/legal_basis", "word:reading", "D:ask-first"],
        ),
        ("gp-surgery/normally_asks", ["word:reading"]),
        ("gp-surgery/ask_before_you_speak", ["word:advice"]),
        ("embassy/in_plain_words", ["word:reading"]),
        ("embassy/nation_notes", ["word:reading"]),
        ("registry/ask_before_you_speak", ["word:advice"]),
    ],
)
def test_a_part_rests_on_what_the_matrix_names_for_its_field(loaded, part, cited):
    content = newest(f"part:{part}", VALUES).content
    assert content["citations"] == [["", name] for name in cited]


def test_a_field_with_sources_is_a_claim_that_names_the_opened_ones_first(loaded):
    claim = Claim.objects.get(key="M:gp-surgery/legal_basis")
    links = claim.source_links.select_related("source")
    assert [link.source.key for link in links] == ["leaflet", "rules"]
    assert (claim.text, claim.confidence, claim.note) == (
        "A duty to keep notes private.",
        "high",
        "",
    )
    assert is_stated(claim)


def test_a_field_of_a_low_body_is_a_claim_that_is_not_stated(loaded):
    assert not is_stated(Claim.objects.get(key="M:registry/what_is_shared"))
    assert not Claim.objects.filter(key="M:gp-surgery/normally_asks").exists()


def test_which_parts_are_critical_hangs_on_their_field(loaded):
    parts = {p.field: p.values()["critical"] for p in BodyPart.objects.all()}
    assert parts == {
        "in_plain_words": True,
        "legal_basis": True,
        "nation_notes": True,
        "normally_asks": False,
        "ask_before_you_speak": False,
    }


def test_bodies_without_a_folder_of_texts_load_all_the_same(db, folder):
    shutil.rmtree(folder.root / "bodies")
    folder.load()
    assert PublicBody.objects.count() == 4
    assert not BodyPart.objects.exists()


def test_only_numbers_are_dialled(loaded):
    dialled = Contact.objects.values_list("medium", "number", "dialled")
    assert list(dialled) == [
        ("phone", 1, "+448082000247"),
        ("phone", 2, "101"),
        ("web", 1, ""),
    ]


def test_low_and_unconfirmed_contacts_are_kept_but_not_published(loaded):
    assert [c.publishable for c in Contact.objects.all()] == [True, False, False]


def test_editors_see_what_was_found_about_a_contact(loaded):
    note = Organisation.objects.get().note
    assert note == "Dial it.\nphone 0808 2000 247: hours: day and night"


def test_submitting_what_was_loaded_makes_no_revision(loaded):
    before = revisions()
    for model in KINDS:
        languages = (VALUES, ENGLISH) if model.text_fields else (VALUES,)
        for row in model.objects.all():
            for language in languages:
                same = submit(row, language, "amira")
                assert same.author == "starter"
    assert revisions() == before


def test_loading_twice_changes_nothing_and_asks_once(loaded, django_assert_num_queries):
    before = revisions()
    with django_assert_num_queries(1):
        assert loaded.load() == Loaded()
    assert revisions() == before


def test_a_changed_text_becomes_a_second_revision_that_changes_meaning(loaded):
    change_text(loaded)
    before = revisions()
    assert loaded.load() == Loaded(changed=1)
    assert revisions() == [*before, ("block:now/3", ENGLISH, 2)]
    assert block(3).body_en.startswith("Please ask")
    assert newest("block:now/3", ENGLISH).meaning_changed


def test_a_file_may_say_that_only_the_wording_changed(loaded):
    change_text(loaded)
    loaded.replace(NOW, "form: card", "form: card\nwording only: yes")
    loaded.load()
    assert not newest("block:now/3", ENGLISH).meaning_changed


def test_changed_citations_replace_the_old_ones(loaded):
    loaded.replace(NOW, "I:can-call, word:advice", "G:firewall")
    loaded.load()
    found = Citation.objects.filter(uid="block:now/1")
    assert [c.claim.key for c in found] == ["G:firewall"]
    assert newest("block:now/1", VALUES).number == 2
    assert newest("block:now/1", ENGLISH).number == 1


def test_changed_sources_of_a_claim_replace_the_old_ones(loaded):
    loaded.replace(
        "facts/immigration.yaml",
        "      - https://www.union",
        "      - https://new.union",
    )
    loaded.load()
    content = newest("claim:I:can-call", VALUES).content
    assert [key for key in content["sources"] if key.startswith("new-union")]
    assert newest("claim:I:can-call", VALUES).number == 2


def test_a_translation_is_not_touched_when_the_english_follows_the_files(loaded):
    row = block(3)
    row.body_ur = "پہلے پوچھیں"
    row.save()
    change_text(loaded)
    assert loaded.load() == Loaded(changed=1)
    assert block(3).body_ur == "پہلے پوچھیں"


def test_a_text_that_an_editor_submitted_is_left_alone(loaded):
    row = block(3)
    row.body_en = "Amira's words about {org:helper}."
    row.save()
    submit(row, ENGLISH, "amira", meaning_changed=False)
    change_text(loaded)
    before = revisions()
    assert loaded.load() == Loaded(left_alone=1)
    assert revisions() == before
    assert block(3).body_en == "Amira's words about {org:helper}."


def test_a_text_that_an_editor_is_still_typing_is_left_alone(loaded):
    row = block(3)
    row.body_en = "Half a sent"
    row.save()
    change_text(loaded)
    assert loaded.load() == Loaded(left_alone=1)
    assert block(3).body_en == "Half a sent"


def test_a_note_that_an_editor_wrote_is_left_alone(loaded):
    Claim.objects.filter(key="D:ask-first").update(note="Asked on Tuesday.")
    loaded.replace("facts/data-sharing.yaml", "Read the page again.", "Read it twice.")
    assert loaded.load() == Loaded(left_alone=1)
    assert Claim.objects.get(key="D:ask-first").note == "Asked on Tuesday."


def test_a_text_that_somebody_checked_is_left_alone(loaded):
    seen = newest("block:now/3", ENGLISH)
    check("block:now/3", ENGLISH, seen.digest, "bilal")
    change_text(loaded)
    assert loaded.load() == Loaded(left_alone=1)
    assert block(3).body_en.startswith("Ask **")


def test_what_is_left_alone_stays_so_in_every_later_release(loaded):
    row = block(3)
    row.body_en = "Half a sent"
    row.save()
    for before, after in (("first. See", "now. See"), ("now. See", "soon. See")):
        loaded.replace(NOW, before, after)
        assert loaded.load() == Loaded(left_alone=1)
    assert block(3).body_en == "Half a sent"


def test_a_new_block_joins_a_page_that_is_left_to_its_editor(loaded):
    Page.objects.filter(key="now").update(topic="an editor's")
    loaded.replace(
        NOW, "## 3 Ask", "## 4 New\nclaims: word:reading\n\nNew text.\n\n## 3 Ask"
    )
    assert loaded.load() == Loaded(made=1, changed=1, left_alone=1)
    assert block(4).page.topic == "an editor's"
    assert [block(4).position, block(3).position] == [2, 3]


def test_what_vanished_from_the_files_stays(loaded):
    path = loaded.root / NOW
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("## 3")], encoding="utf-8")
    assert loaded.load() == Loaded()
    assert block(3).body_en


def test_each_step_is_told(db, folder):
    lines: list[str] = []
    load(folder.root, tell=lines.append)
    assert lines[0] == "Starter content: reading the files."
    assert lines[-1].endswith("made, 0 changed, 0 left to their editors.")
