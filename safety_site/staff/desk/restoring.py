"""Writing an older revision again: it becomes the working copy and a new draft.

Nothing of history is changed. What is written again waits for a check like any text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from safety_site.guide.content import Content, Json, column
from safety_site.guide.models import Citation, CitationWord, Claim, ClaimSource, Source
from safety_site.staff.content import citations
from safety_site.staff.content.advice import stops, written
from safety_site.staff.desk.wording import changes
from safety_site.translation.freezing import citations_of, digest, frozen
from safety_site.translation.kinds import objects, points_to
from safety_site.translation.models import ENGLISH, VALUES, Revision, Standing
from safety_site.translation.submitting import Refused, newest, submit

KEPT = "Nothing was changed."
WORD = "word:"
# Where the walk of a tool ends; no uid.
STOP = "stop"


@dataclass(frozen=True)
class Older:
    """An older revision against what stands now. `opened` is the digest of the working
    copy, `unsubmitted` what in it nobody has submitted.
    """

    revision: Revision
    changes: list[tuple[str, SafeString]]
    unsubmitted: list[tuple[str, SafeString]]
    opened: str


def older(uid: str, language: str, number: int) -> Older | None:
    """None where there is no such revision, or nothing that could hold it."""
    revision = Revision.objects.filter(
        uid=uid, language=language, number=number
    ).first()
    row, last = _working(uid, language), newest(uid, language)
    if revision is None or row is None or last is None:
        return None
    working = frozen(row, language)
    return Older(
        revision,
        changes(last.content, revision.content),
        changes(last.content, working) if digest(working) != last.digest else [],
        digest(working),
    )


def restore(
    found: Older,
    author: str,
    *,
    opened: str,
    meaning_changed: bool | None = None,
    replace: bool = False,
) -> Revision:
    """Put an older revision into the working copy and submit it as a draft.

    `opened` is the digest of the working copy as it was on the screen; `replace` allows
    what nobody submitted to be lost. Raises Refused: then nothing was changed.
    """
    old = found.revision
    with transaction.atomic():
        row, last = _working(old.uid, old.language), newest(old.uid, old.language)
        assert row is not None  # noqa: S101 - `older` found both
        assert last is not None  # noqa: S101
        working = digest(frozen(row, old.language))
        if last.digest == old.digest:
            raise Refused(f"“{old.uid}” says the same now. {KEPT}")
        if working != opened:
            raise Refused(
                f"Someone else saved “{old.uid}” while you were reading. {KEPT} "
                "Look at what they wrote, then decide again."
            )
        if working != last.digest and not replace:
            raise Refused(
                f"“{old.uid}” holds something that nobody has submitted. {KEPT} It is "
                "shown below: submit it first, or tick that it may be replaced."
            )
        if old.language == VALUES:
            _put_values(row, old.content)
        else:
            _put_texts(row, old)
        return submit(
            row,
            old.language,
            author,
            meaning_changed=meaning_changed,
            reason=reason(old),
            # What no person wrote stays what no person wrote.
            standing=Standing.MACHINE_DRAFT
            if old.standing == Standing.MACHINE_DRAFT
            else Standing.DRAFT,
            english_digest=old.english_digest or None,
        )


def reason(old: Revision) -> str:
    day = date_format(timezone.localdate(old.created), "j F Y")
    return f"As in {old.number} of {day}"


def _working(uid: str, language: str) -> Content | None:
    languages = () if language == VALUES else (language,)
    return objects([uid], *languages).get(uid)


def _put_texts(row: Content, old: Revision) -> None:
    """A field that is newer than the revision stays as it is."""
    names = [name for name in row.text_fields if name in old.content]
    for name in names:
        setattr(row, column(name, old.language), old.content[name])
    if old.language == ENGLISH and not row.withdrawn:
        cites = bool(citations_of(row))
        if found := stops(written(row, cites=cites)):
            raise Refused(f"{'; '.join(stop.what for stop in found)}. {KEPT}")
    row.save(update_fields=[column(name, old.language) for name in names])


def _put_values(row: Content, content: Json) -> None:
    cited = content.get("citations", [])
    named = {*_named_by(row, content)}
    there = objects(named)
    # What is withdrawn itself may name what is withdrawn too.
    gone = sorted(
        uid
        for uid in named
        if uid not in there or (there[uid].withdrawn and not content.get("withdrawn"))
    )
    if gone:
        raise Refused(
            f"This version of “{row.uid}” names what is withdrawn or no longer there: "
            f"{', '.join(gone)}. {KEPT}"
        )
    before = frozen(row, VALUES)
    columns = []
    for name in {f.name for f in row._meta.concrete_fields} & content.keys():
        if content[name] == before.get(name):
            continue
        link = row._meta.get_field(name)
        is_link = isinstance(link, ForeignKey)
        setattr(
            row, name, there[_uid_of(link, content[name])] if is_link else content[name]
        )
        columns.append(name)
    _refuse_unfit(row, columns)
    row.save(update_fields=columns)
    if isinstance(row, Claim):
        _put_sources(row, content["sources"])
    citations.replace(row.uid, [*_citations(row.uid, cited)])
    now = frozen(row, VALUES)
    left = [name for name in content if name in now and now[name] != content[name]]
    if left:
        raise Refused(
            f"{', '.join(left)} of “{row.uid}” cannot be written again here, since it "
            f"follows from other fields. {KEPT} Set them in the form, and submit."
        )


def _named_by(row: Content, content: Json) -> list[str]:
    """Uids of all that the values of a revision name."""
    found = [
        f"claim:{name}"
        for _, name in content.get("citations", ())
        if not name.startswith(WORD)
    ]
    found += [f"key:{name}" for name in content.get("owed_keys", ())]
    found += [f"source:{name}" for name in content.get("sources", ())]
    found += [uid for uid in content.get("leads_to", ()) if uid != STOP]
    links = [field for field in points_to(type(row)) if field.name in content]
    return found + [_uid_of(field, content[field.name]) for field in links]


def _uid_of(link: Any, name: str) -> str:
    """Values name what they point to by its key, an answer its question by uid."""
    kind = link.related_model.kind
    return name if name.startswith(f"{kind}:") else f"{kind}:{name}"


def _refuse_unfit(row: Content, columns: list[str]) -> None:
    """What the form would not take: a choice that is gone, an address that is taken."""
    others = {f.name for f in row._meta.concrete_fields} - {*columns}
    try:
        for field in row._meta.concrete_fields:
            if field.name in columns and not isinstance(field, ForeignKey):
                value = field.to_python(getattr(row, field.name))
                if field.choices:
                    field.validate(value, row)
                setattr(row, field.name, value)
        row.validate_unique(exclude=others)
    except ValidationError as error:
        raise Refused(
            f"This version of “{row.uid}” cannot stand today: "
            f"{' '.join(error.messages)} {KEPT}"
        ) from error


def _put_sources(claim: Claim, names: list[str]) -> None:
    sources = {s.key: s for s in Source.objects.filter(key__in=names)}
    claim.source_links.all().delete()
    ClaimSource.objects.bulk_create(
        ClaimSource(claim=claim, source=sources[name], position=position)
        for position, name in enumerate(names, start=1)
    )


def _citations(uid: str, cited: list[list[str]]) -> Iterator[Citation]:
    names = {name for _, name in cited if not name.startswith(WORD)}
    claims = {c.key: c for c in Claim.objects.filter(key__in=names)}
    for position, (field, name) in enumerate(cited, start=1):
        word = name.removeprefix(WORD) if name.startswith(WORD) else ""
        yield Citation(
            uid=uid,
            field=field,
            position=position,
            claim=None if word else claims[name],
            word=CitationWord(word) if word else "",
        )
