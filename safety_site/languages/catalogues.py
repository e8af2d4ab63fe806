"""Compile `.po` files to `.mo` in Python: nobody needs gettext's programs.

Works before Django is set up: `python -m safety_site.languages.catalogues [folder]`.
A compiled file carries the digest of its source, so that copies, checkouts and clocks
cannot make an old one look new.
"""

import gettext
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

from safety_site.languages.registry import SUPERSET, language

LOCALE_DIR = Path(__file__).resolve().parents[2] / "locale"
DIGEST_HEADER = "X-Source-Digest"
REMEDY = "Run: python3 manage.py compile_catalogues"


def app_folders() -> list[Path]:
    """Catalogues of what only staff meet: no public page is drawn anew for them."""
    return sorted(LOCALE_DIR.parent.glob("safety_site/*/locale"))


class CatalogueError(Exception):
    """A sentence that names the file, the line where it can, and what to do."""


def compile_catalogues(locale_dir: Path) -> list[Path]:
    """Write every `.mo` that is missing or not made from its present `.po`.

    Gives the files written. Raises CatalogueError at the first broken source; what was
    compiled before stays as it was.
    """
    written = []
    for source, target in _pairs(locale_dir):
        content = _read(source)
        if not _is_made_from(content, target):
            _write(target, _compiled(source, content))
            written.append(target)
    return written


def catalogue_path(locale_dir: Path, code: str) -> Path:
    """Where Django looks for the compiled catalogue of a language."""
    return locale_dir / language(code).locale_dir / "LC_MESSAGES" / "django.mo"


def missing_catalogues(locale_dir: Path) -> list[Path]:
    """Django refuses a language without this file, and its addresses answer 404."""
    paths = (catalogue_path(locale_dir, code) for code in SUPERSET)
    return [path for path in paths if not path.is_file()]


def outdated_catalogues(locale_dir: Path) -> list[Path]:
    """Compiled files that were made from another text than the `.po` beside them."""
    return [
        target
        for source, target in _pairs(locale_dir)
        if target.is_file() and not _is_made_from(_read(source), target)
    ]


def _pairs(locale_dir: Path) -> Iterator[tuple[Path, Path]]:
    for source in sorted(locale_dir.glob("*/LC_MESSAGES/*.po")):
        yield source, source.with_suffix(".mo")


def _read(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise CatalogueError(f"{source} cannot be read: {error.strerror}.") from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _is_made_from(content: bytes, target: Path) -> bool:
    try:
        compiled = target.read_bytes()
    except OSError:
        return False
    return f"{DIGEST_HEADER}: {_digest(content)}".encode() in compiled


def _compiled(source: Path, content: bytes) -> bytes:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CatalogueError(f"{source}, line {line}: not saved as UTF-8.") from error
    try:
        catalogue = polib.pofile(str(source), encoding="utf-8")
    except (OSError, ValueError) as error:
        # polib's own sentence names the file and the line.
        raise CatalogueError(f"Not compiled. {error}") from error
    _refuse_faults(source, catalogue)
    catalogue.metadata[DIGEST_HEADER] = _digest(content)
    return catalogue.to_binary()


def _refuse_faults(source: Path, catalogue: polib.POFile) -> None:
    """Faults that polib lets pass, and gettext meets while a page is being made."""
    charset = catalogue.metadata.get("Content-Type", "").lower()
    if "charset=utf-8" not in charset:
        raise CatalogueError(
            f"{source}, line 1: the header needs"
            ' "Content-Type: text/plain; charset=UTF-8".'
        )
    forms = _number_of_forms(source, catalogue)
    seen: dict[str, int | None] = {}
    for entry in catalogue:
        if entry.obsolete:
            continue
        first = seen.setdefault(entry.msgid_with_context, entry.linenum)
        if first != entry.linenum:
            raise CatalogueError(
                f"{source}, line {entry.linenum}: {entry.msgid!r} is already there"
                f" in line {first}. Keep one of them."
            )
        if entry.msgid_plural and entry.translated():
            given = len(entry.msgstr_plural)
            if given != forms:
                raise CatalogueError(
                    f"{source}, line {entry.linenum}: {given} plural forms,"
                    f" but the header promises {forms}."
                )


def _number_of_forms(source: Path, catalogue: polib.POFile) -> int:
    header = catalogue.metadata.get("Plural-Forms", "")
    try:
        count, rule = header.rstrip(";").split(";", 1)
        gettext.c2py(rule.split("=", 1)[1])
        return int(count.split("=")[1])
    except (ValueError, IndexError) as error:
        raise CatalogueError(
            f"{source}, line 1: the header Plural-Forms {header!r} cannot be read."
            " Copy the one in safety_site/languages/languages.yaml."
        ) from error


def _write(target: Path, compiled: bytes) -> None:
    """Whole or not at all: another process may be reading the old file now."""
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".mo-new")
    except OSError as error:
        raise CatalogueError(f"{target} not written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(compiled)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise CatalogueError(f"{target} not written: {error.strerror}.") from error


def main(arguments: list[str]) -> int:
    folders = [Path(name) for name in arguments] or [LOCALE_DIR, *app_folders()]
    try:
        for folder in folders:
            written = compile_catalogues(folder)
            print(f"Catalogues compiled in {folder}: {len(written)}.")
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
