"""Publishing in a test: the starter content, a pack of its own, and a fixed day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from safety_site.publishing import (
    contexts,
    gathered,
    kinds,
    packing,
    rendering,
    validation,
)
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.kinds import help_lists, share, side_by_side
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import Proposal, keep, propose
from safety_site.publishing.sheet import Sheet
from tests import pseudo

DAY = date(2026, 11, 22)
Publish = Callable[..., Edition | None]
Sheets = Callable[..., dict[str, Sheet]]
# The path of a short code, which answers with a page that has its own address.
CODE = re.compile("/[0-9]{6}")


@pytest.fixture(autouse=True)
def pack(settings: Settings, tmp_path: Path) -> Path:
    settings.PACK_PATH = tmp_path / "site.pack"
    return settings.PACK_PATH


@pytest.fixture(autouse=True)
def quickly_compressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests publish the whole site many times; `tests/site` weighs its pages."""
    compress_quickly(monkeypatch)


def compress_quickly(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rendering, "QUALITIES", ((0, 5),))
    patch.setattr(validation, "BUDGET", 2 * validation.BUDGET)


@pytest.fixture(autouse=True)
def without_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists of Find help are most pages of the site, and take most of its time;
    pages with their English beside them, and those to share, are as many as the
    guide's own.
    A module that wants them has a fixture of this name that does nothing.
    """
    leave_out_lists(monkeypatch)


def leave_out_lists(patch: pytest.MonkeyPatch) -> None:
    many = (help_lists.more, side_by_side.more, share.more)
    few = tuple(more for more in kinds.MORE if more not in many)
    patch.setattr(kinds, "MORE", few)


@pytest.fixture(autouse=True)
def without_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made from finished pages takes its time too. A module that wants it has
    a fixture of this name that does nothing.
    """
    monkeypatch.setattr(gathered, "KINDS", {})


@pytest.fixture
def publish(starter: None, db: None) -> Publish:
    def make(today: date = DAY) -> Edition | None:
        proposal: Proposal = propose(today)
        if not proposal.changes_anything:
            return None
        return keep(proposal, "paula", "paula", "")

    return make


@pytest.fixture
def urdu_sheets(
    starter: None,
    db: None,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Sheets:
    """Makes the pages of English and Urdu, whatever of it is ready; some days on."""
    folder = pseudo.write_catalogues(tmp_path / "locale", "ur")
    settings.LOCALE_PATHS = [folder, *settings.LOCALE_PATHS]
    settings.LANGUAGES_ENABLED = ["en", "ur"]

    def made(days: int = 0) -> dict[str, Sheet]:
        snapshot = snapshots.take(DAY + timedelta(days))
        monkeypatch.setattr(type(snapshot), "is_ready", lambda self, code: True)
        return contexts.sheets(snapshot)

    return made


@pytest.fixture
def sheets(starter: None, db: None) -> dict[str, Sheet]:
    return contexts.sheets(snapshots.take(DAY))


@pytest.fixture
def in_urdu(starter: None, db: None, settings: Settings, tmp_path: Path) -> None:
    """The site in English and pseudo-Urdu, all of it checked by nobody."""
    folder = pseudo.write_catalogues(tmp_path / "locale", "ur")
    settings.LOCALE_PATHS = [folder, *settings.LOCALE_PATHS]
    settings.LANGUAGES_ENABLED = ["en", "ur"]
    pseudo.translate_all("ur")


@pytest.fixture
def newest() -> Callable[[], Edition]:
    def get() -> Edition:
        edition = packing.newest_edition()
        assert edition is not None
        return edition

    return get
