"""The addresses of the public site, and the one link form for each."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256

from safety_site.translation.models import ENGLISH


def page_path(language: str, slug: str) -> str:
    """("en", "answer") gives "/en/answer/"; the home page has an empty slug."""
    return f"/{language}/{slug}/" if slug else f"/{language}/"


def stored_path(path: str) -> str:
    """As manifests and packs name it: without the final slash."""
    return path.rstrip("/") or "/"


def code_path(code: str) -> str:
    """With no word and no final slash: it is said aloud and typed."""
    return f"/{code}"


def with_english(slug: str) -> str:
    """The slug of the page that shows its English beside each part."""
    return f"{slug}/en" if slug else "en"


def share_path(slug: str, language: str) -> str:
    """In English, for who hands the page on in a language."""
    parts = [slug, "share", "" if language == ENGLISH else language]
    return page_path(ENGLISH, "/".join(part for part in parts if part))


def all_pages_path(slug: str) -> str:
    """All pages with their short numbers, under the page for caseworkers."""
    return page_path(ENGLISH, f"{slug}/pages")


def slug_of(path: str) -> str:
    """("/en/who/health/2") gives "who/health/2"."""
    return path.strip("/").partition("/")[2]


def file_path(language: str, slug: str, ending: str) -> str:
    """A neutral name: a phone may keep it."""
    return f"/{language}/{slug or 'home'}.{ending}"


def recording_path(language: str, slug: str) -> str:
    return file_path(language, slug, "mp3")


def guide_path(language: str) -> str:
    """The whole guide in one file."""
    return f"/{language}/guide.html"


def not_found_path(language: str = "") -> str:
    return f"404/{language}" if language else "404"


def part(slug: str, number: int) -> str:
    """The slug of one page of several: `who/health`, `who/health/2` and so on."""
    return slug if number == 1 else f"{slug}/{number}"


class Anchor(StrEnum):
    """What an id stands at; its first letter keeps ids of two kinds apart."""

    WORD = "w"
    BODY = "e"
    ORGANISATION = "o"
    OUTCOME = "b"


def anchor(kind: Anchor, name: str) -> str:
    """The id of an entry on its page, permanent and without a word: the address bar
    shows it and the phone's history keeps it (practice.md P1).
    """
    return f"{kind}{sha256(name.encode()).hexdigest()[:5]}"


NOT_ALLOWED = "405"
# For numbers that are no short code; no path leads to it.
NO_SUCH_CODE = "404/number"
CHOOSER = "/"


def pick(choices: list[str], path: str) -> tuple[str, list[str]]:
    """One of the choices by digest of the path, and the others: the same on each
    build.
    """
    at = int(sha256(path.encode()).hexdigest(), 16) % len(choices)
    return choices[at], choices[:at] + choices[at + 1 :]
