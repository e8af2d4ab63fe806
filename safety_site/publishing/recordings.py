"""Recorded voices: attached to a page in a language, and offered while they say what
the page says.

A recording of yesterday's words may name a number that has changed. It is taken off
with the edition that shows other words, whatever the change was: only a person who
listens can tell that it still says the same, by attaching it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.db.models import Max
from django.utils import timezone

from safety_site.guide.content import Json
from safety_site.publishing import files, sound
from safety_site.publishing.files import HasFile
from safety_site.publishing.models import Edition, Recording
from safety_site.publishing.sheet import Sheet
from safety_site.translation.freezing import digest

# The kind of a page whose words all stand in its blocks.
READ_ALOUD = "page"
MEDIA_TYPE = "audio/mpeg"
BYTES_IN_KILOBYTE = 1000


class Refused(Exception):
    """Nothing was attached. The message says why and what to do next."""


def load(last: int | None = None) -> dict[tuple[str, str], Recording]:
    """By page and language, the newest row, one that takes a recording off too; up to
    the row `last`, where it is given.
    """
    found = Recording.objects.all()
    if last is not None:
        found = found.filter(pk__lte=last)
    ids = found.values("page", "language").annotate(newest=Max("pk")).values("newest")
    newest = Recording.objects.filter(pk__in=ids)
    return {(row.page, row.language): row for row in newest}


def of(edition: Edition | None) -> dict[tuple[str, str], Recording]:
    """Those that an edition may offer, with none all.

    Going back brings none that was replaced or taken off since: it may have been
    wrong, or have put in danger whoever spoke.
    """
    if edition is None:
        return load()
    newest = load(edition.known_recording or edition.last_recording)
    return {at: r for at, r in newest.items() if r.pk <= edition.last_recording}


def last() -> int:
    """The newest row, 0 where there is none."""
    return Recording.objects.aggregate(newest=Max("pk"))["newest"] or 0


def heard(context: Json) -> str:
    """The digest of all that a listener would hear; empty where there is more on a page
    than its own blocks: lists, questions, entries of public bodies.
    """
    texts = context["blocks"]
    if not texts or context["kind"] != READ_ALOUD:
        return ""
    said = [[text[name] for name in ("heading", "body", "places")] for text in texts]
    notices = [text["notice"] for text in texts]
    own = [context[name] for name in ("heading", "lead", "places")]
    return digest({"own": own, "texts": said, "notices": notices})


def offered(
    recording: Recording | None,
    context: Json,
    path: str,
    has_file: HasFile = files.has,
) -> Json | None:
    """What a page shows of its recording; None where it may not be offered."""
    if recording is None or not recording.file:
        return None
    if recording.words != heard(context):
        return None
    if not has_file(recording):
        return None
    minutes, seconds = divmod(recording.seconds, 60)
    return {
        "path": path,
        "digest": recording.file,
        "length": recording.length,
        "media_type": MEDIA_TYPE,
        "time": f"{minutes}:{seconds:02}",
        "kilobytes": -(-recording.length // BYTES_IN_KILOBYTE),
    }


def attach(sheet: Sheet, data: bytes, author: str) -> Recording:
    """Store a sound, and note what the page says now. Raises Refused."""
    words = heard(sheet.context)
    if not words:
        raise Refused(
            "This page cannot be read aloud: it has more than its own text, such as a "
            "list or questions. Nothing was changed."
        )
    try:
        made = sound.sound_of(data)
        name = files.keep(made.data)
    except sound.NotFit as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise _unreadable(error) from error
    return _add(sheet, author, name, len(made.data), made.seconds, words)


def take_off(sheet: Sheet, author: str) -> Recording:
    """From the next edition on. Raises Refused where the page has none."""
    newest = load().get((sheet.context["key"], sheet.language))
    if newest is None or not newest.file:
        raise Refused("This page has no recording. Nothing was changed.")
    return _add(sheet, author)


def _add(
    sheet: Sheet,
    author: str,
    file: str = "",
    length: int = 0,
    seconds: int = 0,
    words: str = "",
) -> Recording:
    return Recording.objects.create(
        page=sheet.context["key"],
        language=sheet.language,
        file=file,
        length=length,
        seconds=seconds,
        words=words,
        author=author,
        created=timezone.now(),
    )


def read(file: Path) -> bytes:
    """At most one byte more than may be used: of a larger one nothing is worked out.
    Raises Refused.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(sound.MOST_BYTES + 1)
    except OSError as error:
        raise _unreadable(error) from error


def _unreadable(error: OSError) -> Refused:
    return Refused(
        f"The file could not be read or stored ({error.strerror}). Nothing was "
        "changed. Look at its name, at its rights and at the free space."
    )


def silenced(
    recordings: Mapping[tuple[str, str], Recording], sheets: Iterable[Sheet]
) -> list[str]:
    """In words, every recording that no page offers."""
    there = {at for at, recording in recordings.items() if recording.file}
    offers: set[tuple[str, str]] = set()
    warned: set[tuple[str, str]] = set()
    for sheet in sheets:
        said = sheet.context
        if said.get("recording"):
            offers.add((said["key"], sheet.language))
        elif said.get("urgent"):
            warned.add((said.get("key", ""), sheet.language))
    return [
        f"The recording of {page} in {language} is not offered: no urgent notice can "
        "stand inside a sound. It comes back when the notice ends."
        for page, language in sorted((there - offers) & warned)
    ] + [
        f"The recording of {page} in {language} is not offered: the page says "
        "something else now, or the file is gone. Listen to it and attach it again, or "
        "a new one."
        for page, language in sorted(there - offers - warned)
    ]
