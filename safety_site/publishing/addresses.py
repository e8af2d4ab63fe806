"""Every address that was given out, and what answers it now.

Addresses stand on cards, in chats and in the heads of people who must find a page
again: none may end (practice.md E14). A page that is gone is stood in for, under its
old address and its code alike; a page that moved answers under its old address too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from safety_site.guide.content import Json
from safety_site.languages import registry
from safety_site.publishing import contexts, manifest, routes
from safety_site.publishing.codes import Pair
from safety_site.publishing.frame import language_data
from safety_site.publishing.models import Edition
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import ENGLISH, VALUES, Revision


@dataclass(frozen=True)
class Released:
    """`paths`: all that an edition answers. `keys`: by slug, the page that had it last,
    withdrawn ones too.
    """

    paths: frozenset[str] = frozenset()
    keys: Mapping[str, str] | None = None

    def page_at(self, language: str, slug: str) -> Pair | None:
        key = (self.keys or {}).get(slug)
        return (key, language) if key else None


@dataclass(frozen=True)
class Laid:
    """All that an edition holds: `sheets` to draw, and `also`, the addresses that
    answer just as one of these does.
    """

    sheets: dict[str, Sheet]
    also: dict[str, str]

    def faults(self, released: Released) -> list[str]:
        """Addresses and codes of the last edition that would stop answering."""
        return [
            f"The address {path} is in use and would stop answering. Bring its page "
            "back, or name the page that takes its place."
            for path in sorted(released.paths)
            if path not in self.sheets and self.also.get(path) not in self.sheets
        ]


def released(edition: Edition | None, until: int | None = None) -> Released:
    """What was given out up to an edition; `until` is the last revision to look at."""
    if edition is None:
        return Released()
    answers = manifest.answers(edition.manifest)
    paths = frozenset(path for path in answers if path.startswith("/"))
    return Released(paths, pages_by_slug(until))


def released_when_made(edition: Edition) -> Released:
    """What the pages of an edition were made with: those of a rollback are older."""
    made = edition
    if edition.serves:
        made = Edition.objects.get(number=edition.serves)
    return released(made, edition.last_revision)


def pages_by_slug(until: int | None = None) -> dict[str, str]:
    rows = Revision.objects.filter(language=VALUES, uid__startswith="page:")
    if until is not None:
        rows = rows.filter(pk__lte=until)
    return {
        content["slug"]: uid.removeprefix("page:")
        for uid, content in rows.order_by("pk").values_list("uid", "content")
    }


def lay(snapshot: Snapshot, released: Released) -> Laid:
    """Every page, and what stands at each further address. Raises LookupError or
    ValueError as `contexts.sheets` does.
    """
    sheets = contexts.sheets(snapshot)
    laid = Laid(dict(sheets), {})
    finder = Finder(snapshot, sheets, released)
    found = {
        routes.code_path(code): finder.of_page(*pair)
        for pair, code in sorted(snapshot.codes.items())
    }
    for path in sorted(released.paths - sheets.keys() - found.keys()):
        if answer := finder.of_path(path):
            found[path] = answer
    for path, answer in found.items():
        if answer.gone:
            target = sheets[answer.path]
            context = target.context | {"gone": answer.gone}
            laid.sheets[path] = replace(target, path=path, context=context)
        else:
            laid.also[path] = answer.path
    return laid


@dataclass(frozen=True)
class Answer:
    """The page that answers; `gone` is what it says of the one that was asked for."""

    path: str
    gone: Json | None = None


@dataclass(frozen=True)
class Finder:
    snapshot: Snapshot
    sheets: Mapping[str, Sheet]
    released: Released

    def of_page(self, key: str, language: str) -> Answer:
        """A page of the guide, the one that takes its place, or the start page."""
        shown_in = self._shown_in(language)
        pages = self.snapshot.pages
        now = next((k for k in line(self.snapshot, key) if k in pages), "")
        slug = pages[now]["slug"] if now else ""
        path = routes.stored_path(routes.page_path(shown_in, slug))
        return Answer(path, self._gone(language, now != key, bool(now)))

    def of_path(self, path: str) -> Answer | None:
        """An old address; that of one page of a list gives way to the list's first."""
        language, _, rest = path.removeprefix("/").partition("/")
        if not is_language(language):
            return None
        shown_in = self._shown_in(language)
        for slug in upwards(rest):
            at = routes.stored_path(routes.page_path(shown_in, slug))
            if at in self.sheets:
                return Answer(at, self._gone(language, False, False))
            if pair := self.released.page_at(language, slug):
                return self.of_page(*pair)
        return None

    def _shown_in(self, language: str) -> str:
        offered = {each.code for each in self.snapshot.languages}
        return language if language in offered else ENGLISH

    def _gone(self, language: str, page: bool, in_its_place: bool) -> Json | None:
        """Said in the language that was asked for, whether it is offered or not."""
        is_offered = self._shown_in(language) == language
        if is_offered and not page:
            return None
        return {
            "page": page,
            "in_its_place": in_its_place,
            "asked": None if is_offered else language_data(registry.language(language)),
        }


def line(snapshot: Snapshot, key: str) -> Iterator[str]:
    """A page, the one in its place, the one in that one's place, and so on."""
    seen: set[str] = set()
    while key and key not in seen:
        yield key
        seen.add(key)
        found = snapshot.peek(f"page:{key}", VALUES)
        key = found.text.content.get("replaced_by", "") if found else ""


def is_language(code: str) -> bool:
    return code in registry.SUPERSET


def upwards(slug: str) -> Iterator[str]:
    """("help/need-1/2") gives it, "help/need-1", "help" and, for the start page, ""."""
    while slug:
        yield slug
        slug = slug.rpartition("/")[0]
    yield ""


def after_going_back(older: Json, newest: Json, snapshot: Snapshot) -> dict[str, str]:
    """What answers, in an older edition, each address that only the newest knows.

    Nothing is drawn anew: going back must not depend on what went wrong.
    """
    answers = manifest.answers(older)
    missing = manifest.answers(newest).keys() - answers.keys()
    keys = pages_by_slug()
    pairs = {routes.code_path(code): pair for pair, code in snapshot.codes.items()}

    def there(key: str, language: str) -> str:
        path = routes.code_path(snapshot.codes.get((key, language), ""))
        return path if path in answers else ""

    def candidates(path: str) -> Iterator[str]:
        language, _, rest = path.removeprefix("/").partition("/")
        key = keys.get(rest, "")
        if path in pairs:
            (key, language), rest = pairs[path], ""
        for shown_in in (language, ENGLISH):
            yield from (there(each, shown_in) for each in line(snapshot, key))
            for slug in upwards(rest):
                yield routes.stored_path(routes.page_path(shown_in, slug))

    also = manifest.also(older)
    found = {
        path: next((each for each in candidates(path) if each in answers), "")
        for path in sorted(missing)
        if path.startswith("/")
    }
    return {path: also.get(to, to) for path, to in found.items() if to}
