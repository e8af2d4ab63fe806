"""Leaflets in a test: a pack of its own, a public address, and a fixed day."""

from __future__ import annotations

from tests.publishing.conftest import (  # noqa: F401
    pack,
    publish,
    quickly_compressed,
    without_gathered,
    without_lists,
)
