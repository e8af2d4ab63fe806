"""From translations to revisions and working copies: all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from safety_site.guide.content import Content, column
from safety_site.translation.exchange.reading import Incoming, Refused, read
from safety_site.translation.exchange.texts import mark, marked
from safety_site.translation.freezing import digest, frozen
from safety_site.translation.history import newest_in
from safety_site.translation.kinds import rows
from safety_site.translation.models import Revision, Standing

# Fewer variables than any database allows in one statement.
BATCH = 100


class Why(StrEnum):
    """Why a text of a file is left."""

    WRITING = "somebody is writing it"
    NEWER = "somebody else has saved it since this file was written"
    OTHERS = "somebody else submitted or checked it"


class Change(NamedTuple):
    """A text that a file would replace, and what by."""

    row: Content
    wanted: Incoming
    last: Revision | None


class Left(NamedTuple):
    """A text that stays as it is, `before`, and what the file says instead."""

    uid: str
    why: Why
    before: dict[str, str]
    wanted: dict[str, str]


@dataclass
class Plan:
    """What a file would change. `unchanged` counts the objects that stay as they are,
    since the file says nothing new about them.
    """

    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    left: list[Left] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Names all of it: who confirms says by it what was looked at."""
        changes = [
            [c.wanted.uid, c.wanted.content, c.wanted.english_digest, mark(c.last)]
            for c in self.changes
        ]
        return digest([changes, [list(left) for left in self.left]])


class ChangedMeanwhile(Exception):
    """The plan is not the one that was looked at. Nothing was written."""


@dataclass
class Imported:
    """How many objects have a new revision, how many had it before, and those that were
    left.
    """

    made: int = 0
    unchanged: int = 0
    left: list[str] = field(default_factory=list)


def import_file(
    path: Path,
    language: str,
    author: str,
    standing: Standing = Standing.DRAFT,
    *,
    of_author_only: bool = False,
) -> Imported:
    """Every whole translation of a file as a revision. Raises `reading.Refused`.

    What is left is told in `planned`. With `of_author_only`, so is every text that
    somebody else submitted or checked, and what was made from an English that this site
    never had.
    """
    whole = read(path, language, only_known_english=of_author_only)
    return keep(
        whole, path.name, language, author, standing, of_author_only=of_author_only
    )


def planned(
    incoming: Iterable[Incoming],
    language: str,
    author: str,
    *,
    of_author_only: bool = False,
) -> Plan:
    """What translations would change; nothing is written.

    A text that somebody has changed and not submitted is left as it is. So is one that
    somebody else has saved since the file was written; if the file only says what it
    was written with, theirs simply stays.
    """
    by_uid = {each.uid: each for each in incoming}
    plan = Plan()
    newest = newest_in(language)
    for row in rows(language):
        wanted, last = by_uid.get(row.uid), newest.get(row.uid)
        if wanted is None:
            continue
        now = mark(last)
        new = marked(digest(wanted.content), wanted.english_digest)
        is_base_gone = bool(wanted.base) and wanted.base != now
        if new == now or (is_base_gone and new == wanted.base):
            plan.unchanged += 1
            continue
        before = frozen(row, language, ())
        if why := _why_left(
            before, wanted, last, author, of_author_only=of_author_only
        ):
            plan.left.append(Left(row.uid, why, before, wanted.content))
        else:
            plan.changes.append(Change(row, wanted, last))
    return plan


def _why_left(
    before: dict[str, str],
    wanted: Incoming,
    last: Revision | None,
    author: str,
    *,
    of_author_only: bool,
) -> Why | None:
    submitted = last.content if last else dict.fromkeys(before, "")
    if before != submitted:
        return Why.WRITING
    if last is None:
        return None
    if of_author_only and (last.author, last.checker) != (author, ""):
        return Why.OTHERS
    if wanted.base and wanted.base != mark(last) and last.author != author:
        return Why.NEWER
    return None


def keep(
    incoming: Iterable[Incoming],
    name: str,
    language: str,
    author: str,
    standing: Standing = Standing.DRAFT,
    *,
    of_author_only: bool = False,
    expect: str = "",
) -> Imported:
    """Write what was planned. Raises ChangedMeanwhile where that is not what `expect`
    names, and Refused where somebody saves at the same moment.
    """
    try:
        with transaction.atomic():
            plan = planned(incoming, language, author, of_author_only=of_author_only)
            if expect and plan.digest != expect:
                raise ChangedMeanwhile
            _write(plan.changes, language, author, standing)
    except IntegrityError as error:
        raise Refused(name, ["Somebody saved at the same moment."]) from error
    left = [each.uid for each in plan.left]
    return Imported(len(plan.changes), plan.unchanged, left)


def _write(
    changes: Iterable[Change], language: str, author: str, standing: Standing
) -> None:
    written: dict[type[Content], list[Content]] = defaultdict(list)
    revisions: list[Revision] = []
    for row, wanted, last in changes:
        for name, text in wanted.content.items():
            setattr(row, column(name, language), text)
        written[type(row)].append(row)
        revisions.append(_revision(wanted, last, language, author, standing))
    for kind, changed in written.items():
        columns = [column(name, language) for name in kind.text_fields]
        kind._default_manager.bulk_update(changed, columns, batch_size=BATCH)
    Revision.objects.bulk_create(revisions, batch_size=BATCH)


def _revision(
    wanted: Incoming,
    last: Revision | None,
    language: str,
    author: str,
    standing: Standing,
) -> Revision:
    return Revision(
        uid=wanted.uid,
        language=language,
        number=last.number + 1 if last else 1,
        content=wanted.content,
        digest=digest(wanted.content),
        english_digest=wanted.english_digest,
        standing=standing,
        author=author,
        created=timezone.now(),
    )
