"""Texts go to translators and come back: nothing is lost, nothing hostile comes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

from safety_site.guide.models import Block, KeySentence, Page
from safety_site.starter.read import STARTER
from safety_site.translation.exchange import reading
from safety_site.translation.exchange.exporting import catalogue
from safety_site.translation.exchange.importing import import_file
from safety_site.translation.models import Revision, Standing
from safety_site.translation.submitting import check, submit

pytestmark = pytest.mark.usefixtures("starter", "db")

URDU = {"key:1 text": "برطانیہ کا کوئی قانون پولیس کو نہیں روکتا۔"}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the file of Urdu, with some texts filled in and some bytes replaced."""

    def made(texts: dict[str, str] = URDU, old: str = "", new: str = "") -> Path:
        filled = catalogue("ur")
        for entry in filled:
            entry.msgstr = texts.get(entry.msgctxt, entry.msgstr)
        text = str(filled)
        assert old in text
        path = tmp_path / "ur.po"
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
        return path

    return made


def in_urdu() -> list[Revision]:
    return list(Revision.objects.filter(language="ur").order_by("pk"))


def imported(path: Path, standing: Standing = Standing.DRAFT):
    return import_file(path, "ur", "amina", standing)


@pytest.mark.parametrize("standing", [Standing.DRAFT, Standing.MACHINE_DRAFT])
def test_a_translation_becomes_a_revision_of_the_english_it_was_made_from(
    write: Write, standing: Standing
) -> None:
    assert imported(write(), standing).made == 1
    [revision] = in_urdu()
    english = Revision.objects.get(uid="key:1", language="en")
    assert revision.content == {"text": URDU["key:1 text"]}
    assert (revision.standing, revision.author) == (standing, "amina")
    assert revision.english_digest == english.digest
    assert KeySentence.objects.get(key="1").text_ur == URDU["key:1 text"]


def test_what_goes_out_comes_back_and_changes_nothing(tmp_path: Path) -> None:
    own = STARTER / "translations" / "es.po"
    assert import_file(own, "es", "starter", Standing.MACHINE_DRAFT).made > 1000
    before = str(catalogue("es"))
    revisions = Revision.objects.count()
    path = tmp_path / "es.po"
    path.write_text(before, encoding="utf-8")
    done = import_file(path, "es", "amina")
    assert (done.made, done.left) == (0, [])
    assert Revision.objects.count() == revisions
    assert str(catalogue("es")) == before


def test_an_english_that_changed_meanwhile_is_remembered(write: Write) -> None:
    path = write()
    sentence = KeySentence.objects.get(key="1")
    old = Revision.objects.get(uid="key:1", language="en").digest
    sentence.text_en = "Another sentence."
    submit(sentence, "en", "amina", meaning_changed=True)
    sentence.save()
    assert imported(path).made == 1
    assert in_urdu()[0].english_digest == old
    [entry] = [e for e in catalogue("ur") if e.msgctxt == "key:1 text"]
    assert (entry.msgid, entry.msgstr) == ("Another sentence.", URDU["key:1 text"])
    assert entry.fuzzy
    # A fuzzy text waits.
    assert imported(write({})).made == 0


def test_half_of_an_object_waits_for_the_other(write: Write) -> None:
    assert imported(write({"page:answer title": "جواب"})).made == 0
    assert in_urdu() == []


def test_a_text_that_somebody_is_writing_is_left(write: Write) -> None:
    path = write()
    KeySentence.objects.filter(key="1").update(text_ur="ابھی لکھا جا رہا ہے")
    done = imported(path)
    assert (done.made, done.left) == (0, ["key:1"])
    assert KeySentence.objects.get(key="1").text_ur == "ابھی لکھا جا رہا ہے"


def test_the_starter_does_not_write_over_a_person(write: Write) -> None:
    path = write({"key:1 text": "برطانیہ کا کوئی قانون نہیں۔"})
    sentence = KeySentence.objects.get(key="1")
    sentence.text_ur = URDU["key:1 text"]
    sentence.save()
    made = submit(sentence, "ur", "amina")
    english = made.english_digest
    check("key:1", "ur", made.digest, "bilal", english_on_screen=english)
    done = import_file(
        path, "ur", "starter", Standing.MACHINE_DRAFT, of_author_only=True
    )
    assert (done.made, done.left) == (0, ["key:1"])
    assert KeySentence.objects.get(key="1").text_ur == URDU["key:1 text"]


def test_a_draft_of_the_starter_for_an_english_of_another_release_waits(
    write: Write,
) -> None:
    digest = Revision.objects.get(uid="key:1", language="en").digest
    path = write(URDU | {"key:2 text": "انہیں پوچھنا چاہیے۔"}, old=digest, new="0" * 64)
    done = import_file(
        path, "ur", "starter", Standing.MACHINE_DRAFT, of_author_only=True
    )
    assert done.made == 1
    assert [r.uid for r in in_urdu()] == ["key:2"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Language: ur", "Language: ar", "the language “ar”"),
        ("برطانیہ", "برطانیہ\u202e", "U+202E"),
        ("برطانیہ", "برطانیہ\u200f", "U+200F"),
        ("برطانیہ", "برطانیہ {fact:mvdac-length}", "{fact:mvdac-length} stands too"),
        ("برطانیہ", "<b>برطانیہ</b>", "<b> is a tag"),
        ("برطانیہ", "برطانیہ \x07", "it holds U+0007"),
        ("No law in the UK bans", "A law in the UK bans", "the English was changed"),
        ('msgctxt "key:1 text"', 'msgctxt "key:77 text"', "no text “key:77 text”"),
        ('msgctxt "key:1 text"', 'msgctxt "key:2 text"', "stands twice"),
        ("#. english ", "#. anglais ", "digest of the English"),
        ("msgstr", "msgstrange", "no PO file"),
    ],
)
def test_a_damaged_or_hostile_file_is_refused_with_its_line(
    write: Write, old: str, new: str, said: str
) -> None:
    path = write(old=old, new=new)
    before = Revision.objects.count()
    with pytest.raises(reading.Refused) as refused:
        imported(path)
    assert said in str(refused.value)
    assert "nothing was changed" in str(refused.value)
    assert Revision.objects.count() == before
    assert KeySentence.objects.get(key="1").text_ur in ("", None)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the language “”"),
        (b"\xff\xfe\x00", "line 1: this is not UTF-8"),
        (b'msgid ""\nmsgstr "Language: ur\\n"\n\n\xc3', "line 4: this is not"),
        (b"PK\x03\x04", "it holds U.0003"),
        (b"/etc/passwd", "no PO file"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "ur.po"
    path.write_bytes(data)
    with pytest.raises(reading.Refused, match=said):
        imported(path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ur.po"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(reading.Refused, match="100,000,000 bytes"):
        imported(path)


def test_one_fault_keeps_the_whole_file_out(write: Write) -> None:
    texts = URDU | {"key:2 text": "left in English"}
    with pytest.raises(reading.Refused, match="key:2 text: left in English"):
        imported(write(texts))
    assert in_urdu() == []


def test_the_commands_write_read_and_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "es.po"
    call_command("export_translations", "es", str(path))
    catalogue_now = polib.pofile(str(path))
    [entry] = [e for e in catalogue_now if e.msgctxt == "key:1 text"]
    entry.msgstr = "Ninguna ley del Reino Unido prohíbe que la policía avise."
    catalogue_now.save()
    call_command("import_translations", "es", str(path), by="amina")
    call_command("check_translations", "es")
    said = capsys.readouterr().out
    assert "1 objects have a new text" in said
    assert "es: 1 texts" in said
    assert "No faults." in said
    assert Block.objects.filter(body_es__gt="").count() == 0
    assert Page.objects.filter(title_es__gt="").count() == 0
