"""Recordings: what may be attached, and that no voice says what the page does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from safety_site.delivery.pack import Pack
from safety_site.directory.models import Contact, Medium
from safety_site.guide.content import Json
from safety_site.guide.models import Block
from safety_site.languages import registry
from safety_site.publishing import (
    contexts,
    files,
    manifest,
    recordings,
    urgent,
    verify,
)
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.clock import tick
from safety_site.publishing.models import Edition, Recording
from safety_site.publishing.rollback import rollback
from safety_site.publishing.sound import HOW, MOST_BYTES
from safety_site.translation.models import Revision
from safety_site.translation.submitting import submit
from tests.publishing.conftest import DAY, Publish
from tests.silence import mp3, tagged

pytestmark = pytest.mark.usefixtures("starter", "db")
PATH = "/en/answer.mp3"


def edition() -> None:
    """One of today's words, of which no page is drawn."""
    Edition.objects.create(
        number=Edition.objects.count() + 1,
        created=timezone.now(),
        day=DAY,
        author="paula",
        last_revision=Revision.objects.latest("pk").pk,
        last_recording=2**31,
        english={},
        manifest={},
    )


@pytest.fixture
def attach(tmp_path: Path) -> Callable[..., None]:
    def run(
        sound: bytes = mp3(), *, page: str = "answer", language: str = "en"
    ) -> None:
        file = tmp_path / "given.mp3"
        file.write_bytes(sound)
        if not Edition.objects.exists():
            edition()
        call_command("attach_recording", language, page, str(file), by="rana")

    return run


def offered(key: str = "answer", language: str = "en") -> Json | None:
    """What the next edition's page shows of its recording."""
    snapshot = snapshots.take(DAY)
    sheet = contexts.page_sheet(snapshot, key, registry.language(language))
    return sheet.context["recording"]


def page(pack: Path, path: str = "/en/answer") -> str:
    return brotli.decompress(Pack.open(pack).entry(path).brotli).decode()


def test_an_edition_brings_a_recording_and_a_later_one_takes_it_away(
    publish: Publish, attach, pack: Path
) -> None:
    publish()
    assert PATH not in Pack.open(pack).files
    attach(mp3(75))
    publish()
    file = Pack.open(pack).files[PATH]
    assert list(Pack.open(pack).files) == [PATH]
    assert files.place_of(file.digest).read_bytes() == mp3(75)
    player = '<audio controls controlslist="nodownload" preload="none"'
    assert f'{player} src="{PATH}">' in page(pack)
    assert f'<bdi dir="ltr">1:15, {-(-file.length // 1000)} kB</bdi>' in page(pack)
    # Where a person reads, no machine does.
    assert 'id="listen"' not in page(pack)
    assert 'id="listen"' in page(pack, "/en/rule")
    # Of the same length: nothing that the page shows is another.
    attach(mp3(75)[:-1] + b"\1")
    assert publish()
    assert Pack.open(pack).files[PATH].digest != file.digest
    assert publish() is None
    call_command("attach_recording", "en", "answer", remove=True, by="rana")
    publish()
    assert PATH not in Pack.open(pack).files
    assert "<audio" not in page(pack)
    # What an older edition said can still be heard.
    named = manifest.files(manifest.leaves(Edition.objects.get(number=2).manifest))
    assert named == [file]
    assert list(verify.faults()) == []
    files.place_of(file.digest).write_bytes(b"other")
    assert list(verify.faults()) == [
        f"The file {file.digest} for {PATH} is damaged or missing."
    ]


def change(block: Block, body: str) -> None:
    block.body_en = body
    block.save()
    submit(block, "en", "amina", meaning_changed=False)


def silenced() -> list[str]:
    snapshot = snapshots.take(DAY)
    return recordings.silenced(snapshot.recordings, contexts.sheets(snapshot).values())


def test_other_words_take_it_off_and_the_old_words_bring_it_back(attach) -> None:
    attach()
    assert offered()
    assert silenced() == []
    block = Block.objects.filter(page__key="answer")[0]
    before = block.body_en
    change(block, before + " Now.")
    assert offered() is None
    assert silenced() == [
        "The recording of answer in en is not offered: the page says something else "
        "now, or the file is gone. Listen to it and attach it again, or a new one."
    ]
    change(block, before)
    assert offered()


def test_whoever_listened_again_attaches_it_again(attach) -> None:
    attach()
    block = Block.objects.filter(page__key="answer")[0]
    change(block, block.body_en + " Now.")
    assert offered() is None
    # What was read aloud is what was published.
    attach()
    assert offered() is None
    edition()
    attach()
    assert offered()


def test_a_number_that_is_read_aloud_takes_it_off(attach) -> None:
    phones = Contact.objects.filter(medium=Medium.PHONE, number=1)
    phone = next(each for each in phones if each.publishable)
    block = Block.objects.filter(page__key="answer")[0]
    token = f"{{phone:{phone.organisation.key}/{phone.number}}}"
    change(block, f"{block.body_en}\n\n{token}")
    edition()
    attach()
    assert offered()
    phone.value += "1"
    phone.save()
    submit(phone, "und", "amina")
    assert offered() is None


def test_words_on_other_pages_leave_it(attach) -> None:
    attach()
    block = Block.objects.filter(page__key="rule")[0]
    change(block, block.body_en + " Now.")
    assert offered()


def test_nothing_is_taken_off_a_page_that_has_none() -> None:
    with pytest.raises(CommandError, match="Publish first"):
        call_command("attach_recording", "en", "answer", remove=True)
    edition()
    with pytest.raises(CommandError, match="has no recording"):
        call_command("attach_recording", "en", "answer", remove=True)


@pytest.mark.usefixtures("in_urdu")
def test_the_clock_brings_no_recording_and_takes_off_what_grew_old(
    publish: Publish, attach, pack: Path
) -> None:
    block = Block.objects.filter(page__key="rule", critical=False)[0]
    block.body_en += " More."
    publish()
    block.save()
    submit(block, "en", "amina", meaning_changed=True)
    publish(DAY + timedelta(1))
    # The page has a notice of age, and the voice says it.
    attach(page="rule", language="ur")
    assert tick(DAY + timedelta(2)) is None
    publish(DAY + timedelta(2))
    assert "/ur/rule.mp3" in Pack.open(pack).files
    # One that no publisher has seen is not brought by the clock.
    attach(language="ur")
    assert tick(DAY + timedelta(16))
    assert not Pack.open(pack).files


@pytest.mark.parametrize(
    ("sound", "why"),
    [
        (b"", "not an MP3"),
        (b"hello", "not an MP3"),
        (b"\xff\xfb", "not an MP3"),
        (b"RIFF" + bytes(1000), "not an MP3"),
        (b"ID3\3\0\0\x7f\x7f\x7f\x7f" + mp3(), "not an MP3"),
        (mp3(channels=2), "two channels"),
        (mp3(kilobits=128), "128 kbit/s, 64 at most"),
        (mp3() + b"APETAGEX" + bytes(24), "tags of a kind"),
        (mp3(20 * 60 + 5), "longer than 20 minutes"),
        (bytes(MOST_BYTES + 1), "bytes, 9,600,000 at most"),
    ],
)
def test_what_is_no_fit_sound_is_refused(attach, sound: bytes, why: str) -> None:
    with pytest.raises(CommandError, match=why) as refused:
        attach(sound)
    assert HOW in str(refused.value)
    assert not Recording.objects.exists()
    assert not files.place_of("x").parent.exists()


def test_a_title_inside_the_file_is_taken_out(attach) -> None:
    attach(tagged(mp3(), "Help with abuse"))
    kept = Recording.objects.get()
    assert files.place_of(kept.file).read_bytes() == mp3()
    assert (kept.seconds, kept.author) == (10, "rana")


@pytest.mark.parametrize(
    ("language", "page", "why"),
    [
        ("fr", "answer", "not a language of this site"),
        ("en", "unknown", "is not a page"),
        ("en", "check", "has more than its own text"),
    ],
)
def test_a_place_that_cannot_have_one_is_refused(attach, language, page, why) -> None:
    with pytest.raises(CommandError, match=why):
        attach(language=language, page=page)


def test_a_file_that_cannot_be_read_or_stored_is_refused(
    attach, pack: Path, tmp_path: Path
) -> None:
    edition()
    with pytest.raises(CommandError, match="could not be read or stored"):
        call_command("attach_recording", "en", "answer", str(tmp_path / "none.mp3"))
    (pack.parent / "files").write_text("a file where the folder should be")
    with pytest.raises(CommandError, match="could not be read or stored"):
        attach()
    assert not Recording.objects.exists()


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"cut")])
def test_a_file_that_is_not_whole_is_not_offered(attach, harm) -> None:
    attach()
    harm(files.place_of(Recording.objects.get().file))
    assert offered() is None


def test_going_back_brings_no_recording_that_was_taken_off(
    publish: Publish, attach, pack: Path
) -> None:
    publish()
    attach()
    publish()
    call_command("attach_recording", "en", "answer", remove=True, by="rana")
    publish()
    rollback(2, "paula", "paula", "Wrong.")
    assert not Pack.open(pack).files
    assert "<audio" not in page(pack)
    assert tick(DAY + timedelta(1)) is None


def test_a_file_that_is_gone_is_left_away_by_the_clock_which_says_so(
    publish: Publish, attach, pack: Path
) -> None:
    publish()
    attach()
    publish()
    files.place_of(Recording.objects.get().file).unlink()
    made = tick(DAY + timedelta(1))
    assert made
    assert made.reason.endswith("; no recording any more: answer in en")
    assert "<audio" not in page(pack)
    # Found again, it waits for a publisher.
    attach()
    assert tick(DAY + timedelta(2)) is None


def test_a_page_with_an_urgent_notice_offers_no_recording(attach) -> None:
    attach()
    notice = urgent.make(
        "may-be-wrong", {}, "page:answer", author="paula", reason="Rung.", today=DAY
    )
    assert silenced() == [
        "The recording of answer in en is not offered: no urgent notice can stand "
        "inside a sound. It comes back when the notice ends."
    ]
    urgent.end(notice.pk, "paula", "Checked.")
    assert silenced() == []
