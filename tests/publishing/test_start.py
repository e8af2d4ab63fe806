"""What happens before the site is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from safety_site.delivery.pack import Pack
from safety_site.publishing import start
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import NotPublished
from tests.publishing.conftest import Publish


@pytest.fixture
def said() -> list[str]:
    return []


def test_the_first_start_publishes_the_first_edition(
    starter: None, db: None, pack: Path, said: list[str]
) -> None:
    start.ready(said.append)
    edition = Edition.objects.get()
    assert (edition.author, edition.publisher) == ("starter", "starter")
    assert Pack.open(pack).edition == 1


def test_a_second_start_changes_nothing(
    starter: None, db: None, pack: Path, said: list[str]
) -> None:
    start.ready(said.append)
    before = pack.read_bytes()
    start.ready(said.append)
    assert Edition.objects.count() == 1
    assert pack.read_bytes() == before


def test_a_missing_pack_is_written_anew(
    publish: Publish, pack: Path, said: list[str]
) -> None:
    publish()
    pack.unlink()
    start.ready(said.append)
    assert Pack.open(pack).edition == 1


def test_a_database_without_editions_does_not_replace_the_pages_of_another(
    starter: None, db: None, pack: Path, said: list[str]
) -> None:
    start.ready(said.append)
    before = pack.read_bytes()
    Edition.objects.all().delete()
    with pytest.raises(NotPublished, match="Restore the database"):
        start.ready(said.append)
    assert pack.read_bytes() == before
    assert not Edition.objects.exists()
