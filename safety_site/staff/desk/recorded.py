"""Recorded voices as the desk sees them: which readers hear, and which are silent."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_noop

from safety_site.guide.content import Json
from safety_site.languages import registry
from safety_site.publishing import contexts, kinds, manifest, packing, recordings
from safety_site.publishing.models import Recording
from safety_site.publishing.rendering import in_words
from safety_site.publishing.routes import recording_path
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.staff.models import User
from safety_site.staff.roles import Step, may


class Heard(StrEnum):
    """What becomes of a recording."""

    NOW = gettext_noop("Readers hear it.")
    NEXT = gettext_noop("The next edition brings it.")
    ENDS = gettext_noop(
        "The next edition takes it off: the page says something else. Read it again."
    )
    SILENT = gettext_noop(
        "Silent: the page says something else, or the file is gone. Read it again."
    )
    GOING = gettext_noop("Taken off: gone with the next edition.")
    GONE = gettext_noop("Taken off.")


class Recorded(NamedTuple):
    recording: Recording
    heard: Heard

    @property
    def time(self) -> str:
        minutes, seconds = divmod(self.recording.seconds, 60)
        return f"{minutes}:{seconds:02}"


def may_attach(user: User, language: str) -> bool:
    """Whoever writes or checks the language knows whether a voice says what it should;
    it is heard once a publisher has published it.
    """
    return may(user, Step.WRITE, language) or may(user, Step.CHECK, language)


def may_take_off(user: User, language: str) -> bool:
    return may_attach(user, language) or may(user, Step.PUBLISH)


def readable(snapshot: Snapshot) -> list[str]:
    """Pages whose words all stand in their blocks."""
    wanted = recordings.READ_ALOUD
    return [key for key in snapshot.pages if kinds.of(key)[0] == wanted]


def recorded(snapshot: Snapshot) -> list[Recorded]:
    """Every page that has a recording, or had one."""
    edition = packing.newest_edition()
    leaves = manifest.leaves(edition.manifest) if edition else {}
    served = {file.path: file.digest for file in manifest.files(leaves)}
    return [
        Recorded(recording, _heard(recording, snapshot, served))
        for _, recording in sorted(snapshot.recordings.items())
    ]


def _heard(recording: Recording, snapshot: Snapshot, served: dict[str, str]) -> Heard:
    key, code = recording.page, recording.language
    slug = snapshot.pages[key]["slug"] if key in snapshot.pages else key
    now = served.get(recording_path(code, slug), "")
    if not recording.file:
        return Heard.GOING if now else Heard.GONE
    languages = {each.code for each in snapshot.languages}
    is_offered = key in snapshot.pages and code in languages
    if is_offered:
        sheet = contexts.page_sheet(snapshot, key, registry.language(code))
        is_offered = sheet.context["recording"] is not None
    is_heard = now == recording.file
    if is_offered:
        return Heard.NOW if is_heard else Heard.NEXT
    return Heard.ENDS if is_heard else Heard.SILENT


def words(sheet: Sheet) -> Json:
    """What a listener hears, as safe HTML: `heading`, `lead` and `blocks`."""
    return in_words(sheet.context)
