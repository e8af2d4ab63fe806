"""What every page shows around its own text: exit, emergency, helplines, languages."""

from __future__ import annotations

from urllib.parse import urlsplit

from safety_site.guide.content import Json
from safety_site.languages.registry import Language
from safety_site.publishing import lists, routes
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import link
from safety_site.translation.models import ENGLISH

# What every page links to at its end.
FOOTER = ("who", "help", "phone", "about")


def frame(
    snapshot: Snapshot,
    language: Language,
    path: str,
    slug: str | None = None,
    *,
    with_english: bool = False,
) -> Json:
    """`slug` is kept when the reader changes the language; without it, to the start.

    `with_english`: the English stands beside it, and does so in the next language too.
    """
    code = language.code
    settings = snapshot.configuration
    href, others = routes.pick(list(settings.exits_for(code)), path)
    return {
        "site": {
            "name": settings.site_name,
            "operator": settings.operator,
            # What is typed before a short code.
            "host": urlsplit(settings.public_origin).netloc,
        },
        "language": language_data(language),
        "languages": [
            {
                **language_data(other),
                "path": routes.page_path(
                    other.code,
                    routes.with_english(slug or "")
                    if with_english and other.code not in (code, ENGLISH)
                    else slug or "",
                ),
                "current": other.code == code,
            }
            for other in snapshot.languages
        ],
        "path": path,
        "code": "",
        "share": "",
        "gone": None,
        # Written out on paper; an error has none.
        "address": settings.address(path) if path.startswith("/") else "",
        "exit": {"href": href, "others": others},
        "emergency": {
            **lists.phone(snapshot, lists.EMERGENCY),
            "page": link(snapshot, "now", code),
        },
        "safety": {"page": link(snapshot, "phone", code)},
        "helplines": lists.helplines(snapshot, code),
        "footer": [made for key in FOOTER if (made := link(snapshot, key, code))],
        "notices": [],
        "blocks": [],
        "unsourced": [],
        "recording": None,
        "with_english": None,
        "files": [],
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
        # Whether any phone is known to have a voice for it.
        "may_speak": language.local_voice != "none",
    }
