"""Who wrote in a text before somebody submitted it.

A text can be saved by one person and submitted by another: the revision names the
second, and the first wrote it all the same. Django's own log keeps every save of the
English form, with the columns that it changed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from safety_site.guide.content import Content, column
from safety_site.translation.kinds import objects
from safety_site.translation.models import ENGLISH, VALUES, Revision

EARLIEST = datetime.min.replace(tzinfo=UTC)


def remember(
    user: Any, item: Content, columns: Collection[str], *, is_new: bool
) -> None:
    """A save that changed something; ask for it before the revision is made."""
    if not (columns or is_new):
        return
    changed = {"added": {}} if is_new else {"changed": {"fields": [*columns]}}
    LogEntry.objects.log_actions(
        user_id=user.pk,
        queryset=[item],
        action_flag=ADDITION if is_new else CHANGE,
        change_message=[changed],
        single_object=True,
    )


def who_saved(uids: Collection[str]) -> dict[tuple[str, str], set[str]]:
    """By uid and language (English and values), whoever saved what the newest revision
    holds and the one before did not. Two queries, and one a kind.
    """
    spans = _spans(uids)
    rows = {_log_key(item): item for item in objects(uids).values()}
    saves = LogEntry.objects.filter(
        content_type__in={content_type for content_type, _ in rows},
        object_id__in={number for _, number in rows},
    ).values_list(
        "content_type", "object_id", "action_time", "change_message", "user__username"
    )
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for content_type, number, when, message, name in saves:
        item = rows.get((content_type, number))
        if item is None:
            continue
        for language in _languages(item, message):
            after, until = spans.get((item.uid, language), (EARLIEST, EARLIEST))
            if after < when <= until:
                found[item.uid, language].add(name)
    return found


def _spans(uids: Iterable[str]) -> dict[tuple[str, str], tuple[datetime, datetime]]:
    """When the newest revision was made, and the last one before that said another
    thing.
    """
    made = Revision.objects.filter(uid__in=uids, language__in=(ENGLISH, VALUES))
    by_text: dict[tuple[str, str], list[tuple[str, datetime]]] = defaultdict(list)
    for uid, language, digest, created in made.order_by("number").values_list(
        "uid", "language", "digest", "created"
    ):
        by_text[uid, language].append((digest, created))
    return {
        text: (
            max((c for d, c in steps if d != steps[-1][0]), default=EARLIEST),
            steps[-1][1],
        )
        for text, steps in by_text.items()
    }


def _log_key(item: Content) -> tuple[int, str | None]:
    kind = ContentType.objects.get_for_model(item, for_concrete_model=False)
    return kind.pk, str(item.pk)


def _languages(item: Content, message: str) -> set[str]:
    """Whether a save changed the English, the values, or both."""
    said: list[Mapping[str, Any]] = json.loads(message or "[]")
    english = {column(name, ENGLISH) for name in item.text_fields}
    found = set()
    for each in said:
        columns = {*each.get("changed", {}).get("fields", ())}
        if "added" in each or columns & english:
            found.add(ENGLISH)
        if "added" in each or columns - english:
            found.add(VALUES)
    return found
