"""From wanted items to rows and revisions, in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import override

from safety_site.guide.content import Content
from safety_site.guide.models import Citation, Claim, ClaimSource, Source
from safety_site.starter.items import (
    WORD,
    Cited,
    Item,
    own_columns,
    state,
)
from safety_site.translation.freezing import digest, frozen
from safety_site.translation.kinds import KINDS, rows
from safety_site.translation.models import ENGLISH, VALUES, Revision, Standing

AUTHOR = "starter"


class Kept(NamedTuple):
    """A row of the database, and the digest of all that the starter writes of it."""

    row: Content
    state: str


class Newest(NamedTuple):
    """The newest revision of an object in one language, without its content."""

    number: int
    digest: str
    author: str
    standing: str

    @property
    def is_the_starters(self) -> bool:
        return self.author == AUTHOR and self.standing != Standing.CHECKED


Revisions = Mapping[str, Mapping[str, Newest]]


def kept_rows() -> dict[str, Kept]:
    """Every object by uid. Columns of other languages are not read."""
    citations: dict[str, list[Cited]] = defaultdict(list)
    for uid, field, claim, word in Citation.objects.order_by("position").values_list(
        "uid", "field", "claim__key", "word"
    ):
        citations[uid].append((field, claim or WORD + word))
    sources: dict[int, list[str]] = defaultdict(list)
    for claim_id, source in ClaimSource.objects.order_by("position").values_list(
        "claim_id", "source__key"
    ):
        sources[claim_id].append(source)
    found: dict[str, Kept] = {}
    for row in rows(ENGLISH):
        named = sources[row.pk] if isinstance(row, Claim) else ()
        found[row.uid] = Kept(row, state(row, citations[row.uid], named))
    return found


def newest_revisions() -> Revisions:
    """By uid and language, of values and English."""
    found: dict[str, dict[str, Newest]] = defaultdict(dict)
    revisions = Revision.objects.filter(language__in=(VALUES, ENGLISH))
    for uid, language, *rest in revisions.order_by("number").values_list(
        "uid", "language", *Newest._fields
    ):
        found[uid][language] = Newest(*rest)
    return found


def write(
    new: Sequence[Item],
    changed: Sequence[Item],
    sources: Mapping[str, Source],
    revisions: Revisions,
) -> None:
    """Rows, links, citations and revisions. `sources` are all, left alone or not."""
    # A base column holds the text of the active language: it must be English here.
    with override(ENGLISH):
        for model in KINDS:
            _write_rows(
                model,
                [item.row for item in new if type(item.row) is model],
                [item.row for item in changed if type(item.row) is model],
            )
    written = [*new, *changed]
    _write_links(written, sources)
    citations = _write_citations(written)
    Revision.objects.bulk_create(
        revision
        for item in written
        for revision in _revisions(item, citations[item.uid], revisions)
    )


def _write_rows(
    model: type[Content], new: Sequence[Content], changed: Sequence[Content]
) -> None:
    model._default_manager.bulk_create(new)
    if changed:
        columns = [*own_columns(model), *model.text_fields]
        model._default_manager.bulk_update(changed, columns)


def _write_links(written: Iterable[Item], sources: Mapping[str, Source]) -> None:
    named = [(item.row, item.sources) for item in written]
    claims = {row: keys for row, keys in named if isinstance(row, Claim)}
    ClaimSource.objects.filter(claim__in=claims).delete()
    ClaimSource.objects.bulk_create(
        ClaimSource(claim=claim, source=sources[key], position=position)
        for claim, keys in claims.items()
        for position, key in enumerate(keys, start=1)
    )
    # `Claim.values` reads them.
    prefetch_related_objects(list(claims), "source_links__source")


def _write_citations(written: Iterable[Item]) -> Mapping[str, list[Citation]]:
    """Citations by uid, in the order in which `freezing.citations_of` reads them."""
    claims = dict(Claim.objects.values_list("key", "pk"))
    written = list(written)
    Citation.objects.filter(uid__in=[item.uid for item in written]).delete()
    made: dict[str, list[Citation]] = defaultdict(list)
    for item in written:
        for position, (field, name) in enumerate(item.citations, start=1):
            word = name.removeprefix(WORD) if name.startswith(WORD) else ""
            claim = None if word else Claim(pk=claims[name], key=name)
            made[item.uid].append(
                Citation(
                    uid=item.uid, field=field, position=position, claim=claim, word=word
                )
            )
        made[item.uid].sort(key=lambda citation: (citation.field, citation.position))
    Citation.objects.bulk_create(c for citations in made.values() for c in citations)
    return made


def _revisions(
    item: Item, citations: Sequence[Citation], revisions: Revisions
) -> Iterable[Revision]:
    """What `submitting.submit` would append: values, and English if it has texts."""
    for language in (VALUES, ENGLISH) if item.row.text_fields else (VALUES,):
        content = frozen(item.row, language, citations)
        last = revisions.get(item.uid, {}).get(language)
        if last and last.digest == digest(content):
            continue
        yield Revision(
            uid=item.uid,
            language=language,
            number=last.number + 1 if last else 1,
            content=content,
            digest=digest(content),
            meaning_changed=bool(
                last and language == ENGLISH and not item.wording_only
            ),
            standing=Standing.DRAFT,
            author=AUTHOR,
            created=timezone.now(),
        )
