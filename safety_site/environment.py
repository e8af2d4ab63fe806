"""Readers of environment variables, for Django's settings and the web server alike.

An empty variable means the default, as an unset one does. This module imports neither
Django nor anything of ours: the web server reads its settings without either.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("development", "production")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def words(name: str, default: str = "") -> list[str]:
    """What stands between spaces or commas."""
    return parted(text(name)) or parted(default)


def parted(value: str) -> list[str]:
    return value.replace(",", " ").split()


def data_folder() -> Path:
    return Path(text("DATA_DIR") or ROOT / "var")


def site_env() -> str:
    """One of KINDS; ValueError with a sentence for the operator if it is another."""
    kind = text("SITE_ENV", "development")
    if kind not in KINDS:
        raise ValueError(f"SITE_ENV is {kind!r}. Use {' or '.join(KINDS)}.")
    return kind
