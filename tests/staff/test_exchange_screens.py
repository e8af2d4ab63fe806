"""A language in a file, away and back from a screen: looked at, then saved, and nothing
of anybody's lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from safety_site.guide.models import KeySentence
from safety_site.staff.desk import exchanging
from safety_site.translation.models import Revision
from safety_site.translation.submitting import submit
from tests.staff.conftest import person, text_of

pytestmark = pytest.mark.usefixtures("starter", "db")
SCREEN = "/staff/exchange/ur/"
URDU = "برطانیہ کا کوئی قانون پولیس کو نہیں روکتا۔"
THEIRS = "برطانیہ میں کوئی قانون پولیس کو نہیں روکتا۔"
Written = Callable[..., bytes]


@pytest.fixture
def tahira(client: Client) -> Client:
    person("tahira", "translator ur").sign_in(client)
    return client


def taken(browser: Client, bundle: str = "key") -> str:
    answer = browser.get(f"{SCREEN}file/", {"bundle": bundle})
    assert answer.status_code == 200
    return answer.content.decode()


def filled(text: str, **texts: str) -> bytes:
    """With some key sentences translated, by number: `k1`."""
    # What begins with a line break is never taken for the name of a file.
    catalogue = polib.pofile("\n" + text)
    for number, said in texts.items():
        entry = catalogue.find(f"key:{number[1:]} text", by="msgctxt")
        entry.msgstr = said
    return str(catalogue).encode()


def sent(browser: Client, data: bytes) -> HttpResponse:
    return browser.post(SCREEN, {"file": SimpleUploadedFile("my name.po", data)})


def form_of(answer: HttpResponse) -> dict[str, str]:
    """What the screen's own form sends back."""
    found = re.findall(r'name="(packed|plan)" value="([^"]*)"', answer.content.decode())
    return dict(found)


def in_urdu() -> list[str]:
    return [r.content["text"] for r in Revision.objects.filter(language="ur")]


def submitted(text: str, author: str) -> None:
    sentence = KeySentence.objects.only("key", "text_en", "text_ur").get(key="1")
    sentence.text_ur = text
    sentence.save(update_fields=["text_ur"])
    submit(sentence, "ur", author)


def test_a_file_is_looked_at_and_then_saved_as_drafts_of_its_sender(tahira) -> None:
    looked = sent(tahira, filled(taken(tahira), k1=URDU))
    assert "New or changed: 1. As they were: 0. Left: 0." in text_of(looked)
    assert f"<ins>{URDU.split()[0]}" in looked.content.decode()
    assert in_urdu() == []
    saved = tahira.post(SCREEN, form_of(looked), follow=True)
    assert "Saved as drafts: 1. They wait for a check." in text_of(saved)
    [made] = Revision.objects.filter(language="ur")
    assert (made.author, made.standing, made.content["text"]) == (
        "tahira",
        "draft",
        URDU,
    )
    again = sent(tahira, filled(taken(tahira)))
    assert "New or changed: 0. As they were: 1." in text_of(again)
    assert form_of(again) == {}


def test_one_bundle_or_all_can_be_taken_away(tahira) -> None:
    few, every = taken(tahira, "page:answer"), taken(tahira, "")
    assert {e.msgctxt.split()[0].partition("/")[0] for e in polib.pofile(few)} == {
        "page:answer",
        "block:answer",
    }
    assert len(polib.pofile(every)) > 1000
    answer = tahira.get(f"{SCREEN}file/?bundle=page:answer")
    name = answer["Content-Disposition"]
    assert name == 'attachment; filename="ur-page-answer.po"'
    assert tahira.get(f"{SCREEN}file/?bundle=page:nothing").status_code == 404


def test_a_text_that_a_colleague_saved_meanwhile_stays_and_both_are_shown(
    tahira,
) -> None:
    mine = filled(taken(tahira), k1=URDU)
    submitted(THEIRS, "rana")
    looked = sent(tahira, mine)
    assert "New or changed: 0. As they were: 0. Left: 1." in text_of(looked)
    assert "somebody else has saved it since this file was written" in text_of(looked)
    assert "<del>میں</del><ins>کا</ins>" in looked.content.decode()
    assert in_urdu() == [THEIRS]


def test_what_a_file_only_carries_along_does_not_undo_a_colleague(tahira) -> None:
    submitted(URDU, "tahira")
    file = filled(taken(tahira), k2="انہیں پوچھنا چاہیے۔")
    submitted(THEIRS, "rana")
    looked = sent(tahira, file)
    assert "New or changed: 1. As they were: 1. Left: 0." in text_of(looked)
    tahira.post(SCREEN, form_of(looked))
    assert in_urdu() == [URDU, THEIRS, "انہیں پوچھنا چاہیے۔"]


def test_one_can_go_on_with_the_same_file(tahira) -> None:
    file = taken(tahira)
    for text in (URDU, THEIRS):
        tahira.post(SCREEN, form_of(sent(tahira, filled(file, k1=text))))
    assert in_urdu() == [URDU, THEIRS]


def test_a_text_that_somebody_is_typing_stays(tahira) -> None:
    mine = filled(taken(tahira), k1=URDU)
    KeySentence.objects.filter(key="1").update(text_ur=THEIRS)
    looked = sent(tahira, mine)
    assert "somebody is writing it" in text_of(looked)
    assert form_of(looked) == {}


def test_what_changed_after_the_look_is_looked_at_again(tahira) -> None:
    data = filled(taken(tahira), k1=URDU, k2="انہیں پوچھنا چاہیے۔")
    looked = form_of(sent(tahira, data))
    submitted(THEIRS, "rana")
    again = tahira.post(SCREEN, looked)
    assert "Something changed since you looked. Nothing was saved." in text_of(again)
    assert "New or changed: 1. As they were: 0. Left: 1." in text_of(again)
    assert in_urdu() == [THEIRS]
    tahira.post(SCREEN, form_of(again))
    assert len(in_urdu()) == 2


def test_another_file_than_the_one_looked_at_is_looked_at_too(tahira) -> None:
    looked = form_of(sent(tahira, filled(taken(tahira), k1=URDU)))
    other = form_of(sent(tahira, filled(taken(tahira), k1=THEIRS)))
    answer = tahira.post(SCREEN, looked | {"packed": other["packed"]})
    assert "Something changed since you looked" in text_of(answer)
    assert in_urdu() == []
    unseen = tahira.post(SCREEN, looked | {"plan": ""})
    assert "Something changed since you looked" in text_of(unseen)
    assert in_urdu() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"Language: ur", b"Language: ar", "the language “ar”"),
        (b"No law in the UK", b"A law in the UK", "line {}: key:1 text: the English"),
        (b"msgstr", b"\xff\xfe", "this is not UTF-8 text"),
        (b"msgid", b"PK\x03\x04", "it holds U+0003"),
        (URDU.encode(), f"<b>{URDU}</b>".encode(), "line {}: key:1 text: <b> is a tag"),
        (URDU.encode(), f"{URDU}\u202e".encode(), "U+202E"),
        (URDU.encode(), f"{URDU} {{fact:none}}".encode(), "{{fact:none}} stands too"),
        (b"#. had none", b"#. had x", None),
    ],
)
def test_a_hostile_file_is_refused_line_by_line(tahira, old, new, said) -> None:
    data = filled(taken(tahira), k1=URDU)
    assert old in data
    answer = sent(tahira, data.replace(old, new, 1))
    assert answer.status_code == 200
    if said is None:
        # A base that never was: somebody else's text, if there is one, stays.
        assert "New or changed: 1." in text_of(answer)
    else:
        line = (
            polib.pofile("\n" + data.decode()).find("key:1 text", by="msgctxt").linenum
        )
        assert said.format(line) in text_of(answer).replace("&lt;", "<").replace(
            "&gt;", ">"
        )
        assert "refused, and nothing was changed" in text_of(answer)
    assert in_urdu() == []


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"packed": "no base64"},
        {"packed": "AAAA", "plan": "x"},
        {"plan": "x"},
        {"packed": exchanging._packed(bytes(9_000_000))},
    ],
)
def test_what_does_not_come_from_the_form_is_refused(tahira, given) -> None:
    answer = tahira.post(SCREEN, given)
    assert answer.status_code == 200
    assert "nothing was changed" in text_of(answer)


def test_a_huge_file_is_refused_before_it_is_read(tahira) -> None:
    class Unread(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("It was read.")

    huge = {"CONTENT_LENGTH": "100000000", "wsgi.input": Unread()}
    kind = "multipart/form-data; boundary=x"
    answer = tahira.generic("POST", SCREEN, b"x", content_type=kind, **huge)
    assert answer.status_code == 413
    assert "This is too much at once" in text_of(answer)


@pytest.mark.parametrize("role", ["translator ar", "checker ur", "editor", "publisher"])
def test_only_translators_of_a_language_exchange_its_texts(client, role) -> None:
    person("amina", role).sign_in(client)
    assert client.get(SCREEN).status_code == 403
    assert client.get(f"{SCREEN}file/").status_code == 403
    assert sent(client, b"").status_code == 403


def test_english_is_not_exchanged(client) -> None:
    person("eva", "editor").sign_in(client)
    assert client.get("/staff/exchange/en/").status_code == 404
    assert client.get("/staff/exchange/en/file/").status_code == 404
