"""What is made from finished pages follows them, in the same edition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from django.core.management import call_command

from safety_site.delivery.pack import Pack
from safety_site.directory.models import Contact
from safety_site.guide.models import Block
from safety_site.handouts.guide_file import rules
from safety_site.publishing.clock import tick
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import NotPublished, propose
from safety_site.translation.models import VALUES
from safety_site.translation.submitting import submit
from tests.publishing.conftest import DAY, Publish

GUIDE = "/en/guide.html"
URDU = "/ur/guide.html"
LINE = "national-domestic-abuse-helpline"


@pytest.fixture
def without_gathered() -> None:
    """Here it is wanted."""


def text(pack: Path, path: str = GUIDE) -> str:
    return brotli.decompress(Pack.open(pack).entry(path).brotli).decode()


def rewrite(language: str, words: str = " Added words.") -> None:
    block = Block.objects.filter(page__key="rule", critical=False)[0]
    setattr(block, f"body_{language}", getattr(block, f"body_{language}") + words)
    block.save()
    submit(block, language, "amina", meaning_changed=True)


def test_a_changed_block_renders_its_page_and_the_guide_of_its_language_again(
    in_urdu: None,
    publish: Publish,
    pack: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    publish()
    assert propose(DAY).built.rendered == []
    rewrite("ur")
    assert propose(DAY).built.rendered == ["/ur/rule", URDU]
    call_command("publish", f"--today={DAY}")
    told = capsys.readouterr().out
    assert told.count("Added words") == 1
    assert f"changed  {URDU}" in told
    assert "Added words" in text(pack, URDU)
    call_command("publish", "--check")
    assert "are as a full render" in capsys.readouterr().out


def test_it_is_saved_under_a_neutral_name_and_runs_nothing(
    publish: Publish, pack: Path
) -> None:
    publish()
    headers = dict(Pack.open(pack).entry(GUIDE).headers)
    assert headers["Content-Disposition"] == 'attachment; filename="guide-en.html"'
    assert "script-src 'none'" in headers["Content-Security-Policy"]


def test_no_edition_holds_an_old_number_in_a_guide(
    publish: Publish, pack: Path
) -> None:
    publish()
    assert "0808&nbsp;2000&nbsp;247" in text(pack)
    line = Contact.objects.get(organisation__key=LINE, medium="phone", number=1)
    line.value = "0800 000 000"
    line.save()
    submit(line, VALUES, "amina")
    publish()
    assert "0808&nbsp;2000&nbsp;247" not in text(pack)
    assert "0800&nbsp;000&nbsp;000" in text(pack)


def test_the_edition_of_the_clock_makes_only_the_guides_of_its_pages_again(
    in_urdu: None, publish: Publish, pack: Path, newest: Callable[[], Edition]
) -> None:
    publish()
    rewrite("en", "\n\nWholly new words about tea.")
    publish()
    before = newest().manifest["pages"]
    assert "Wholly new words about tea." not in text(pack, URDU)
    tick(DAY + timedelta(15))
    after = newest().manifest["pages"]
    assert "Wholly new words about tea." in text(pack, URDU)
    assert after[GUIDE] == before[GUIDE]


def test_a_guide_that_is_too_heavy_stops_the_edition(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_SENT", 1_000)
    with pytest.raises(NotPublished, match=r"/en/guide.html: it weighs .* with brotli"):
        publish()
