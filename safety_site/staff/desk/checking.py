"""The second pair of eyes: what waits for a check, and checking what was read.

Who checks sees what would be released against what is released, and in a translation
the English beside it. The digests of what was on the screen go along with the check: a
text that changed meanwhile is not marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import SafeString

from safety_site.staff.desk import writers
from safety_site.staff.desk.bundles import in_bundle, revisions, texts_of
from safety_site.staff.desk.wording import changes, every_field
from safety_site.translation.models import ENGLISH, VALUES, Revision, Standing
from safety_site.translation.outdated import English, english_of
from safety_site.translation.submitting import Refused, check, newest


@dataclass(frozen=True)
class Waiting:
    """A text, or its values, that nobody has checked. `changes` is by field. `said` is
    what advisers said of it, which others add.
    """

    uid: str
    language: str
    author: str
    reason: str
    on_screen: str
    english_on_screen: str
    is_outdated: bool
    meaning_changed: bool
    critical: bool
    changes: list[tuple[str, SafeString]]
    english: list[tuple[str, str]]
    said: Sequence[object] = ()


def waiting(bundle: str, language: str) -> list[Waiting]:
    """What waits in a language; with English, the values too. Four queries."""
    languages = (VALUES, ENGLISH) if language == ENGLISH else (language,)
    newest = revisions(bundle, *languages)
    uids = in_bundle(bundle, {uid for uid, _ in newest})
    unchecked = [
        newest[uid, code]
        for uid in uids
        for code in languages
        if (uid, code) in newest and newest[uid, code].standing != Standing.CHECKED
    ]
    released = _last_checked(unchecked)
    known = english_of(texts_of(bundle))
    return [
        _waiting(made, released.get((made.uid, made.language)), newest, known)
        for made in unchecked
    ]


def mark(
    chosen: Iterable[tuple[str, str]],
    on_screen: Mapping[tuple[str, str], tuple[str, str]],
    checker: str,
    reason: str = "",
) -> tuple[list[Revision], list[str]]:
    """Check each (uid, language) by itself; what was checked, and why others were not.

    `on_screen` holds the digests of the text and of its English as the checker saw
    them.
    """
    done: list[Revision] = []
    refused: list[str] = []
    chosen = list(chosen)
    saved = writers.who_saved({uid for uid, _ in chosen})
    for uid, language in chosen:
        text, english = on_screen.get((uid, language), ("", ""))
        source = newest(uid, ENGLISH) if language not in (ENGLISH, VALUES) else None
        if source and _outdated(source, english):
            refused.append(
                f"The English of “{uid}” is not the one that was translated. Nothing "
                "was marked. Let a translator read the new English first."
            )
            continue
        try:
            done.append(
                check(
                    uid,
                    language,
                    text,
                    checker,
                    english_on_screen=english,
                    reason=reason,
                    also_wrote=saved.get((uid, language), ()),
                )
            )
        except Refused as error:
            refused.append(str(error))
    return done, refused


def _outdated(english: Revision, translated_from: str) -> bool:
    if english.digest == translated_from:
        return False
    known = english_of(Q(uid=english.uid))
    return known.change(english.uid, translated_from, english.digest).outdates


def _last_checked(waiting: list[Revision]) -> dict[tuple[str, str], Revision]:
    found = Revision.objects.filter(
        uid__in={r.uid for r in waiting},
        language__in={r.language for r in waiting},
        standing=Standing.CHECKED,
    )
    return {(r.uid, r.language): r for r in found.order_by("number")}


def _waiting(
    made: Revision,
    released: Revision | None,
    newest: Mapping[tuple[str, str], Revision],
    known: English,
) -> Waiting:
    before = released.content if released else {}
    english = newest.get((made.uid, ENGLISH))
    is_translation = made.language not in (ENGLISH, VALUES)
    values = newest.get((made.uid, VALUES))
    return Waiting(
        uid=made.uid,
        language=made.language,
        author=made.author,
        reason=made.reason,
        on_screen=made.digest,
        english_on_screen=made.english_digest,
        is_outdated=bool(
            is_translation
            and english
            and known.change(made.uid, made.english_digest, english.digest).outdates
        ),
        meaning_changed=made.meaning_changed,
        critical=bool(values and values.content.get("critical")),
        # Of a translation all that it says, since the English may be what changed.
        changes=every_field(before, made.content)
        if is_translation
        else changes(before, made.content),
        english=[
            (name, text)
            for name, text in (english.content.items() if english else ())
            if is_translation and text
        ],
    )
