"""Many texts in many languages, in every state that they can be in, made up at once.

Half of the blocks stand on one long page, the others on pages of ten. They are written
straight into the tables: submitting each would take minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from safety_site.directory.models import Contact, Organisation
from safety_site.guide.content import Content, Json, column
from safety_site.guide.models import Block, Citation, Claim, ClaimSource, Fact, Source
from safety_site.guide.models import Page as GuidePage
from safety_site.publishing.models import Edition
from safety_site.translation.freezing import digest
from safety_site.translation.models import Revision

LONG = "long"
ON_A_PAGE = 10
WORDS = "You can ask for help and nobody may pass it on. " * 12
# Long enough ago for every review to be overdue.
CHECKED = date(2020, 1, 1)
DRAFTS = ("machine-draft", "draft")


def write_texts(languages: Sequence[str], blocks: int) -> None:
    """`languages` are those besides English."""
    source = Source.objects.create(key="made-up", title="Title", publisher="Made up")
    claims = Claim.objects.bulk_create(
        Claim(
            key=f"C:{n}",
            text=WORDS,
            confidence=("high", "medium")[n % 2],
            checked=CHECKED + timedelta(n),
        )
        for n in range(blocks)
    )
    ClaimSource.objects.bulk_create(
        ClaimSource(claim=claim, source=source, position=1) for claim in claims
    )
    fact = Fact.objects.create(key="made-up", value="9", unit="week", claim=claims[0])
    pages = _pages(blocks)
    rows = [_block(n, pages, languages) for n in range(blocks)]
    Block.objects.bulk_create(rows)
    Citation.objects.bulk_create(
        Citation(uid=row.uid, position=1, claim=claims[n]) for n, row in enumerate(rows)
    )
    organisations = _organisations(blocks // ON_A_PAGE)
    cited = {row.uid: [["", f"C:{n}"]] for n, row in enumerate(rows)}
    every = (source, *claims, fact, *pages.values(), *organisations, *rows)
    made = [
        _revision(item, "und", _values(item, cited.get(item.uid, []))) for item in every
    ]
    with_texts = (*pages.values(), *organisations[::2])
    made += [_revision(item, "en", item.texts("en")) for item in with_texts]
    for n, row in enumerate(rows):
        made += _texts(n, row, languages)
    Revision.objects.bulk_create(made, batch_size=500)
    last = Revision.objects.latest("pk").pk
    Edition.objects.create(
        number=1,
        created=timezone.now(),
        day=CHECKED,
        author="starter",
        last_revision=last // 2,
        english={},
        manifest={f"/{n}": "x" * 1000 for n in range(blocks)},
    )


def _pages(blocks: int) -> dict[str, GuidePage]:
    keys = [LONG, *(f"page-{n}" for n in range(-(-blocks // 2 // ON_A_PAGE)))]
    texts = dict.fromkeys(("title_en", "heading_en", "link_name_en", "lead_en"), "Text")
    return {
        key: GuidePage.objects.create(key=key, slug=key, position=at, **texts)
        for at, key in enumerate(keys)
    }


def _block(n: int, pages: dict[str, GuidePage], languages: Sequence[str]) -> Block:
    key = f"page-{n // 2 // ON_A_PAGE}" if n % 2 else LONG
    made = Block(page=pages[key], number=n + 1, position=n + 1, critical=n % 4 == 0)
    for code in ("en", *languages):
        for name, text in _content(n, code, step=2 if code == "en" else 1).items():
            setattr(made, column(name, code), text)
    return made


def _content(n: int, language: str, step: int) -> Json:
    """Every third block has a second English, with another first word."""
    word = "Now" if step == 2 and n % 3 == 0 else "Here"
    body = f"{word} {language} {n}: {{fact:made-up}}. {WORDS}"
    return {"heading": f"Heading {n} in {language}", "body": body}


def _texts(n: int, row: Block, languages: Sequence[str]) -> Iterator[Revision]:
    """The English of each block, a second one of every third, and translations of the
    first: of every fifth none. Each sixth change is one of meaning.
    """
    first = _content(n, "en", 1)
    yield _revision(row, "en", first, standing="checked")
    if n % 3 == 0:
        means = n % 6 == 0
        yield _revision(row, "en", _content(n, "en", 2), 2, meaning_changed=means)
    for at, language in zip(count(n), languages, strict=False):
        if at % 5:
            standing = "checked" if at % 5 == 1 else DRAFTS[at % 2]
            content = _content(n, language, 1)
            more = {"english_digest": digest(first), "standing": standing}
            yield _revision(row, language, content, **more)


def _values(item: Content, cited: list[list[str]]) -> Json:
    values = {**item.values(), "withdrawn": False, "citations": cited}
    if isinstance(item, Claim):
        values["sources"] = ["made-up"]
    return values


def _revision(
    item: Content, language: str, content: Json, number: int = 1, **more: Any
) -> Revision:
    standing = more.pop("standing", "draft")
    return Revision(
        uid=item.uid,
        language=language,
        number=number,
        content=content,
        digest=digest(content),
        standing=standing,
        author="amina",
        checker="bela" if standing == "checked" else "",
        created=timezone.now(),
        **more,
    )


def _organisations(number: int) -> list[Content]:
    made: list[Content] = []
    for n in range(number):
        organisation = Organisation.objects.create(
            key=f"org-{n}",
            position=n,
            name=f"Organisation {n}",
            nations=["england"],
            confidence="high",
            description_en="It helps.",
        )
        made.append(organisation)
        made.append(
            Contact.objects.create(
                organisation=organisation,
                medium="phone",
                number=1,
                value=f"00000 {n:06}",
                dialled=f"00000{n:06}",
                confidence="medium",
                confirmed=bool(n % 2),
            )
        )
    return made
