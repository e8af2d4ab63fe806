"""How to hand a page on: for who helps somebody else, in English, one page for each
page of the guide in each language; and all short numbers on one page.

Only where the site has a public name: a link to another one opens on no phone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext, gettext_noop, override

from safety_site.guide.content import Json
from safety_site.languages.registry import Language
from safety_site.publishing import routes
from safety_site.publishing.frame import frame, language_data
from safety_site.publishing.share import sms
from safety_site.publishing.sheet import MakeSheet, Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import link, words
from safety_site.translation.models import ENGLISH

WORKERS = "workers"
# Neutral: whoever looks at the phone may read it. The link stands on the next line.
MESSAGE = gettext_noop("Here is the page we talked about:")


def more(snapshot: Snapshot, language: Language) -> Iterator[MakeSheet]:
    if not snapshot.configuration.public_origin:
        return
    for key in snapshot.pages:
        yield partial(_sheet, snapshot, language, key)
    if language.code == ENGLISH and WORKERS in snapshot.pages:
        yield partial(_all_pages, snapshot)


def _sheet(snapshot: Snapshot, language: Language, key: str) -> Sheet:
    code, slug = language.code, snapshot.pages[key]["slug"]
    title = words(snapshot.text(f"page:{key}", ENGLISH), "title")["text"]
    context = _frame(snapshot, routes.share_path(slug, code), slug) | {
        "kind": "share",
        "key": key,
        "title": f"Share in {language.name}: {title}",
        "shared": _shared(snapshot, language, key, slug),
        "others": [
            {
                **language_data(other),
                "name": other.name,
                "path": routes.share_path(slug, other.code),
            }
            for other in snapshot.languages
            if other.code != code
        ],
        "workers": link(snapshot, WORKERS, ENGLISH),
        "all_pages": all_pages_path(snapshot),
    }
    return Sheet(routes.stored_path(context["path"]), "page/share.html", context)


def _shared(snapshot: Snapshot, language: Language, key: str, slug: str) -> Json:
    code = language.code
    name = link(snapshot, key, ENGLISH)
    short = snapshot.codes[key, code]
    address = snapshot.configuration.address(routes.code_path(short))
    with override(code):
        sentence = gettext(MESSAGE)
    together = slug if code == ENGLISH else routes.with_english(slug)
    return {
        "name": name["name"]["text"] if name else "",
        "language": language_data(language) | {"name": language.name},
        "is_english": code == ENGLISH,
        "together": routes.page_path(code, together),
        "address": address,
        "origin": snapshot.configuration.address(""),
        "code": short,
        "sentence": sentence,
        "length": sms.length(f"{sentence}\n{address}")._asdict(),
        "title": words(snapshot.text(f"page:{key}", code), "title"),
    }


def _all_pages(snapshot: Snapshot) -> Sheet:
    """Each page by its name, its short number in English, the way to share it."""
    path = all_pages_path(snapshot)
    context = _frame(snapshot, path, snapshot.pages[WORKERS]["slug"]) | {
        "kind": "share-all",
        "key": WORKERS,
        "title": "Pages and their numbers",
        "pages": [
            {
                "path": routes.share_path(values["slug"], ENGLISH),
                "name": words(snapshot.text(f"page:{key}", ENGLISH), "link_name"),
                "code": snapshot.codes[key, ENGLISH],
            }
            for key, values in snapshot.pages.items()
        ],
        "workers": link(snapshot, WORKERS, ENGLISH),
    }
    return Sheet(routes.stored_path(path), "page/share_all.html", context)


def _frame(snapshot: Snapshot, path: str, slug: str) -> Json:
    """In English; its languages lead to the shared page itself. On paper nothing says
    what was shared.
    """
    return frame(snapshot, snapshot.languages[0], path, slug) | {"address": ""}


def all_pages_path(snapshot: Snapshot) -> str:
    """Empty where it does not exist."""
    if WORKERS not in snapshot.pages or not snapshot.configuration.public_origin:
        return ""
    return routes.all_pages_path(snapshot.pages[WORKERS]["slug"])
