"""Recorded voices from the screens: who may attach one, to which words, and that it is
heard there before readers hear it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from safety_site.delivery.files import FileEntry
from safety_site.guide.models import Block
from safety_site.publishing import files
from safety_site.publishing.difference import difference
from safety_site.publishing.manifest import Leaf, stored
from safety_site.publishing.models import Edition, Recording
from safety_site.staff.desk.recorded import Heard
from safety_site.translation.models import Revision
from safety_site.translation.submitting import submit
from tests.silence import mp3, tagged
from tests.staff.conftest import person, text_of

SCREEN = "/staff/recordings/en/answer/"


@pytest.fixture(autouse=True)
def folder_of_files(settings: Settings, tmp_path: Path) -> None:
    settings.PACK_PATH = tmp_path / "site.pack"


@pytest.fixture(autouse=True)
def published(starter: None, db: None) -> None:
    edition()


def edition(*voices: Recording) -> None:
    """One of today's words, of which no page is drawn, with some recordings."""
    heard = tuple(
        FileEntry("/en/answer.mp3", voice.file, voice.length, "audio/mpeg")
        for voice in voices
    )
    leaves = {"/en/answer": Leaf("0", "0", "0", 200, (), heard)} if heard else {}
    Edition.objects.create(
        number=Edition.objects.count() + 1,
        created=timezone.now(),
        day=timezone.localdate(),
        author="paula",
        last_revision=Revision.objects.latest("pk").pk,
        last_recording=2**31,
        english={},
        manifest=stored(leaves, {}),
    )


@pytest.fixture
def eva(client: Client) -> Client:
    person("eva", "editor").sign_in(client)
    return client


def attach(browser: Client, sound: bytes = b"", **given: str) -> HttpResponse:
    """What the form sends."""
    heard = browser.get(SCREEN).context["heard"]
    file = SimpleUploadedFile("Amina at the refuge.mp3", sound or mp3(75))
    sent = {"heard": heard, "consent": "yes", "file": file} | given
    return browser.post(SCREEN, sent, follow=True)


def states(browser: Client) -> list[str]:
    listed = browser.get("/staff/recordings/").context["recorded"]
    return [str(each.heard) for each in listed]


def change(block: Block, body: str) -> None:
    block.body_en = body
    block.save(update_fields=["body_en"])
    submit(block, "en", "amina", meaning_changed=False)


def test_a_voice_is_attached_to_the_words_on_the_screen(eva) -> None:
    block = Block.objects.filter(page__key="answer")[0]
    screen = eva.get(SCREEN)
    assert block.heading_en in text_of(screen)
    assert "<audio" not in screen.content.decode()
    done = attach(eva, tagged(mp3(75), "Amina"))
    assert "Attached: 75 seconds." in text_of(done)
    kept = Recording.objects.get()
    assert (kept.page, kept.language, kept.author) == ("answer", "en", "eva")
    assert files.place_of(kept.file).read_bytes() == mp3(75)
    assert f'src="/staff/recordings/sound/{kept.file}/"' in done.content.decode()
    assert "media-src 'self'" in done["Content-Security-Policy"]
    assert "recorded from the words that readers see now" in text_of(done)


def test_a_voice_is_heard_at_the_desk_in_parts_and_not_kept(eva) -> None:
    attach(eva)
    address = f"/staff/recordings/sound/{Recording.objects.get().file}/"
    answer = eva.get(address, headers={"range": "bytes=10-19"})
    assert answer.status_code == 206
    assert b"".join(answer) == mp3(75)[10:20]
    assert answer["Content-Range"] == f"bytes 10-19/{len(mp3(75))}"
    assert answer["Cache-Control"] == "no-store"
    assert eva.get("/staff/recordings/sound/secret-key/").status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"consent": ""}, "knows that their voice will be public"),
        ({"heard": "other"}, "The page says something else now"),
        ({"file": ""}, "No file was chosen"),
    ],
)
def test_without_consent_file_or_the_words_of_now_nothing_is_attached(
    eva, given, why
) -> None:
    assert why in text_of(attach(eva, **given))
    assert not Recording.objects.exists()


@pytest.mark.parametrize(
    "sound", [b"\xff\xfb" + bytes(100), b"RIFF", mp3(channels=2), b"\xff" * 5000]
)
def test_what_is_no_fit_sound_is_refused_with_what_to_do(eva, sound: bytes) -> None:
    assert "Save it as MP3 with one channel" in text_of(attach(eva, sound))
    assert not Recording.objects.exists()


@pytest.mark.parametrize(
    ("role", "attaches", "takes_off"),
    [
        ("editor", True, True),
        ("checker en", True, True),
        ("publisher", False, True),
        ("translator ur", False, False),
    ],
)
def test_who_knows_the_language_attaches_and_a_publisher_takes_off(
    client: Client, role: str, attaches: bool, takes_off: bool
) -> None:
    person("amina", role).sign_in(client)
    assert attach(client).status_code == (200 if attaches else 403)
    Recording.objects.create(
        page="answer",
        language="en",
        file="0" * 64,
        author="rana",
        created=timezone.now(),
    )
    screen = client.get(SCREEN).content.decode()
    assert ("Attach it to these words" in screen) == attaches
    assert ("Take it off the page" in screen) == takes_off
    off = client.post(SCREEN, {"say": "take off"})
    assert off.status_code == (302 if takes_off else 403)
    assert Recording.objects.latest("pk").file == ("" if takes_off else "0" * 64)


def test_the_list_says_what_readers_hear_and_what_is_to_be_read_again(eva) -> None:
    attach(eva)
    voice = Recording.objects.get()
    assert states(eva) == [Heard.NEXT]
    edition(voice)
    assert states(eva) == [Heard.NOW]
    block = Block.objects.filter(page__key="answer")[0]
    change(block, block.body_en + " Now.")
    assert states(eva) == [Heard.ENDS]
    edition()
    assert states(eva) == [Heard.SILENT]
    assert "recorded from other words" in text_of(eva.get(SCREEN))
    edition(voice)
    eva.post(SCREEN, {"say": "take off"})
    assert states(eva) == [Heard.GOING]
    edition()
    assert states(eva) == [Heard.GONE]


def test_one_goes_from_the_list_to_a_page_that_can_be_read(eva) -> None:
    pages = eva.get("/staff/recordings/").context["pages"]
    assert "answer" in pages
    assert "check" not in pages
    chosen = eva.get("/staff/recordings/?page=answer&language=en")
    assert chosen.url == SCREEN
    assert "cannot be read aloud" in text_of(eva.get("/staff/recordings/en/check/"))
    for address in ("en/nothing", "ps/answer"):
        told = eva.get(f"/staff/recordings/{address}/", follow=True)
        assert "Nothing was changed" in text_of(told)


MPEG = "audio/mpeg"


def test_the_difference_says_that_a_voice_comes_changes_and_goes() -> None:
    first, other = (
        Leaf("0", "0", "0", 200, (), (FileEntry("/en/answer.mp3", d, 1, MPEG),))
        for d in ("1", "2")
    )
    none = first._replace(files=())
    said = [
        list(difference({"/en/answer": a}, {"/en/answer": b}, {}, {}))
        for a, b in ((none, first), (first, other), (other, none), (first, first))
    ]
    paper = FileEntry("/en/answer.pdf", "3", 1, "application/pdf")
    both = first._replace(files=(*first.files, paper))
    printed = list(difference({"/en/answer": both}, {"/en/answer": first}, {}, {}))
    assert printed == ["file     /en/answer: a leaflet is taken off"]
    assert said == [
        ["voice    /en/answer: a recording comes"],
        ["voice    /en/answer: another recording comes"],
        ["voice    /en/answer: a recording is taken off"],
        [],
    ]
