"""The whole site as plain data on one day: what contexts are made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.conf import settings

from safety_site.guide.content import Json
from safety_site.languages import registry
from safety_site.publishing.interface import is_translated
from safety_site.publishing.models import Edition
from safety_site.translation import history as histories
from safety_site.translation.history import History
from safety_site.translation.models import ENGLISH, VALUES
from safety_site.translation.shown import Shown, shown


@dataclass(frozen=True)
class Configuration:
    """The settings that reach pages."""

    site_name: str
    operator: str
    public_origin: str
    languages: Sequence[str]
    drafts: frozenset[str]
    exits: Mapping[str, Sequence[str]]

    def exits_for(self, language: str) -> Sequence[str]:
        return self.exits.get(language) or self.exits[""]


def configuration() -> Configuration:
    return Configuration(
        site_name=settings.SITE_NAME,
        operator=settings.SITE_OPERATOR,
        public_origin=settings.PUBLIC_ORIGIN,
        languages=settings.LANGUAGES_ENABLED,
        drafts=frozenset(settings.SHOW_DRAFTS),
        exits=settings.EXIT_DESTINATIONS,
    )


def first_shown() -> dict[str, list[tuple[int, date]]]:
    """By uid, which English revision each edition was the first to show, and its
    day.
    """
    shown_on: dict[str, list[tuple[int, date]]] = defaultdict(list)
    for day, english in Edition.objects.order_by("number").values_list(
        "day", "english"
    ):
        for uid, number in english.items():
            shown_on[uid].append((number, day))
    return dict(shown_on)


def take(today: date, last_revision: int | None = None) -> Snapshot:
    """Read the released content; the clock's editions stop at `last_revision`."""
    settings_now = configuration()
    history = histories.load(settings_now.drafts, first_shown(), last_revision)
    return Snapshot(history, today, settings_now)


@dataclass(frozen=True)
class Snapshot:
    history: History
    today: date
    configuration: Configuration
    _texts: dict[tuple[str, str], Shown | None] = field(default_factory=dict)
    _kinds: dict[str, list[tuple[str, Json]]] = field(default_factory=dict)
    _read: dict[tuple[str, str], None] = field(default_factory=dict)

    def text(self, uid: str, language: str) -> Shown | None:
        """What stands for a text, noted by `reading`."""
        self._read[uid, language] = None
        return self._look_up(uid, language)

    def _look_up(self, uid: str, language: str) -> Shown | None:
        at = (uid, language)
        if at not in self._texts:
            self._texts[at] = shown(self.history, uid, language, self.today)
        return self._texts[at]

    @contextmanager
    def reading(self) -> Iterator[list[Shown]]:
        """Collects, on leaving, whatever was read meanwhile: what a page is made of."""
        self._read.clear()
        found: list[Shown] = []
        yield found
        found += [text for at in sorted(self._read) if (text := self._look_up(*at))]

    def values(self, uid: str) -> Json | None:
        """The values of an object, None when it is unknown, waiting or withdrawn."""
        self._read[uid, VALUES] = None
        return self._values_of(uid)

    def _values_of(self, uid: str) -> Json | None:
        found = self._look_up(uid, VALUES)
        if found is None or found.text.content["withdrawn"]:
            return None
        return found.text.content

    def all_of(self, kind: str) -> list[tuple[str, Json]]:
        """(name, values) of every object of a kind that may be shown, by position."""
        if kind not in self._kinds:
            pairs = [
                (uid.partition(":")[2], values)
                for uid in self.history.uids(kind)
                if (values := self._values_of(uid)) is not None
            ]
            self._kinds[kind] = sorted(
                pairs, key=lambda pair: (pair[1].get("position", 0), pair[0])
            )
        return self._kinds[kind]

    @cached_property
    def pages(self) -> dict[str, Json]:
        """Pages whose English may be shown, by key, in their order."""
        return {
            key: values
            for key, values in self.all_of("page")
            if self._look_up(f"page:{key}", ENGLISH)
        }

    @cached_property
    def blocks(self) -> dict[str, list[str]]:
        """By page key, the uids of its blocks in order."""
        by_page: dict[str, list[str]] = defaultdict(list)
        for name, values in self.all_of("block"):
            if self._look_up(f"block:{name}", ENGLISH):
                by_page[values["page"]].append(f"block:{name}")
        return dict(by_page)

    @cached_property
    def keys(self) -> list[str]:
        return [f"key:{name}" for name, _ in self.all_of("key")]

    @cached_property
    def languages(self) -> list[registry.Language]:
        """English, then the enabled languages that are ready, in the registry's
        order.
        """
        return [
            registry.language(code)
            for code in registry.SUPERSET
            if code == ENGLISH
            or (code in self.configuration.languages and self.is_ready(code))
        ]

    def is_ready(self, language: str) -> bool:
        """Whether essential pages, key sentences and interface strings exist."""
        return not self.missing(language)

    def missing(self, language: str) -> list[str]:
        """What a language still needs before it is offered."""
        essential = [key for key, values in self.pages.items() if values["essential"]]
        uids = [f"page:{key}" for key in essential] + self.keys
        uids += [uid for key in essential for uid in self.blocks.get(key, [])]
        lacking = [uid for uid in uids if not self._has_text(uid, language)]
        return lacking if is_translated(language) else [*lacking, "interface strings"]

    def _has_text(self, uid: str, language: str) -> bool:
        found = self._look_up(uid, language)
        return found is not None and found.notice != "english-missing"

    def waiting(self) -> list[str]:
        """Pages, blocks and key sentences whose English may not be shown yet."""
        kinds = ("page", "block", "key")
        uids = [uid for kind in kinds for uid in self.history.uids(kind)]
        return [uid for uid in uids if self._look_up(uid, ENGLISH) is None]
