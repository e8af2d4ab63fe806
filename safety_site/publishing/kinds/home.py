"""The home page's groups of topics."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop, override

from safety_site.guide.content import Json
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import link

# In order.
TOPICS = {
    "tell": gettext_noop("If you want to tell someone"),
    "visa": gettext_noop("Your visa"),
    "daily": gettext_noop("Daily life"),
    "rule": gettext_noop("About the rule"),
    "others": gettext_noop("For others"),
}


def beside(snapshot: Snapshot, code: str) -> Beside:
    groups: list[Json] = []
    for topic, name in TOPICS.items():
        keys = [k for k, v in snapshot.pages.items() if v["topic"] == topic]
        links = [made for key in keys if (made := link(snapshot, key, code))]
        if links:
            with override(code):
                groups.append({"name": gettext(name), "links": links})
    return Beside({"groups": groups})
