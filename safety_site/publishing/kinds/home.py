"""The home page's groups of topics."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop, override

from safety_site.guide.content import Json
from safety_site.publishing import routes
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import link
from safety_site.translation.models import ENGLISH

# In order.
TOPICS = {
    "tell": gettext_noop("If you want to tell someone"),
    "visa": gettext_noop("Your visa"),
    "daily": gettext_noop("Daily life"),
    "rule": gettext_noop("About the rule"),
    "others": gettext_noop("For others"),
}


def beside(snapshot: Snapshot, code: str, *, with_english: bool = False) -> Beside:
    lead_on = _both if with_english else link
    groups: list[Json] = []
    for topic, name in TOPICS.items():
        keys = [k for k, v in snapshot.pages.items() if v["topic"] == topic]
        links = [made for key in keys if (made := lead_on(snapshot, key, code))]
        if links:
            with override(code):
                groups.append({"name": gettext(name), "links": links})
            if with_english:
                with override(ENGLISH):
                    groups[-1]["english"] = gettext(name)
    return Beside({"groups": groups})


def _both(snapshot: Snapshot, key: str, code: str) -> Json | None:
    """To the page with its English beside it, by both its names."""
    own, english = link(snapshot, key, code), link(snapshot, key, ENGLISH)
    if own is None or english is None:
        return None
    slug = routes.with_english(snapshot.pages[key]["slug"])
    return {
        "path": routes.page_path(code, slug),
        "name": own["name"],
        "english": "" if own["name"]["language"] else english["name"]["text"],
    }
