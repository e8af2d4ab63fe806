"""One plain-data context for each page: everything its bytes depend on but templates.

No model, no queryset and no markup: texts are as revisions hold them, with a place for
each of their tokens. `rendering` turns them into HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext, gettext_noop, override

from safety_site.guide.content import Json
from safety_site.languages import formats
from safety_site.languages.registry import Language
from safety_site.publishing import lists, routes
from safety_site.publishing.blocks import block_context, unsourced
from safety_site.publishing.frame import frame
from safety_site.publishing.notices import months_after, notices
from safety_site.publishing.places import places_for
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import language_of, link
from safety_site.translation.models import VALUES

# The home page's groups of topics, in order.
TOPICS = {
    "tell": gettext_noop("If you want to tell someone"),
    "visa": gettext_noop("Your visa"),
    "daily": gettext_noop("Daily life"),
    "rule": gettext_noop("About the rule"),
    "others": gettext_noop("For others"),
}
# Pages that show a list of their own beside their blocks; the key is the kind.
SPECIAL = {"home": "home", "who": "who", "help": "help"}


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


def sheets(snapshot: Snapshot) -> dict[str, Sheet]:
    """Every public page by its stored path. Raises ValueError for a path used twice."""
    made: dict[str, Sheet] = {}
    for make in _makers(snapshot):
        with snapshot.reading() as read:
            sheet = make()
        sheet.context["texts"] = [
            [uid, asked, s.text.language, s.text.digest[:16], s.notice]
            for (uid, asked), s in read.items()
            if asked != VALUES
        ]
        if sheet.path in made:
            raise ValueError(f"Two pages have the address {sheet.path}.")
        made[sheet.path] = sheet
    return made


def _makers(snapshot: Snapshot) -> Iterator[Callable[[], Sheet]]:
    english = snapshot.languages[0]
    yield partial(_chooser, snapshot, english)
    yield partial(_not_found, snapshot, english, multilingual=True)
    yield partial(_not_allowed, snapshot, english)
    for language in snapshot.languages:
        yield partial(_not_found, snapshot, language)
        for key in snapshot.pages:
            yield partial(page_sheet, snapshot, key, language)


def page_sheet(snapshot: Snapshot, key: str, language: Language) -> Sheet:
    """A topic page. Its notices count all that it is made of, its frame's values
    too.
    """
    code = language.code
    values = snapshot.pages[key]
    path = routes.page_path(code, values["slug"])
    with snapshot.reading() as read:
        around = frame(snapshot, language, path, slug=values["slug"])
        context = around | _own(snapshot, key, language)
    page = read[f"page:{key}", code]
    made_of = [s for (_, asked), s in read.items() if asked in (code, VALUES)]
    context["notices"] = notices(page, made_of, code) + context["notices"]
    return Sheet(routes.stored_path(path), f"page/{context['kind']}.html", context)


def _own(snapshot: Snapshot, key: str, language: Language) -> Json:
    """What a page says itself, inside its frame."""
    code = language.code
    values = snapshot.values(f"page:{key}")
    own = snapshot.text(f"page:{key}", code)
    if values is None or own is None:
        raise LookupError(f"page:{key} may not be shown; it should not be a page.")
    texts = own.text.content
    blocks = [
        block_context(snapshot, uid, code) for uid in snapshot.blocks.get(key, [])
    ]
    checked = min((b.checked for b in blocks if b.checked), default=None)
    due = checked and months_after(checked, values["review_months"]) < snapshot.today
    kind = SPECIAL.get(key, "page")
    citations = [claim for _, claim in values["citations"]]
    context: Json = {
        "kind": kind,
        "key": key,
        "title": texts["title"],
        "heading": texts["heading"],
        "lead": texts["lead"],
        "places": places_for(snapshot, texts.values(), own.text.language),
        "words_language": language_of(own),
        "blocks": [block.data for block in blocks],
        "owed_keys": values["owed_keys"],
        "checked": formats.date(checked, code) if checked else "",
        "notices": ["check-due"] if due else [],
    }
    if kind == "home":
        context["groups"] = _topics(snapshot, code)
    elif kind == "who":
        context["table"] = lists.bodies(snapshot, code)
        citations += lists.citations_of_bodies(snapshot)
    elif kind == "help":
        context["organisations"] = lists.helplines_in_full(snapshot, code)
    return context | {"unsourced": unsourced(snapshot, citations)}


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


def _not_allowed(snapshot: Snapshot, english: Language) -> Sheet:
    context = frame(snapshot, english, routes.NOT_ALLOWED) | {"kind": "not-allowed"}
    return Sheet(routes.NOT_ALLOWED, "page/not_allowed.html", context, 405)


def _topics(snapshot: Snapshot, code: str) -> list[Json]:
    groups = []
    for topic, name in TOPICS.items():
        keys = [k for k, v in snapshot.pages.items() if v["topic"] == topic]
        links = [made for key in keys if (made := link(snapshot, key, code))]
        if links:
            with override(code):
                groups.append({"name": gettext(name), "links": links})
    return groups
