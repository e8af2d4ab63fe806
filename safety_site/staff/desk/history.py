"""Every revision of a text, and what a page said on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import brotli
from django.utils import timezone
from django.utils.safestring import SafeString

from safety_site.publishing import manifest
from safety_site.publishing.models import Blob, Edition
from safety_site.publishing.reading import read
from safety_site.staff.desk.wording import changes
from safety_site.translation.models import Revision


class Step(NamedTuple):
    """A revision, with its difference from the one before it in its language, and what
    advisers said of it, which others add.
    """

    revision: Revision
    changes: list[tuple[str, SafeString]]
    said: Sequence[object] = ()


def history(uid: str) -> list[Step]:
    """Newest first. One query."""
    before: dict[str, Revision] = {}
    steps: list[Step] = []
    for revision in Revision.objects.filter(uid=uid).order_by("pk"):
        last = before.get(revision.language)
        old = last.content if last else {}
        steps.append(Step(revision, changes(old, revision.content)))
        before[revision.language] = revision
    return steps[::-1]


class Said(NamedTuple):
    edition: Edition
    lines: list[str]


def said(path: str, day: date) -> Said | None:
    """What the page at a path said at the end of a day; None if there was no page."""
    end = timezone.make_aware(datetime.combine(day + timedelta(1), time()))
    edition = Edition.objects.filter(created__lt=end).order_by("-number").first()
    if edition is None:
        return None
    leaf = manifest.answers(edition.manifest).get(path.rstrip("/") or "/")
    blob = Blob.objects.filter(digest=leaf.digest).first() if leaf else None
    if blob is None:
        return None
    page = read(brotli.decompress(bytes(blob.brotli)).decode())
    return Said(edition, page.visible_text().splitlines())
