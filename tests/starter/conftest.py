"""A small starter folder, whole and right, for tests to break."""

import shutil
from pathlib import Path

import pytest

from safety_site.starter.load import load

SMALL = Path(__file__).with_name("small")


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def load(self):
        return load(self.root)


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(SMALL, tmp_path / "starter")
    return Folder(tmp_path / "starter")


@pytest.fixture
def loaded(db, folder):
    folder.load()
    return folder
