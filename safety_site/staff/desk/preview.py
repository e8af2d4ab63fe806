"""The working copy as a reader would see it, drawn by the same templates.

Nothing of it is released: the working copies of one page stand in place of its
revisions, in memory, for one answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.utils import timezone

from safety_site.guide.content import Json
from safety_site.languages import registry
from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.rendering import headers_of, html_of
from safety_site.staff.desk.bundles import in_bundle
from safety_site.translation.freezing import digest, frozen
from safety_site.translation.history import Frozen, History
from safety_site.translation.kinds import objects
from safety_site.translation.models import ENGLISH, VALUES


class Preview(NamedTuple):
    html: str
    headers: tuple[tuple[str, str], ...]


def preview(page: str, language: str) -> Preview | None:
    """A page of the guide; None if there is none of that key or language."""
    try:
        known = registry.language(language)
    except registry.UnknownLanguage:
        return None
    snapshot = snapshots.take(timezone.localdate())
    history = with_working_copies(snapshot.history, f"page:{page}", language)
    shown = snapshot.with_history(history)
    if page not in shown.pages:
        return None
    sheet = contexts.page_sheet(shown, page, known)
    html = html_of(sheet)
    return Preview(html, headers_of(sheet, html))


def with_working_copies(history: History, bundle: str, language: str) -> History:
    uids = in_bundle(bundle, {uid for uid, _ in history.newest})
    newest = dict(history.newest)
    for uid, row in objects(uids, ENGLISH, language).items():
        for code in dict.fromkeys((VALUES, ENGLISH, language)):
            content = frozen(row, code)
            before = newest.get((uid, code), ())
            if code not in (VALUES, ENGLISH) and not any(content.values()):
                continue
            if before and before[0].digest == digest(content):
                continue
            newest[uid, code] = [_frozen(uid, code, content, newest)]
    # Drafts are what a preview is for, wherever readers may not see them yet.
    return replace(history, newest=newest, drafts=frozenset((ENGLISH, language)))


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
