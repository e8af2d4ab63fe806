"""A page to be, before it is HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from safety_site.delivery.files import FileEntry
from safety_site.guide.content import Json


@dataclass(frozen=True)
class Sheet:
    """A page to be: where it stands, how it is drawn, and from what."""

    path: str
    template: str
    context: Json
    status: int = 200

    @property
    def language(self) -> str:
        return self.context["language"]["code"]

    @property
    def files(self) -> tuple[FileEntry, ...]:
        """What comes and goes with the page."""
        told = [self.context.get("recording"), *self.context.get("files", ())]
        return tuple(
            FileEntry(*(each[name] for name in FileEntry._fields))
            for each in told
            if each
        )


MakeSheet = Callable[[], Sheet]
