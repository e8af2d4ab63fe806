"""Links between the pages of the site: each leads to a page, and to a part of it."""

from __future__ import annotations

from safety_site.publishing.reading import read
from safety_site.publishing.routes import stored_path


def test_every_link_leads_to_a_page_and_a_part_that_are_there(
    pages: dict[str, str], guides: dict[str, str]
) -> None:
    readings = {path: read(html) for path, html in pages.items()}
    ids = {
        path: {e.attributes["id"] for e in reading.elements if "id" in e.attributes}
        for path, reading in readings.items()
    }
    ids |= {f"/{code}/guide.html": set() for code in guides}
    lost = set()
    for path, reading in readings.items():
        for link in reading.links():
            page, _, part = link.partition("#")
            if page and not page.startswith("/"):
                continue
            there = ids.get(stored_path(page) if page else path)
            if there is None or (part and part not in there):
                lost.add((path, link))
    assert lost == set()
