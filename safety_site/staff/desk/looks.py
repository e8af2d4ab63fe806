"""How a page looks where its editors do not read it: on paper, in a chat, in a list of
pages that were visited (practice.md E12).
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from safety_site.publishing.reading import read
from safety_site.publishing.sensitive import sensitive_in
from safety_site.staff.desk.preview import Preview

# What messengers read, the first that is there.
TITLES, DESCRIPTIONS = ("og:title",), ("og:description", "description")
PICTURES = ("og:image", "twitter:image")


class Card(NamedTuple):
    """What a messenger makes of a link, and a browser of a visit. `sensitive` are the
    words in it that nobody should see over a shoulder.
    """

    title: str
    description: str
    picture: str
    host: str
    address: str
    sensitive: list[str]


def card(made: Preview, origin: str) -> Card:
    """From the head of the page as it is, not from what it should be."""
    page = read(made.html)
    said = {
        element.attributes.get("property") or element.attributes.get("name", ""): (
            element.attributes.get("content", "")
        )
        for element in page.named("meta")
    }

    def first(names: tuple[str, ...]) -> str:
        return next((said[name] for name in names if said.get(name)), "")

    title = first(TITLES) or page.text_of("title").strip()
    path = made.sheet.context["path"]
    seen = f"{title} {first(DESCRIPTIONS)} {path}"
    return Card(
        title=title,
        description=first(DESCRIPTIONS),
        picture=first(PICTURES),
        host=urlsplit(origin).netloc,
        address=origin.rstrip("/") + path,
        sensitive=sensitive_in(seen, made.sheet.language),
    )


def on_paper(html: str) -> str:
    """The page with its rules for print in force on the screen; those for a dark screen
    are not, as on paper.
    """
    before, opened, rest = html.partition("<style>")
    style, closed, after = rest.partition("</style>")
    style = re.sub(r"@media print\b", "@media all", style)
    style = re.sub(r"@media \(prefers-color-scheme: ?dark\)", "@media not all", style)
    return before + opened + style + closed + after
