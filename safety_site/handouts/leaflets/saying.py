"""All that a leaflet says, as plain data: made from the context of its page.

Its digest names the leaflet. Whatever is drawn is in it, the interface's words and the
drawing's own sources too, so that a leaflet with an old number is never offered.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext, override

from safety_site.guide.content import Json
from safety_site.handouts.leaflets.scripts import hand_of
from safety_site.publishing import routes
from safety_site.publishing.blocks import text_context
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.tags import page_title
from safety_site.translation.freezing import digest

# Kinds of pages that say on paper what they say on a screen. The others are questions,
# or long lists to look something up in.
KINDS = ("page", "home", "group", "who", "workers")
# The page for those who print for others: it offers the cards.
OF_CARDS = "workers"
# What may happen to a paper, in words that are released.
PAPERS = "block:what-changed/2"
SOURCES = ("runs.py", "setting.py", "page.typ", "cards.typ")
# Where the number stands in the emergency line.
NUMBER = "\ufffc"


def leaflet(snapshot: Snapshot, sheet: Sheet) -> Json | None:
    """None where a page has none."""
    context = sheet.context
    if context.get("kind") not in KINDS or not _may_be_drawn(snapshot, context):
        return None
    # Whoever reads English has the English leaflet.
    if "page-missing" in context["notices"]:
        return None
    code = sheet.language
    with override(code):
        words = _interface(context)
    said = {
        "form": "page",
        "sources": sources_digest(),
        "language": context["language"],
        "site": context["site"]["name"],
        "title": page_title(
            context["title"], context["site"]["name"], context["language"]["direction"]
        ),
        "address": address(snapshot, code, context["path"]),
        "origin": _origin(snapshot),
        "words": words,
        "emergency": {name: context["emergency"][name] for name in ("shown", "tel")},
        "heading": context["heading"],
        "lead": context["lead"],
        "places": context.get("places", {}),
        "in_english": bool(context.get("words_language")),
        "blocks": [_text(block) for block in context["blocks"]],
        "entries": [_entry(entry) for entry in context.get("entries", ())],
        "groups": context.get("groups", []),
        "table": _table(context.get("table", ())),
        "papers": snapshot.once((PAPERS, code), lambda: _papers(snapshot, code)),
        "helplines": context["helplines"],
    }
    return said | {"codes": _codes_in(said, _codes(snapshot, code))}


def cards(snapshot: Snapshot, sheet: Sheet) -> Json | None:
    """What stands on every card: the site's neutral name, the language's own name, and
    where its start page is. None where a page offers none.
    """
    context = sheet.context
    is_theirs = context.get("key") == OF_CARDS and context.get("kind") in KINDS
    if not is_theirs or not _may_be_drawn(snapshot, context):
        return None
    return {
        "form": "cards",
        "sources": sources_digest(),
        "language": context["language"],
        "site": context["site"]["name"],
        "title": context["site"]["name"],
        "address": address(
            snapshot, sheet.language, routes.page_path(sheet.language, "")
        ),
        "origin": _origin(snapshot),
    }


def _may_be_drawn(snapshot: Snapshot, context: Json) -> bool:
    return bool(_origin(snapshot)) and hand_of(context["language"]) is not None


def _origin(snapshot: Snapshot) -> str:
    return snapshot.configuration.public_origin.rstrip("/")


def address(snapshot: Snapshot, language: str, path: str) -> str:
    """Without the site: the short code, else the path."""
    code = _codes(snapshot, language).get(path)
    return routes.code_path(code) if code else path.rstrip("/")


def _codes(snapshot: Snapshot, code: str) -> dict[str, str]:
    """The short code of each page of a language, by its path."""
    return {
        routes.page_path(code, values["slug"]): snapshot.codes[key, code]
        for key, values in snapshot.pages.items()
    }


def _codes_in(said: Json, codes: dict[str, str]) -> dict[str, str]:
    """Those of the pages that it names: a new page makes no other leaflet anew."""
    text = json.dumps(said)
    return {path: code for path, code in codes.items() if f'"{path}"' in text}


def digest_of(said: Json) -> str:
    return digest(said)


@cache
def sources_digest() -> str:
    """How it is drawn; the fonts stay what they are."""
    folder = Path(__file__).parent
    return sha256(
        b"".join((folder / name).read_bytes() for name in SOURCES)
    ).hexdigest()


def _text(text: Json) -> Json:
    names = ("heading", "body", "places", "notice", "language", "english")
    return {name: text[name] for name in names} | {"kind": text.get("kind", "")}


def _entry(entry: Json) -> Json:
    names = ("name", "nations", "answer", "is_draft", "official")
    parts = [_text(part) | {"field": part["field"]} for part in entry["parts"]]
    return {name: entry[name] for name in names} | {"parts": parts}


def _table(table: list[Json]) -> list[Json]:
    return [
        {
            "group": group["group"],
            "rows": [
                {name: row[name] for name in ("name", "answer", "nations")}
                for row in group["rows"]
            ],
        }
        for group in table
    ]


def _papers(snapshot: Snapshot, code: str) -> Json | None:
    values = snapshot.values(PAPERS)
    if values is None or snapshot.text(PAPERS, code) is None:
        return None
    return _text(text_context(snapshot, PAPERS, code).data)


def _interface(context: Json) -> Json:
    """The interface's words in the language of the page."""
    return {
        "notices": [_notice(name) for name in context["notices"]],
        "emergency": gettext("In danger now? Call %(number)s, whatever your visa says.")
        % {"number": NUMBER},
        "draft": gettext("Translated by a computer. Not checked."),
        "english": gettext("The same in English"),
        "stale": gettext("This part is out of date. The English text has changed."),
        "english-changed": gettext(
            "This part is shown in English because the text changed. It is not ready "
            "in your language yet."
        ),
        "english-missing": gettext(
            "This part is shown in English because it is not ready in your language "
            "yet."
        ),
        "may-tell": gettext("May it tell the Home Office?"),
        "ask": gettext("We could not confirm this. Ask an adviser."),
        "official": gettext(
            "This is an official page. Using it tells the Home Office:"
        ),
        "more": gettext("More pages"),
        "helplines": gettext("Call a helpline"),
        "calls": gettext("Your phone\u2019s list of calls keeps the number."),
        "checked": gettext("Facts last checked: %(date)s.")
        % {"date": context["checked"]}
        if context.get("checked")
        else "",
        "yes": gettext("Yes"),
        "sometimes": gettext("Sometimes"),
        "no-routine": gettext("No regular sharing found"),
        "confidential-with-safety-exceptions": gettext("Private, with safety limits"),
        "not-confirmed": gettext("Not confirmed"),
    }


def _notice(name: str) -> str:
    return {
        "draft-en": gettext(
            "This page is a draft. No legal adviser has checked it yet."
        ),
        "draft-machine": gettext(
            "A computer translated this page. No person has checked it yet. It may "
            "have mistakes."
        ),
        "draft-human": gettext(
            "A person translated this page. A second person has not checked it yet."
        ),
        "draft-both": gettext("No legal adviser has checked the English page yet."),
        "english-missing": gettext(
            "This part is shown in English because it is not ready in your language "
            "yet."
        ),
        "english-changed": gettext(
            "This part is shown in English because the text changed. It is not ready "
            "in your language yet."
        ),
        "stale": gettext("This part is out of date. The English text has changed."),
        "check-due": gettext(
            "The facts on this page are due for a new check. They may have changed."
        ),
        "general": gettext(
            "This is general information. It is not advice about your case."
        ),
    }[name]
