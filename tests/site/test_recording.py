"""A recorded voice in a real browser: no byte before it is asked for, none after
leaving.
"""

from __future__ import annotations

import gzip
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import brotli
import pytest
from django.template.loader import render_to_string

from safety_site.delivery.app import PublicSite
from safety_site.delivery.files import FILES_FOLDER, FileEntry
from safety_site.delivery.pack import Pack, write_pack
from tests.silence import mp3
from tests.site.conftest import serve

pytestmark = pytest.mark.browser
SOUND = mp3(60)
FILE = FileEntry("/ur/answer.mp3", sha256(SOUND).hexdigest(), len(SOUND), "audio/mpeg")


@pytest.fixture
def asked() -> list[str]:
    """The parts of the file that were asked for."""
    return []


@pytest.fixture
def player(browser, pack: Path, tmp_path: Path, asked: list[str]):
    """A page of the edition with a recording in the place of the phone's voice."""
    edition = Pack.open(pack)
    page = edition.entry("/ur/answer")
    html = brotli.decompress(page.brotli).decode()
    shown = {"path": FILE.path, "time": "1:00", "kilobytes": 240}
    part = render_to_string("page/parts/listen.html", {"recording": shown})
    start = html.index('<p id="listen"')
    end = html.index("</p>", start) + len("</p>")
    body = (html[:start] + part + html[end:]).encode()
    with_player = replace(
        page,
        digest=sha256(body).hexdigest(),
        brotli=brotli.compress(body),
        gzip=gzip.compress(body),
    )
    write_pack(tmp_path / "site.pack", 1, [with_player, edition.entry("404")], [FILE])
    (tmp_path / FILES_FOLDER).mkdir()
    (tmp_path / FILES_FOLDER / FILE.digest).write_bytes(SOUND)
    site = PublicSite(tmp_path / "site.pack")

    def noting(environ, start_response):
        if environ["PATH_INFO"] == FILE.path:
            asked.append(environ.get("HTTP_RANGE", ""))
        return site(environ, start_response)

    context = browser.new_context(viewport={"width": 360, "height": 740})
    opened = context.new_page()
    opened.goto(serve(noting) + "/ur/answer")
    yield opened
    context.close()


# The player, where the page has let go of it too.
PLAY = "(window.heard = document.querySelector('audio')).play()"


def test_nothing_is_loaded_before_it_is_played(player, asked: list[str]) -> None:
    audio = player.locator("audio")
    audio.scroll_into_view_if_needed()
    assert audio.bounding_box()["width"] > 200
    player.wait_for_timeout(500)
    assert asked == []
    assert player.evaluate("navigator.mediaSession.metadata") is None
    player.evaluate(PLAY)
    assert asked[0] == "bytes=0-"
    assert round(player.evaluate("heard.duration")) == 60
    assert player.evaluate("heard.error") is None


def test_a_part_in_the_middle_can_be_heard(player) -> None:
    player.evaluate(PLAY)
    player.evaluate("heard.currentTime = 50")
    heard = "done => heard.ontimeupdate = () => heard.currentTime > 50.2 && done()"
    player.evaluate(f"new Promise({heard})")
    assert player.evaluate("heard.error") is None


def test_leaving_silences_it_in_the_same_moment(player) -> None:
    player.evaluate(PLAY)
    # The other page never comes: the sound may not wait for it.
    player.route("**/*", lambda route: None)
    leave = "document.querySelector('.leave').onclick()"
    soon = "new Promise(done => setTimeout(() => done(heard.paused), 0))"
    assert player.evaluate("heard.paused") is False
    assert player.evaluate(f"() => {{ {leave}; return {soon} }}") is True
