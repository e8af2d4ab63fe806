"""The whole site as plain data on one day: what contexts are made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.conf import settings

from safety_site.disclosure.models import may_be_said
from safety_site.guide.content import Json
from safety_site.languages import chooser, registry
from safety_site.publishing import codes as short_codes
from safety_site.publishing import files, offers, recordings, urgent
from safety_site.publishing.codes import Codes, Pair
from safety_site.publishing.files import HasFile
from safety_site.publishing.interface import is_translated
from safety_site.publishing.models import Edition, Recording
from safety_site.publishing.record import Record, on_record
from safety_site.translation import history as histories
from safety_site.translation import tokens
from safety_site.translation.history import History
from safety_site.translation.models import ENGLISH, VALUES
from safety_site.translation.shown import Shown, shown

Made = TypeVar("Made")
# English letters of public bodies on one page of their group. In the heaviest
# languages each weighs about a byte with brotli, its share of sources, marks and the
# English beside a machine draft counted; the rest of the budget is the frame's.
LETTERS_ON_A_PAGE = 5_000


@dataclass(frozen=True)
class Configuration:
    """The settings that reach pages."""

    site_name: str
    operator: str
    public_origin: str
    languages: Sequence[str]
    drafts: frozenset[str]
    exits: Mapping[str, Sequence[str]]

    def address(self, path: str) -> str:
        """In full, for paper and messages; empty where the site has no public name."""
        return self.public_origin.rstrip("/") + path if self.public_origin else ""

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


def take(
    today: date,
    edition: Edition | None = None,
    *,
    languages: Sequence[str] | None = None,
    new_files: bool = False,
    has_file: HasFile = files.has,
) -> Snapshot:
    """Read the released content; with an edition, no more than it could show; with
    some languages, their texts alone, English and all values.

    `has_file` says whether a reader can be given it; with `new_files` those count too
    that were made after the edition, but for recordings.
    """
    settings_now = configuration()
    if languages is not None:
        settings_now = replace(settings_now, languages=languages)
    record = on_record(edition)
    history = histories.load(
        settings_now.drafts,
        record.english,
        edition.last_revision if edition else None,
        settings_now.languages,
    )
    return Snapshot(
        history,
        today,
        settings_now,
        record,
        recordings.of(edition),
        has_file,
        urgent.known(edition.last_notice if edition else None),
        short_codes.issued(),
        edition is None,
        offers.load(None if new_files else edition),
    )


# Each is equal to itself alone, so that what is found out about one can be kept.
@dataclass(frozen=True, eq=False)
class Snapshot:
    """`recordings`, `issued` codes: by page and language. `is_proposal`: it may show
    what no edition has shown yet. `offering`: what finds the files of a page.
    """

    history: History
    today: date
    configuration: Configuration
    record: Record
    recordings: Mapping[tuple[str, str], Recording]
    has_file: HasFile
    urgent: urgent.Known
    issued: Codes
    is_proposal: bool
    offering: tuple[offers.Offer, ...] = ()
    _texts: dict[tuple[str, str], Shown | None] = field(default_factory=dict)
    _kinds: dict[str, list[tuple[str, Json]]] = field(default_factory=dict)
    _readers: list[dict[tuple[str, str], Shown]] = field(default_factory=list)
    _made: dict[Hashable, tuple[Any, dict[tuple[str, str], Shown]]] = field(
        default_factory=dict
    )

    def with_history(self, history: History) -> Snapshot:
        """The same day and settings, of other texts; nothing found out is kept."""
        return Snapshot(
            history,
            self.today,
            self.configuration,
            self.record,
            self.recordings,
            self.has_file,
            self.urgent,
            self.issued,
            self.is_proposal,
            self.offering,
        )

    def text(self, uid: str, language: str) -> Shown | None:
        """What stands for a text, noted by `reading`."""
        found = self._look_up(uid, language)
        if found:
            for reader in self._readers:
                reader[uid, language] = found
        return found

    def peek(self, uid: str, language: str) -> Shown | None:
        """As `text`, unnoted: for what a page tells about a text it does not show."""
        return self._look_up(uid, language)

    def _look_up(self, uid: str, language: str) -> Shown | None:
        at = (uid, language)
        if at not in self._texts:
            self._texts[at] = shown(self.history, uid, language, self.today)
        return self._texts[at]

    @contextmanager
    def reading(self) -> Iterator[dict[tuple[str, str], Shown]]:
        """Notes whatever is read meanwhile, by uid and language asked for, in order."""
        reader: dict[tuple[str, str], Shown] = {}
        self._readers.append(reader)
        try:
            yield reader
        finally:
            self._readers.pop()

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` makes, made once; who asks again has read the same texts.

        The name must hold all that it depends on, the language too. Nobody may change
        what is given back.
        """
        if name not in self._made:
            with self.reading() as read:
                made = make()
            self._made[name] = (made, read)
        found, read = self._made[name]
        for reader in self._readers:
            reader.update(read)
        return found

    def values(self, uid: str) -> Json | None:
        """The values of an object, None when it is unknown, waiting or withdrawn."""
        self.text(uid, VALUES)
        return self._released(uid)

    def released(self, uid: str) -> Json | None:
        """As `values`, unnoted."""
        return self._released(uid)

    def _released(self, uid: str) -> Json | None:
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
                if (values := self._released(uid)) is not None
            ]
            self._kinds[kind] = sorted(
                pairs, key=lambda pair: (pair[1].get("position", 0), pair[0])
            )
        return self._kinds[kind]

    @property
    def last_recording(self) -> int:
        return max((row.pk for row in self.recordings.values()), default=0)

    @cached_property
    def pages(self) -> dict[str, Json]:
        """Pages whose English may be shown, by key, in their order."""
        return {
            key: values
            for key, values in self.all_of("page")
            if self._look_up(f"page:{key}", ENGLISH)
        }

    @cached_property
    def codes(self) -> dict[Pair, str]:
        """The short code of each page in each language that is offered, and all that
        were ever issued.
        """
        offered = [language.code for language in self.languages]
        pairs = [(key, code) for key in self.pages for code in offered]
        return short_codes.with_new(self.issued, pairs)

    @property
    def new_codes(self) -> dict[Pair, str]:
        """Those that the next edition issues."""
        return {at: code for at, code in self.codes.items() if at not in self.issued}

    @cached_property
    def blocks(self) -> dict[str, list[str]]:
        """By page key, the uids of its blocks in order."""
        by_page: dict[str, list[str]] = defaultdict(list)
        for name, values in self.all_of("block"):
            if self._look_up(f"block:{name}", ENGLISH):
                by_page[values["page"]].append(f"block:{name}")
        return dict(by_page)

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """By public body, the uids of its texts that may be shown, in reading order."""
        confidence = {body: v["confidence"] for body, v in self.all_of("body")}
        by_body: dict[str, list[str]] = defaultdict(list)
        for name, values in self.all_of("part"):
            body = values["body"]
            if (
                body in confidence
                and may_be_said(confidence[body], values["field"])
                and self._look_up(f"part:{name}", ENGLISH)
            ):
                by_body[body].append(f"part:{name}")
        return dict(by_body)

    @cached_property
    def bodies(self) -> dict[str, list[list[str]]]:
        """By group, its public bodies in order, parted into the pages of the group.

        By their English alone, so that an entry has one address in every language.
        """
        lengths: dict[str, dict[str, int]] = defaultdict(dict)
        for body, values in self.all_of("body"):
            if self._look_up(f"body:{body}", ENGLISH):
                parts = self.parts.get(body, [])
                length = sum(map(self._english_length, parts))
                lengths[values["group"]][body] = length
        return {group: _in_even_pages(bodies) for group, bodies in lengths.items()}

    def _english_length(self, uid: str) -> int:
        found = self._look_up(uid, ENGLISH)
        return sum(map(len, found.text.content.values())) if found else 0

    @cached_property
    def contacts(self) -> dict[str, list[tuple[str, Json]]]:
        """By organisation, its contacts that may be shown: (name, values)."""
        by_organisation: dict[str, list[tuple[str, Json]]] = defaultdict(list)
        for name, values in self.all_of("contact"):
            if values["publishable"]:
                by_organisation[values["organisation"]].append((name, values))
        return dict(by_organisation)

    @cached_property
    def tools(self) -> dict[str, dict[str, Json]]:
        """By tool, the values of its questions, answers, outcomes and notes by uid."""
        by_tool: dict[str, dict[str, Json]] = {
            key: {} for key, _ in self.all_of("tool")
        }
        for kind in ("question", "answer", "outcome", "note"):
            for name, values in self.all_of(kind):
                uid, tool = f"{kind}:{name}", name.partition("/")[0]
                if tool in by_tool and self._look_up(uid, ENGLISH):
                    by_tool[tool][uid] = values
        return by_tool

    @cached_property
    def keys(self) -> list[str]:
        return [f"key:{name}" for name, _ in self.all_of("key")]

    @cached_property
    def languages(self) -> list[registry.Language]:
        """English and the enabled languages that are ready, in the chooser's order."""
        enabled = [code for code in self.configuration.languages if code != ENGLISH]
        ready = [code for code in enabled if self.is_ready(code)]
        return [registry.language(code) for code in chooser.order([ENGLISH, *ready])]

    def is_ready(self, language: str) -> bool:
        """Whether essential pages, key sentences and interface strings exist."""
        return not self.missing(language)

    def missing(self, language: str) -> list[str]:
        """What a language still needs before it is offered; of one that is not
        enabled no text was read.
        """
        essential = [key for key, values in self.pages.items() if values["essential"]]
        uids = [f"page:{key}" for key in essential] + self.keys
        uids += [uid for key in essential for uid in self.blocks.get(key, [])]
        for body, values in self.all_of("body"):
            if f"who-{values['group']}" in essential:
                uids += self.parts.get(body, [])
        uids += self._terms_placed(uids)
        for tool, values in self.all_of("tool"):
            uids += self.tools[tool] if values["page"] in essential else []
        lacking = [uid for uid in uids if not self._has_text(uid, language)]
        return lacking if is_translated(language) else [*lacking, "interface strings"]

    def _terms_placed(self, uids: Sequence[str]) -> list[str]:
        """The words explained that the English of some texts leads to."""
        found = (self._look_up(uid, ENGLISH) for uid in uids)
        texts = (text for s in found if s for text in s.text.content.values())
        placed = (token for text in texts for token in tokens.found(text))
        names = sorted({token.name for token in placed if token.kind == "term"})
        return [f"term:{name}" for name in names]

    def _has_text(self, uid: str, language: str) -> bool:
        found = self._look_up(uid, language)
        return found is not None and found.notice != "english-missing"

    def waiting(self) -> list[str]:
        """What may not be shown because nobody has checked it yet, text or values."""
        found = {
            uid
            for uid, language in self.history.newest
            if language in (ENGLISH, VALUES)
            and not self._was_withdrawn(uid)
            and self._look_up(uid, language) is None
        }
        return sorted(found, key=lambda uid: (not uid.startswith("page:"), uid))

    def _was_withdrawn(self, uid: str) -> bool:
        """Whether the newest values, checked or not, withdraw the object."""
        newest = self.history.newest.get((uid, VALUES), ())
        return not newest or bool(newest[0].content.get("withdrawn", True))


def _in_even_pages(lengths: Mapping[str, int]) -> list[list[str]]:
    """As few pages as can hold them all, in order, each about as full as the next."""
    whole = sum(lengths.values())
    count = whole // LETTERS_ON_A_PAGE + 1
    pages: list[list[str]] = [[] for _ in range(count)]
    before = 0
    for body, length in lengths.items():
        # A body stands where its middle falls.
        middle = before + length / 2
        pages[min(int(middle * count / max(whole, 1)), count - 1)].append(body)
        before += length
    return [page for page in pages if page]
