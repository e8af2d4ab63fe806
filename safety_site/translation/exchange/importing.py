"""From translations to revisions and working copies: all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from safety_site.guide.content import Content, column
from safety_site.translation.exchange.reading import Incoming, read
from safety_site.translation.freezing import digest, frozen
from safety_site.translation.history import newest_in
from safety_site.translation.kinds import rows
from safety_site.translation.models import Revision, Standing

# Fewer variables than any database allows in one statement.
BATCH = 100


@dataclass
class Imported:
    """How many objects have a new revision, how many had it before, and the uids of
    those that were left because somebody is writing them.
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

    A text that somebody has changed and not submitted is left as it is. With
    `of_author_only`, so is every text that somebody else submitted or checked, and what
    was made from an English that this site never had.
    """
    whole = read(path, language, only_known_english=of_author_only)
    incoming = {each.uid: each for each in whole}
    done = Imported()
    written: dict[type[Content], list[Content]] = defaultdict(list)
    revisions: list[Revision] = []
    with transaction.atomic():
        newest = newest_in(language)
        for row in rows(language):
            wanted, last = incoming.get(row.uid), newest.get(row.uid)
            if wanted is None:
                continue
            if _is(last, wanted):
                done.unchanged += 1
            elif _is_being_written(row, language, last) or (
                of_author_only and _is_of_others(last, author)
            ):
                done.left.append(row.uid)
            else:
                for name, text in wanted.content.items():
                    setattr(row, column(name, language), text)
                written[type(row)].append(row)
                revisions.append(_revision(wanted, last, language, author, standing))
        for kind, changed in written.items():
            columns = [column(name, language) for name in kind.text_fields]
            kind._default_manager.bulk_update(changed, columns, batch_size=BATCH)
        Revision.objects.bulk_create(revisions, batch_size=BATCH)
    done.made = len(revisions)
    return done


def _is(last: Revision | None, wanted: Incoming) -> bool:
    return bool(
        last
        and last.digest == digest(wanted.content)
        and last.english_digest == wanted.english_digest
    )


def _is_being_written(row: Content, language: str, last: Revision | None) -> bool:
    before = last.content if last else dict.fromkeys(row.text_fields, "")
    return frozen(row, language, ()) != before


def _is_of_others(last: Revision | None, author: str) -> bool:
    return last is not None and (last.author, last.checker) != (author, "")


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
