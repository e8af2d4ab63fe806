"""Writing English: what can be placed, what is said of a text, and what stops it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safety_site.directory.models import Contact, Organisation
from safety_site.disclosure.models import PublicBody
from safety_site.guide.models import Block, Claim, Fact, KeySentence, Page, Term
from safety_site.staff.content.advice import Written, advice, stops
from safety_site.staff.content.placing import placeable, says
from safety_site.staff.desk.checking import mark, waiting
from safety_site.staff.desk.translating import entries, save
from safety_site.translation import tokens
from safety_site.translation.models import Revision
from safety_site.translation.submitting import submit
from tests.staff.conftest import Person, person
from tests.staff.test_screens import fields

pytestmark = pytest.mark.usefixtures("starter", "db")
LONG = " ".join(["word"] * 26) + "."


@pytest.fixture
def block() -> Block:
    return Block.objects.filter(page__key="answer")[0]


@pytest.fixture
def as_editor(client: Client, editor: Person) -> Client:
    assert editor.sign_in(client).status_code == 302
    return client


def form_at(browser: Client, address: str) -> dict[str, object]:
    return fields(browser.get(address).context["adminform"].form)


def change(row) -> str:
    kind = f"{row._meta.app_label}_{row._meta.model_name}"
    return reverse(f"admin:{kind}_change", args=[row.pk])


def queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


# What can be placed.


def test_what_is_offered_is_what_a_text_may_hold() -> None:
    Fact.objects.filter(key="mvdac-length").update(withdrawn=True)
    Contact.objects.filter(organisation__key="galop").update(confirmed=False)
    offered = {each.token for each in placeable()}
    assert tokens.unknown(offered) == []
    kinds = {
        "fact": Fact,
        "org": Organisation,
        "page": Page,
        "term": Term,
        "body": PublicBody,
        "key": KeySentence,
        "phone": Organisation,
    }
    every = {
        f"{{{kind}:{key}}}"
        for kind, model in kinds.items()
        for key in model.objects.values_list("key", flat=True)
    }
    assert every - offered == set(tokens.unknown(every))
    assert "{fact:mvdac-length}" not in offered


def test_what_a_reader_sees_stands_beside_each() -> None:
    offered = {each.token: each for each in placeable()}
    assert offered["{fact:mvdac-length}"].says == "3 months"
    first = Contact.objects.filter(organisation__key="galop", medium="phone")[0]
    phone = offered["{phone:galop}"]
    assert (phone.says, phone.about) == (
        first.value,
        f"phone of {first.organisation.name}",
    )
    assert not any("{" in each.says for each in offered.values())


def test_each_phone_has_a_token_of_its_own() -> None:
    phone = Contact.objects.filter(organisation__key="samaritans", medium="phone")[0]
    first, number = phone.value, phone.number
    Contact.objects.create(
        **{name: getattr(phone, name) for name in ("organisation", "medium")},
        number=7,
        value="0000",
        confidence="high",
    )
    offered = {each.token: each.says for each in placeable()}
    assert offered["{phone:samaritans/7}"] == "0000"
    assert f"{{phone:samaritans/{number}}}" not in offered
    by_name = f"{{phone:samaritans}} {{phone:samaritans/{number}}}"
    by_token = says([f"{by_name} {{phone:samaritans/7}}"])
    assert sorted(by_token.values()) == sorted([first, first, "0000"])


def test_the_list_takes_as_many_queries_however_long_it_is() -> None:
    assert queries(placeable) == 7
    Term.objects.create(key="new", term_en="new", definition_en="New.")
    assert queries(placeable) == 7


def test_the_list_is_a_screen_too(as_editor: Client) -> None:
    whole = as_editor.get("/staff/tokens/").content.decode()
    alone = as_editor.get("/staff/tokens/?list").content.decode()
    for said in ("3 months", "{fact:mvdac-length}"):
        assert said in whole
        assert said in alone
    assert "<html" not in alone


# What is said of a text.


def said_of(**texts: str) -> list[str]:
    return advice(Written("block", "", {"heading": "", "body": ""} | texts, True)).weigh


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("It takes 9 weeks.", "a figure without a token: 9"),
        ("Your name was passed on.", "who does it?"),
        ("# A heading\n\nText.", "a heading inside a text: # A heading"),
        (
            "They offer legal aid.",
            "placed nowhere on the page: “legal aid” as {term:legal_aid}",
        ),
        ("Considerations regarding confidentiality necessitate caution.", "grade"),
    ],
)
def test_what_could_be_plainer_is_to_be_weighed(body: str, said: str) -> None:
    assert any(said in each for each in said_of(body=body))


def test_a_word_explained_beside_the_text_is_not_asked_for_again(block: Block) -> None:
    beside = Block.objects.filter(page__key="answer")[1]
    text = Written("block", block.uid, {"body": "They offer legal aid."}, True)
    assert any("legal_aid" in each for each in advice(text).weigh)
    beside.body_en = "Ask for {term:legal_aid}."
    beside.save(update_fields=["body_en"])
    submit(beside, "en", "amina", meaning_changed=False)
    assert not any("legal_aid" in each for each in advice(text).weigh)


def test_a_sentence_is_counted_as_a_reader_reads_it() -> None:
    for words, columns in {24: [], 25: ["body_en"]}.items():
        body = " ".join(["word"] * words) + " {org:samaritans}."
        text = Written("block", "", {"body": body}, True)
        assert [stop.column for stop in stops(text)] == columns


def test_advice_is_asked_for_while_somebody_types(
    as_editor: Client, block: Block
) -> None:
    given = {
        "uid": block.uid,
        "heading_en": "Who tells?",
        "body_en": f"{LONG} It takes 9 weeks. Ask {{org:nobody}}.",
        "cited": "",
    }
    answer = as_editor.post("/staff/advice/block/", given).content.decode()
    assert "Must be mended: 3." in answer
    for said in (
        "<strong>Must:</strong> over 25 words",
        "<strong>Must:</strong> {org:nobody} names no record",
        "<strong>Must:</strong> Name what it rests on",
        "<strong>Weigh:</strong> a figure without a token: 9",
    ):
        assert said in answer
    block.refresh_from_db()
    assert block.heading_en != "Who tells?"
    assert as_editor.get("/staff/advice/block/").status_code == 405
    assert as_editor.post("/staff/advice/nothing/").status_code == 404


def test_advice_and_the_list_are_for_editors(client: Client) -> None:
    person("tahira", "translator ur").sign_in(client)
    assert client.get("/staff/tokens/").status_code == 403
    assert client.post("/staff/advice/block/").status_code == 403


# What stops a submit, and what does not.


@pytest.mark.parametrize(
    ("key", "given", "why"),
    [
        ("block", {"body_en": LONG}, "over 25 words"),
        ("block", {"cited": ""}, "Name what it rests on"),
        ("page", {"title_en": "Reporting abuse"}, "“abuse” may stand in no title"),
    ],
)
def test_a_text_that_must_be_mended_is_kept_and_not_submitted(
    as_editor: Client, block: Block, key: str, given: dict[str, str], why: str
) -> None:
    row = block if key == "block" else block.page
    address = change(row)
    sent = form_at(as_editor, address) | given | {"meaning": "wording"}
    stopped = as_editor.post(address, sent | {"_submit": "1"})
    assert stopped.status_code == 200
    assert why in stopped.content.decode()
    kept = as_editor.post(address, sent | {"_continue": "1"}, follow=True)
    said = [str(message) for message in kept.context["messages"]]
    assert any("Must be mended" in each and why in each for each in said)
    assert Revision.objects.filter(uid=row.uid, language="en").count() == 1


def test_an_address_is_neutral_and_well_formed(as_editor: Client) -> None:
    sent = {"key": "new", "position": "9", "review_months": "6", "title_en": "New"}
    texts = dict.fromkeys(("heading_en", "link_name_en", "lead_en"), "New")
    for slug, why in {
        "domestic-abuse": "may stand in no title and no address",
        "New Page": "small letters and hyphens",
    }.items():
        given = sent | texts | {"slug": slug, "_submit": "1"}
        answer = as_editor.post("/staff/guide/page/add/", given)
        assert answer.status_code == 200
        assert why in answer.content.decode()
    assert not Page.objects.filter(key="new").exists()


def test_a_long_sentence_that_stood_before_does_not_hold_back_another(
    as_editor: Client, block: Block
) -> None:
    block.body_en = LONG
    block.save(update_fields=["body_en"])
    submit(block, "en", "amina", meaning_changed=False)
    sent = form_at(as_editor, change(block))
    sent |= {"heading_en": "Plain", "meaning": "wording", "_submit": "1"}
    assert as_editor.post(change(block), sent).status_code == 302
    made = Revision.objects.filter(uid=block.uid, language="en").latest("number")
    assert made.content["heading"] == "Plain"


def test_a_translated_title_is_neutral_too() -> None:
    entry = next(e for e in entries("page:answer", "es") if e.uid == "page:answer")
    given = {line.name: line.english for line in entry.lines}
    given |= {"title": "El abuse", "opened": entry.opened}
    given |= {"english": entry.english_digest}
    found = save("page:answer", "es", {entry.uid: given}, "tahira")
    title = next(e for e in found if e.uid == entry.uid).lines[0]
    assert any("may stand in no title" in fault for fault in title.faults)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("page", "review_months", "32767"),
        ("page", "review_months", "0"),
        ("page", "position", "10000"),
        ("block", "position", "99999999999999999999"),
        ("claim", "checked", "9999-12-31"),
    ],
)
def test_a_number_that_breaks_dates_or_tokens_is_refused(
    as_editor: Client, block: Block, kind: str, field: str, value: str
) -> None:
    rows = {"block": block, "page": block.page, "claim": Claim.objects.all()[0]}
    address = change(rows[kind])
    sent = form_at(as_editor, address) | {field: value, "_continue": "1"}
    answer = as_editor.post(address, sent)
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors


# The lists behind the forms.


@pytest.mark.parametrize("kind", ["guide_block", "questions_answer", "guide_fact"])
def test_a_list_and_its_form_ask_as_often_however_much_there_is(
    as_editor: Client, block: Block, kind: str
) -> None:
    for screen in ("changelist", "add"):
        address = reverse(f"admin:{kind}_{screen}")
        with CaptureQueriesContext(connection) as asked:
            assert as_editor.get(address).status_code == 200
        assert len(asked) < 20, [each["sql"][:90] for each in asked]
        assert not any("_ur" in each["sql"] for each in asked)


# Who wrote it.


def test_whoever_saved_it_before_another_submitted_it_wrote_it_too(
    client: Client, block: Block
) -> None:
    address = change(block)
    person("anna", "editor", "checker en").sign_in(client)
    sent = form_at(client, address) | {"heading_en": "Anna's words"}
    client.post(address, sent | {"_continue": "1"})
    client.logout()
    person("bea", "editor").sign_in(client)
    sent = form_at(client, address) | {"meaning": "wording", "_submit": "1"}
    assert client.post(address, sent).status_code == 302
    made = Revision.objects.filter(uid=block.uid, language="en").latest("number")
    assert (made.author, made.content["heading"]) == ("bea", "Anna's words")

    on_screen = {
        (each.uid, each.language): (each.on_screen, each.english_on_screen)
        for each in waiting("page:answer", "en")
    }
    text = (block.uid, "en")
    done, refused = mark([text], on_screen, "anna")
    assert done == []
    assert "Ask a second person" in refused[0]
    # Of the values she wrote nothing, and of the text she has now given a reason.
    assert mark([(block.uid, "und")], on_screen, "anna")[1] == []
    done, _ = mark([text], on_screen, "anna", "Nobody else is here today.")
    assert (done[0].author, done[0].checker) == ("bea", "anna")


def test_whoever_wrote_an_older_version_may_check_a_newer_one(
    client: Client, block: Block
) -> None:
    address = change(block)
    for name, words in {"anna": "Anna's words", "bea": "Bea's words"}.items():
        person(name, "editor").sign_in(client)
        sent = form_at(client, address) | {"heading_en": words, "meaning": "wording"}
        assert client.post(address, sent | {"_submit": "1"}).status_code == 302
        client.logout()
    on_screen = {
        (each.uid, each.language): (each.on_screen, each.english_on_screen)
        for each in waiting("page:answer", "en")
    }
    assert mark([(block.uid, "en")], on_screen, "bea")[1] != []
    assert mark([(block.uid, "en")], on_screen, "anna")[1] == []
