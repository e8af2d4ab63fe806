"""One plain-data context for each page: everything its bytes depend on but templates.

No model, no queryset and no markup: texts are as revisions hold them, with a place for
each of their tokens. `rendering` turns them into HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, gettext_noop, override

from safety_site.guide.content import Json
from safety_site.languages import formats
from safety_site.languages.registry import Language
from safety_site.publishing import lists, routes
from safety_site.publishing.blocks import block_context
from safety_site.publishing.places import places_for
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import ENGLISH, VALUES, Standing
from safety_site.translation.shown import Shown

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
# What every page links to at its end.
FOOTER = ("who", "help", "phone", "about")
TEMPLATES = {
    kind: f"page/{kind}.html" for kind in ("page", "home", "who", "help", "chooser")
}


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
    """Every public page by its stored path."""
    made = [_chooser(snapshot), _not_found(snapshot, None), _not_allowed(snapshot)]
    for language in snapshot.languages:
        made.append(_not_found(snapshot, language))
        for key in snapshot.pages:
            with snapshot.reading() as read:
                sheet = page_sheet(snapshot, key, language)
            sheet.context["texts"] = [
                _record(found) for found in read if found.text.language != VALUES
            ]
            made.append(sheet)
    return {sheet.path: sheet for sheet in made}


def _record(found: Shown) -> list[str]:
    """[uid, language, digest, notice]: how a context names one text that it shows."""
    text = found.text
    return [text.uid, text.language, text.digest[:16], found.notice]


def page_sheet(snapshot: Snapshot, key: str, language: Language) -> Sheet:
    code = language.code
    values = snapshot.pages[key]
    own = snapshot.text(f"page:{key}", code)
    if own is None:
        raise LookupError(f"page:{key} has no text; it should not be among the pages.")
    blocks = [
        block_context(snapshot, uid, code) for uid in snapshot.blocks.get(key, [])
    ]
    kind = SPECIAL.get(key, "page")
    path = routes.page_path(code, values["slug"])
    texts = own.text.content
    context = _frame(snapshot, language, path, slug=values["slug"]) | {
        "kind": kind,
        "key": key,
        "title": texts["title"],
        "heading": texts["heading"],
        "lead": texts["lead"],
        "places": places_for(snapshot, texts.values(), code),
        "words_language": _other_language(own),
        "blocks": [block.data for block in blocks],
        "owed_keys": values["owed_keys"],
    }
    if kind == "home":
        context["groups"] = _topics(snapshot, code)
    elif kind == "who":
        context["table"] = lists.bodies(snapshot, code)
    elif kind == "help":
        context["organisations"] = lists.helplines_in_full(snapshot, code)
    checked = min((b.checked for b in blocks if b.checked), default=None)
    context["checked"] = formats.date(checked, code) if checked else ""
    context["notices"] = _notices(own, [s for b in blocks for s in b.shown], code)
    if checked and _months_after(checked, values["review_months"]) < snapshot.today:
        context["notices"].append("check-due")
    return Sheet(routes.stored_path(path), TEMPLATES[kind], context)


def _frame(
    snapshot: Snapshot, language: Language, path: str, slug: str | None = None
) -> Json:
    """What every page shows around its own text."""
    code = language.code
    settings = snapshot.configuration
    href, others = routes.pick(list(settings.exits_for(code)), path)
    return {
        "site": {"name": settings.site_name, "operator": settings.operator},
        "language": language_data(language),
        "languages": [
            {
                **language_data(other),
                "path": routes.page_path(other.code, slug or ""),
                "current": other.code == code,
            }
            for other in snapshot.languages
        ],
        "path": path,
        "exit": {"href": href, "others": others},
        "emergency": {
            **lists.phone(snapshot, lists.EMERGENCY),
            "page": _link(snapshot, "now", code),
        },
        "safety": {"page": _link(snapshot, "phone", code)},
        "helplines": lists.helplines(snapshot, code),
        "footer": [link for key in FOOTER if (link := _link(snapshot, key, code))],
        "notices": [],
        "blocks": [],
        "texts": [],
        "places": {},
    }


def language_data(language: Language) -> Json:
    return {
        "code": language.code,
        "html_lang": language.html_lang,
        "direction": language.direction,
        "autonym": language.autonym,
        "script": language.script,
        "line_height": str(language.line_height),
    }


def _chooser(snapshot: Snapshot) -> Sheet:
    english = snapshot.languages[0]
    context = _frame(snapshot, english, routes.CHOOSER) | {"kind": "chooser"}
    context["languages"] = [{**item, "current": False} for item in context["languages"]]
    return Sheet(routes.CHOOSER, TEMPLATES["chooser"], context)


def _not_found(snapshot: Snapshot, language: Language | None) -> Sheet:
    path = routes.not_found_path(language.code if language else "")
    context = _frame(snapshot, language or snapshot.languages[0], path)
    context |= {"kind": "not-found", "multilingual": language is None}
    return Sheet(path, "page/not_found.html", context, 404)


def _not_allowed(snapshot: Snapshot) -> Sheet:
    context = _frame(snapshot, snapshot.languages[0], routes.NOT_ALLOWED)
    context |= {"kind": "not-allowed"}
    return Sheet(routes.NOT_ALLOWED, "page/not_allowed.html", context, 405)


def _link(snapshot: Snapshot, key: str, code: str) -> Json | None:
    """None while the page is not published: a link to it is left out."""
    found = snapshot.text(f"page:{key}", code) if key in snapshot.pages else None
    if found is None:
        return None
    return {
        "path": routes.page_path(code, snapshot.pages[key]["slug"]),
        "name": found.text.content["link_name"],
    }


def _topics(snapshot: Snapshot, code: str) -> list[Json]:
    groups = []
    for topic, name in TOPICS.items():
        keys = [k for k, v in snapshot.pages.items() if v["topic"] == topic]
        links = [link for key in keys if (link := _link(snapshot, key, code))]
        if links:
            with override(code):
                groups.append({"name": gettext(name), "links": links})
    return groups


def _other_language(found: Shown) -> Json | None:
    """Set where English stands in place of the page's own language."""
    if not found.is_english_instead:
        return None
    return {"html_lang": "en-GB", "direction": "ltr"}


def _notices(page: Shown, blocks: list[Shown], code: str) -> list[str]:
    """The notices at the top: the page shows the worst standing of its texts."""
    found = [page, *blocks]
    english_draft = any(
        (s.english or s.text).standing != Standing.CHECKED for s in found
    )
    if code == ENGLISH:
        return ["draft-en"] if english_draft else []
    standings = {s.text.standing for s in found if s.text.language == code}
    if not standings:
        return ["page-missing", *(["draft-both"] if english_draft else [])]
    notices: list[str] = []
    if Standing.MACHINE_DRAFT in standings:
        notices.append("draft-machine")
    elif Standing.DRAFT in standings:
        notices.append("draft-human")
    if page.is_english_instead:
        notices.append(page.notice)
    if english_draft:
        notices.append("draft-both")
    return notices


def _months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"{day} has no day {months} months later.")
