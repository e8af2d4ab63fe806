"""Every organisation by name; and the languages that any, or none, of them lists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext, override

from safety_site.directory.spoken import spoken
from safety_site.guide.content import Json
from safety_site.languages import registry
from safety_site.languages.registry import Language
from safety_site.publishing import finding, organisations, routes
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.kinds.help_lists import PAGE, REVIEW_MONTHS
from safety_site.publishing.sheet import MakeSheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.topic import list_sheet
from safety_site.translation.models import ENGLISH


def more(snapshot: Snapshot, language: Language) -> Iterator[MakeSheet]:
    if PAGE not in snapshot.pages:
        return
    for name, beside in (("all", _index), ("languages", _languages)):
        yield partial(
            list_sheet,
            snapshot,
            language,
            page=PAGE,
            slug=f"{PAGE}/{name}",
            kind=f"help_{name}",
            beside=partial(beside, snapshot, language.code),
            review_months=REVIEW_MONTHS,
        )


def _index(snapshot: Snapshot, code: str) -> Beside:
    values = finding.public(snapshot)
    names = sorted(values, key=lambda name: values[name]["name"].casefold())
    with override(code):
        context: Json = {
            "title": gettext("Find help: all"),
            "heading": gettext("All services"),
            "lead": gettext("A name leads to all that we know about the service."),
        }
    context["rows"] = [organisations.row(snapshot, name, code) for name in names]
    return Beside(context, checked=organisations.oldest_check(snapshot, names))


def _languages(snapshot: Snapshot, code: str) -> Beside:
    listed = finding.languages(snapshot)
    lines = finding.can_interpret(snapshot)
    with override(code):
        context: Json = {
            "title": gettext("Find help: languages"),
            "heading": gettext("Who speaks my language?"),
            "lead": gettext("Here are the languages that services list."),
        }
    context["listed"] = [
        {
            "path": routes.page_path(code, f"help/language-{each}"),
            "names": organisations.language_names([each], code),
        }
        for each in listed
    ]
    context["unlisted"] = unlisted(listed, code)
    context["all"] = routes.page_path(code, f"{PAGE}/all")
    context["interpreters"] = [
        organisations.row(snapshot, name, code) for name in lines
    ]
    return Beside(context, checked=organisations.oldest_check(snapshot, lines))


def unlisted(listed: list[str], code: str) -> list[Json]:
    """Languages of this project that no organisation lists, the page's own first."""
    read = {reader for each in listed for reader in spoken(each).readers}
    codes = [c for c in registry.SUPERSET if c not in read and c != ENGLISH]
    codes.sort(key=lambda each: each != code)
    return organisations.language_names(codes, code)
