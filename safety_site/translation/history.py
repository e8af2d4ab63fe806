"""Every revision that can still be shown, as plain data, in two queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Max, QuerySet

from safety_site.guide.content import Json
from safety_site.translation.models import ENGLISH, VALUES, Revision


class Frozen(NamedTuple):
    """A revision without its row. Fields as in `Revision`."""

    uid: str
    language: str
    number: int
    content: Json
    digest: str
    english_digest: str
    standing: str
    author: str
    checker: str


class EnglishStep(NamedTuple):
    number: int
    digest: str
    meaning_changed: bool


@dataclass(frozen=True)
class History:
    """What `shown()` decides from.

    `newest`: by (uid, language) the newest revision of each standing and English
    digest, newest first. `english`: by uid all English revisions, oldest first.
    `first_shown`: by uid the English numbers in the order in which editions first
    showed them, with the day.
    `drafts`: the languages whose drafts may be shown.
    """

    newest: Mapping[tuple[str, str], Sequence[Frozen]]
    english: Mapping[str, Sequence[EnglishStep]]
    drafts: frozenset[str]
    first_shown: Mapping[str, Sequence[tuple[int, date]]] = field(default_factory=dict)
    last_revision: int = 0

    def uids(self, kind: str) -> list[str]:
        prefix = f"{kind}:"
        return sorted({uid for uid, _ in self.newest if uid.startswith(prefix)})


def load(
    drafts: frozenset[str],
    first_shown: Mapping[str, Sequence[tuple[int, date]]] | None = None,
    last_revision: int | None = None,
    languages: Iterable[str] | None = None,
) -> History:
    """Read revisions up to `last_revision`, in some languages and in all that these
    rest on; all, where it is None.
    """
    seen = Revision.objects.all()
    # Of any language: an edition is made from all that is there.
    top = seen.aggregate(top=Max("pk"))["top"] or 0
    if languages is not None:
        seen = seen.filter(language__in=[*languages, ENGLISH, VALUES])
    if last_revision is not None:
        seen = seen.filter(pk__lte=last_revision)
    ids = (
        seen.values("uid", "language", "standing", "english_digest")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    newest: dict[tuple[str, str], list[Frozen]] = defaultdict(list)
    for row in (
        Revision.objects.filter(pk__in=ids)
        .order_by("-number")
        .values_list(*Frozen._fields)
    ):
        revision = Frozen(*row)
        newest[revision.uid, revision.language].append(revision)
    english: dict[str, list[EnglishStep]] = defaultdict(list)
    for uid, *step in (
        seen.filter(language=ENGLISH)
        .order_by("uid", "number")
        .values_list("uid", *EnglishStep._fields)
    ):
        english[uid].append(EnglishStep(*step))
    return History(
        newest=dict(newest),
        english=dict(english),
        drafts=drafts,
        first_shown=first_shown or {},
        last_revision=top if last_revision is None else last_revision,
    )


def newest_in(language: str, kind: str = "") -> dict[str, Revision]:
    """By uid, the newest revision in a language, of whatever standing; of one kind
    where it is named.
    """
    found = Revision.objects.filter(language=language)
    if kind:
        found = found.filter(uid__startswith=f"{kind}:")
    return {r.uid: r for r in newest_of(found)}


def newest_of(found: QuerySet[Revision]) -> QuerySet[Revision]:
    """Of some revisions, the newest of each text in each language; one query."""
    ids = found.values("uid", "language").annotate(newest=Max("pk")).values("newest")
    return Revision.objects.filter(pk__in=ids)
