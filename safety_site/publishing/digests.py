"""Input digests: what a page's bytes depend on, in one hash."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from safety_site.publishing.sheet import Sheet
from safety_site.translation.freezing import canonical


def input_digest(sheet: Sheet) -> str:
    """Covers the context, the template's name and status, and all shared sources."""
    head = f"{shared_digest()} {sheet.template} {sheet.status}\n"
    return sha256(head.encode() + canonical(sheet.context)).hexdigest()


def shared_digest() -> str:
    """Templates, static sources, catalogues, code and the lock, as they are on disk;
    what only staff meet left out.
    """
    return _shared(tuple(map(str, settings.LOCALE_PATHS)))


@cache
def _shared(locale_paths: tuple[str, ...]) -> str:
    made = sha256()
    for path in _sources([Path(p) for p in locale_paths]):
        content = path.read_bytes()
        made.update(f"{path.name} {len(content)}\n".encode() + content)
    return made.hexdigest()


def _sources(locale_paths: list[Path]) -> Iterator[Path]:
    base = settings.BASE_DIR
    yield base / "requirements.txt"
    for folder in (base / "templates" / "page", settings.STATIC_SOURCES / "page"):
        yield from sorted(p for p in folder.rglob("*") if p.is_file())
    code = base / "safety_site"
    yield from sorted(set(code.rglob("*.py")) - set((code / "staff").rglob("*.py")))
    yield base / "safety_site" / "languages" / "languages.yaml"
    yield from sorted((base / "safety_site" / "starter" / "sensitive").glob("*.txt"))
    for folder in locale_paths:
        # What pages are drawn with is compiled; the sources may be ahead of it.
        yield from sorted(folder.rglob("*.mo"))
