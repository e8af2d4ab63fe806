"""One plain-data context for each page: everything its bytes depend on but templates.

No model, no queryset and no markup: texts are as revisions hold them, with a place for
each of their tokens. `rendering` turns them into HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from safety_site.languages.registry import Language
from safety_site.publishing import data_files, kinds, offers, routes, topic
from safety_site.publishing.concerned import put_notices
from safety_site.publishing.frame import frame
from safety_site.publishing.sheet import MakeSheet, Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import VALUES


def sheets(snapshot: Snapshot) -> dict[str, Sheet]:
    """Every public page by its stored path. Raises ValueError for a path used twice."""
    made: dict[str, Sheet] = {}
    for make in _makers(snapshot):
        with snapshot.reading() as read:
            sheet = make()
            put_notices(snapshot, sheet, {uid for uid, _ in read})
        sheet.context["texts"] = [
            [uid, asked, s.text.language, s.text.digest[:16], s.notice]
            for (uid, asked), s in read.items()
            if asked != VALUES
        ]
        sheet.context["files"] = offers.of(snapshot.offering, snapshot, sheet)
        if sheet.path in made:
            raise ValueError(f"Two pages have the address {sheet.path}.")
        made[sheet.path] = sheet
    return made


def _makers(snapshot: Snapshot) -> Iterator[MakeSheet]:
    english = snapshot.languages[0]
    yield partial(_chooser, snapshot, english)
    yield partial(_not_found, snapshot, english, multilingual=True)
    yield partial(_no_such_code, snapshot, english)
    yield partial(_not_allowed, snapshot, english)
    for language in snapshot.languages:
        yield partial(_not_found, snapshot, language)
        for key in snapshot.pages:
            yield partial(page_sheet, snapshot, key, language)
        for more in kinds.MORE:
            yield from more(snapshot, language)
    yield from data_files.sheets(snapshot)


def page_sheet(snapshot: Snapshot, key: str, language: Language) -> Sheet:
    """A page of the guide."""
    kind, beside = kinds.of(key)
    return topic.page_sheet(snapshot, language, key, kind=kind, beside=beside)


def _chooser(snapshot: Snapshot, english: Language) -> Sheet:
    context = frame(snapshot, english, routes.CHOOSER) | {"kind": "chooser"}
    context["languages"] = [{**item, "current": False} for item in context["languages"]]
    return Sheet(routes.CHOOSER, "page/chooser.html", context)


def _not_found(
    snapshot: Snapshot, language: Language, *, multilingual: bool = False
) -> Sheet:
    path = routes.not_found_path("" if multilingual else language.code)
    context = frame(snapshot, language, path)
    context |= {"kind": "not-found", "multilingual": multilingual}
    return Sheet(path, "page/not_found.html", context, 404)


def _no_such_code(snapshot: Snapshot, english: Language) -> Sheet:
    context = frame(snapshot, english, routes.NO_SUCH_CODE) | {"kind": "no-such-code"}
    return Sheet(routes.NO_SUCH_CODE, "page/no_such_code.html", context, 404)


def _not_allowed(snapshot: Snapshot, english: Language) -> Sheet:
    context = frame(snapshot, english, routes.NOT_ALLOWED) | {"kind": "not-allowed"}
    return Sheet(routes.NOT_ALLOWED, "page/not_allowed.html", context, 405)
