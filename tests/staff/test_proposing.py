"""Starting the operators' commands with what somebody sent."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from safety_site.staff.desk import proposing


@pytest.mark.parametrize("name", ["", "0" * 63, "x" * 64, "٣" * 64, "--by=petra"])
def test_what_names_no_proposal_starts_nothing(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*words: object, **options: object) -> None:
        raise AssertionError("It was started.")

    monkeypatch.setattr(subprocess, "Popen", start)
    assert not proposing.publish(name, "paula", "", "").went_well


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["7", "9" * 30, "9" * 500])
def test_an_odd_number_is_answered_with_a_sentence(
    number: str, folder: Path, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One rendering at a time in a folder; tests beside this one have theirs.
    settings.DATA_DIR = folder
    monkeypatch.setenv("DATA_DIR", str(folder))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "safety_site.settings")
    outcome = proposing.go_back(number, "--by", "-x", "--reason={fact: \u202e")
    assert not outcome.went_well
    assert f"There is no edition {number}." in outcome.last_words
