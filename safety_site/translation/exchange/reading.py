"""From bytes that anyone may have made to translations, or to a list of what is wrong.

Nothing here writes. A file is refused as a whole: half of it would be a mixture that
nobody has read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

from safety_site.languages import registry
from safety_site.translation.checks.faults import faults
from safety_site.translation.checks.latin import allowed_now
from safety_site.translation.exchange.exporting import ENGLISH_DIGEST, MADE
from safety_site.translation.exchange.texts import english_versions

# Bytes. The whole site in a heavy script is about one million.
LARGEST_FILE = 8_000_000
MOST_FAULTS = 100
# Seen as such in the file; escapes are looked at again in each text.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Refused(Exception):
    """Nothing was written. One line for each fault, with its line in the file."""

    def __init__(self, name: str, faults: list[str]) -> None:
        self.faults = faults
        shown = "\n".join(f"  - {fault}" for fault in faults[:MOST_FAULTS])
        more = len(faults) - MOST_FAULTS
        end = f"\n  and {more} more" if more > 0 else ""
        super().__init__(
            f"{name} was not imported, and nothing was changed. Mend what is listed "
            f"and import it again:\n{shown}{end}"
        )


class Incoming(NamedTuple):
    """One object's translation, and the English that it was made from.

    `base` is the mark of the translation that the file was written with, empty where
    the file does not say.
    """

    uid: str
    content: dict[str, str]
    english_digest: str
    base: str


class Problem(Exception):
    """What is wrong with one entry."""


def read(
    path: Path, language: str, *, only_known_english: bool = False
) -> list[Incoming]:
    """The whole objects that a file translates. Raises Refused, and OSError."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise _too_large(path.name, size)
    return read_bytes(
        path.read_bytes(), path.name, language, only_known_english=only_known_english
    )


def read_bytes(
    data: bytes, name: str, language: str, *, only_known_english: bool = False
) -> list[Incoming]:
    """As `read`, from what a file holds; `name` is what it is called in a refusal.

    What is empty, fuzzy or only half translated waits for the next file; with
    `only_known_english`, so does what was made from an English that is not on record.
    """
    catalogue = _parsed(data, name, language)
    wrong: list[str] = []
    found: dict[str, dict[str, polib.POEntry]] = {}
    for entry in catalogue:
        if entry.obsolete:
            continue
        uid, _, field = (entry.msgctxt or "").partition(" ")
        if field in found.setdefault(uid, {}):
            wrong.append(f"line {entry.linenum}: {entry.msgctxt} stands twice.")
        found[uid][field] = entry
    known, allowed = english_versions(), allowed_now()
    whole: list[Incoming] = []
    for uid, entries in found.items():
        if only_known_english and not _digests(entries) <= known.get(uid, {}).keys():
            continue
        try:
            whole += _object(uid, entries, known.get(uid, {}), language, allowed)
        except Problem as problem:
            wrong += problem.args[0]
    if wrong:
        raise Refused(name, wrong)
    return whole


def _too_large(name: str, size: int) -> Refused:
    return Refused(name, [f"It has {size:,} bytes; the most is {LARGEST_FILE:,}."])


def _parsed(data: bytes, name: str, language: str) -> polib.POFile:
    """Raises Refused for what is no PO file of the language."""
    if len(data) > LARGEST_FILE:
        raise _too_large(name, len(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(name, [f"line {line}: this is not UTF-8 text."]) from error
    for number, line_text in enumerate(text.split("\n"), start=1):
        if found := CONTROL.search(line_text.removesuffix("\r")):
            code = f"U+{ord(found.group()):04X}"
            raise Refused(name, [f"line {number}: it holds {code}."])
    try:
        # What begins with a line break is never taken for the name of a file.
        catalogue = polib.pofile("\n" + text.replace("\r\n", "\n"))
    except (OSError, UnicodeError, ValueError, IndexError) as error:
        reason = str(error).partition("(")[2].rstrip(")") or str(error)
        raise Refused(name, [f"It is no PO file: {reason}."]) from error
    said = catalogue.metadata.get("Language", "").replace("_", "-").lower()
    if said not in (language, registry.language(language).locale_dir.lower()):
        wrong = f"Its header says the language “{said[:20]}”; wanted is “{language}”."
        raise Refused(name, [wrong])
    return catalogue


def _object(
    uid: str,
    entries: dict[str, polib.POEntry],
    versions: dict[str, dict[str, str]],
    language: str,
    allowed: re.Pattern[str],
) -> Iterator[Incoming]:
    """Raises Problem with all that is wrong with one object."""
    first = next(iter(entries.values()))
    if not versions:
        raise Problem([f"line {first.linenum}: there is no text “{first.msgctxt}”."])
    digests = _digests(entries)
    if len(digests) > 1 or not digests <= versions.keys():
        raise Problem(
            [
                f"line {first.linenum}: the comment with the digest of the English "
                f"of {uid} is missing or was changed. Export anew."
            ]
        )
    bases = {_said(entry, MADE) for entry in entries.values()}
    if len(bases) > 1:
        raise Problem(
            [
                f"line {first.linenum}: the comments that name the translation of "
                f"{uid} differ. Export anew."
            ]
        )
    english_digest = digests.pop()
    english = {f: text for f, text in versions[english_digest].items() if text}
    wrong = []
    for field, entry in entries.items():
        where = f"line {entry.linenum}: {uid} {field}"
        if entry.msgid_plural or entry.msgstr_plural:
            wrong.append(f"{where} has plural forms; a text has none.")
        elif entry.msgid != english.get(field):
            wrong.append(f"{where}: the English was changed in the file. Export anew.")
        elif entry.msgstr and not entry.fuzzy:
            found = faults(entry.msgid, entry.msgstr, language, allowed)
            wrong += [f"{where}: {fault}" for fault in found]
    if wrong:
        raise Problem(wrong)
    done = {f: e.msgstr for f, e in entries.items() if e.msgstr and not e.fuzzy}
    if done.keys() == english.keys():
        content = {f: done.get(f, "") for f in versions[english_digest]}
        yield Incoming(uid, content, english_digest, bases.pop())


def _digests(entries: dict[str, polib.POEntry]) -> set[str]:
    return {_said(entry, ENGLISH_DIGEST) for entry in entries.values()}


def _said(entry: polib.POEntry, word: str) -> str:
    """What stands after a word in the comment."""
    lines = (entry.comment or "").splitlines()
    marked = (line for line in lines if line.startswith(word))
    return next(marked, "").removeprefix(word)
