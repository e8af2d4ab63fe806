"""The working copy as a reader would see it, drawn by the same templates.

Nothing of it is released: the working copies of one bundle stand in place of its
revisions, in memory, for one answer. So do those of whatever it places that was never
submitted: a new word, a new fee.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.utils import timezone

from safety_site.guide.content import Content, Json
from safety_site.guide.models import Citation
from safety_site.languages import registry
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.rendering import headers_of, html_of
from safety_site.publishing.sheet import Sheet
from safety_site.staff.desk.bundles import working_copies
from safety_site.staff.desk.whereabouts import sheet_of
from safety_site.translation import tokens
from safety_site.translation.freezing import digest, frozen
from safety_site.translation.history import Frozen, History
from safety_site.translation.kinds import objects
from safety_site.translation.models import ENGLISH, VALUES


class NotDrawn(Exception):
    """The working copy cannot be drawn as it is. The text says why."""


class Preview(NamedTuple):
    sheet: Sheet
    html: str

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        return headers_of(self.sheet, self.html)


def preview(bundle: str, language: str) -> Preview | None:
    """The page on which a bundle stands; None if it stands on none. Raises NotDrawn."""
    known = registry.language(language)
    snapshot = snapshots.take(timezone.localdate())
    history = with_working_copies(snapshot.history, bundle, language)
    try:
        sheet = sheet_of(snapshot.with_history(history), bundle, known)
        return Preview(sheet, html_of(sheet)) if sheet else None
    # A value that is no number yet is an ArithmeticError.
    except (LookupError, ValueError, ArithmeticError) as error:
        raise NotDrawn(str(error) or type(error).__name__) from error


def with_working_copies(history: History, bundle: str, language: str) -> History:
    codes = dict.fromkeys((VALUES, ENGLISH, language))
    texts = [code for code in codes if code != VALUES]
    rows = working_copies(bundle, *texts)
    unknown = _placed(rows.values(), texts) - {uid for uid, _ in history.newest}
    rows |= objects(unknown, *texts)
    citations = _citations(rows)
    newest = dict(history.newest)
    for uid, row in rows.items():
        for code in codes if row.text_fields else (VALUES,):
            content = frozen(row, code, citations[uid])
            before = newest.get((uid, code), ())
            if code not in (VALUES, ENGLISH) and not any(content.values()):
                continue
            if before and before[0].digest == digest(content):
                continue
            newest[uid, code] = [_frozen(uid, code, content, newest)]
    # Drafts are what a preview is for, wherever readers may not see them yet.
    return replace(history, newest=newest, drafts=frozenset((ENGLISH, language)))


def _placed(rows: Iterable[Content], languages: Sequence[str]) -> set[str]:
    """Uids of what the tokens of some texts name; of phones, their organisation."""
    found = {
        token
        for row in rows
        for code in languages
        for text in row.texts(code).values()
        for token in tokens.found(text)
    }
    return {
        f"org:{tokens.phone_parts(t.name)[0]}"
        if t.kind == "phone"
        else f"{t.kind}:{t.name}"
        for t in found
    }


def _citations(uids: Iterable[str]) -> Mapping[str, list[Citation]]:
    by_uid: dict[str, list[Citation]] = defaultdict(list)
    wanted = Citation.objects.filter(uid__in=list(uids)).select_related("claim")
    for citation in wanted:
        by_uid[citation.uid].append(citation)
    return by_uid


def _frozen(
    uid: str,
    code: str,
    content: Json,
    newest: Mapping[tuple[str, str], Sequence[Frozen]],
) -> Frozen:
    english = newest.get((uid, ENGLISH), ())
    return Frozen(
        uid=uid,
        language=code,
        number=10**6,
        content=content,
        digest=digest(content),
        english_digest=english[0].digest if english and code != ENGLISH else "",
        standing="draft",
        author="",
        checker="",
    )
