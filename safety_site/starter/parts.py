"""The texts of public bodies, from one Markdown file each and the services matrix.

The file holds the words. On what they rest is said by the matrix, field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from safety_site.disclosure.models import (
    SAID_OF_LOW,
    BodyPart,
    Field,
    PublicBody,
    may_be_said,
)
from safety_site.guide.models import CitationWord
from safety_site.starter import read
from safety_site.starter.claims import ANSWER, OUR_WORDS, SERVICES, Claims, field_names
from safety_site.starter.items import WORD, Cited, Item, english
from safety_site.starter.pages import Section, citation, cited_in, sections, yes
from safety_site.starter.read import Entry, StarterError

SECTION_NAMES = {"claims", "wording only"}
# These say more about the answer, and rest on what it rests on (corrections A19).
ABOUT_THE_ANSWER = (Field.IN_PLAIN_WORDS, Field.NATION_NOTES)
WORDS_FOR = dict(
    zip(OUR_WORDS, (CitationWord.READING, CitationWord.ADVICE), strict=True)
)


def parts(
    folder: Path, facts: Path, bodies: Iterable[Item], claims: Claims
) -> Iterator[Item]:
    """A file is named after its body; a body may lack one, and a file any part."""
    data = read.mapping_of(facts / SERVICES)
    services = {
        item["id"]: item for _, item in read.entries(data, "services", SERVICES)
    }
    rows = {b.row.key: b.row for b in bodies if isinstance(b.row, PublicBody)}
    for path in sorted(folder.glob("*.md")):
        name = f"{folder.name}/{path.name}"
        if path.stem not in rows:
            raise StarterError(
                f"{name}: {SERVICES} has no public body {path.stem}. Name the file "
                "after the id of one."
            )
        text = read.text_of(path).replace("\r\n", "\n")
        found = sections(text, name, 1, "part ", SECTION_NAMES)
        for section in found:
            yield _part(section, rows[path.stem], services[path.stem], claims)


def _part(section: Section, body: PublicBody, service: Entry, claims: Claims) -> Item:
    where = section.where
    field = Field(read.one_of(section.name, Field.values, "##", where))
    if section.heading:
        raise StarterError(f"{where}: a part has no heading but the name of its field.")
    if not may_be_said(body.confidence, field):
        raise StarterError(
            f"{where}: {body.key} is low, so only {', '.join(SAID_OF_LOW)} may be "
            "said of it. Take this part out."
        )
    cited = [*_rests_on(field, body.key, service, where, claims)]
    cited += cited_in(section, claims)
    return Item(
        BodyPart(body=body, field=field.value, **english(text=section.text)),
        where,
        citations=list(dict.fromkeys(cited)),
        wording_only=yes(section, "wording only"),
    )


def _rests_on(
    field: Field, body: str, service: Entry, where: str, claims: Claims
) -> Iterator[Cited]:
    """The claim of the field, then a word for what in it has no source."""
    about = field in ABOUT_THE_ANSWER
    names = field_names(service, ANSWER if about else field, where)
    if not names:
        raise StarterError(
            f"{where}: {SERVICES} names nothing that {field} of {body} rests on. "
            "Take this part out, or add its field_sources."
        )
    if any(name not in OUR_WORDS for name in names):
        yield citation(f"M:{body}" if about else f"M:{body}/{field}", where, claims)
    for name in OUR_WORDS:
        if name in names:
            yield "", WORD + WORDS_FOR[name]
