"""Readers of environment variables, for Django's settings and the web server alike.

An empty variable means the default, as an unset one does. This module imports neither
Django nor anything of ours: the web server reads its settings without either.
"""

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("development", "production")
ROLES = ("all", "public", "editor")
# Longer than any code of a language, so that no page can have this address.
STAFF_WORD = re.compile(r"[a-z][a-z0-9-]{3,}")
TAKEN = ("static", "healthz")


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


def site_role() -> str:
    """What this node serves, one of ROLES; ValueError as `site_env`."""
    role = text("SITE_ROLE", "all")
    if role not in ROLES:
        raise ValueError(f"SITE_ROLE is {role!r}. Use {', '.join(ROLES)}.")
    return role


def staff_path() -> str:
    """Where staff sign in, as `staff/`; ValueError as `site_env`."""
    given = text("STAFF_PATH", "staff/")
    word = given.strip("/")
    if not STAFF_WORD.fullmatch(word) or word in TAKEN:
        raise ValueError(
            f"STAFF_PATH is {given!r}. Use one word of at least four small letters,"
            f" digits and hyphens, but not {' or '.join(TAKEN)}."
        )
    return f"{word}/"
