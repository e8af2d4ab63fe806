"""All words explained, in the order of the page's language."""

from __future__ import annotations

from safety_site.guide.content import Json
from safety_site.languages.order import alphabetical
from safety_site.publishing import routes
from safety_site.publishing.blocks import claims_checked
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.places import english_term
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.told import told


def beside(snapshot: Snapshot, code: str, *, with_english: bool = False) -> Beside:
    names = [name for name, _ in snapshot.all_of("term")]
    terms = [
        term
        for name in names
        if (term := _term(snapshot, name, code, with_english=with_english))
    ]
    citations = sorted({claim for term in terms for claim in term["citations"]})
    return Beside(
        {"terms": sorted(terms, key=lambda term: alphabetical(term["term"]))},
        citations=citations,
        checked=claims_checked(snapshot, citations),
    )


def _term(
    snapshot: Snapshot, name: str, code: str, *, with_english: bool
) -> Json | None:
    found = snapshot.text(f"term:{name}", code)
    term = told(snapshot, f"term:{name}", code, with_english=with_english)
    if found is None or term is None:
        return None
    return {
        **term,
        "id": routes.anchor(routes.Anchor.WORD, name),
        "in_english": english_term(found),
    }
