"""A starter folder whose tool `check` is the sample: all shapes, few words."""

from __future__ import annotations

import shutil
from pathlib import Path

from safety_site.starter.read import CONTENT, STARTER

SAMPLE = Path(__file__).with_name("sample")


def starter_with_sample(folder: Path) -> Path:
    """The starter content with the sample in place of its own tool."""
    for root in (STARTER, SAMPLE):
        for path in (p for pattern in CONTENT for p in root.rglob(pattern)):
            target = folder / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return folder
