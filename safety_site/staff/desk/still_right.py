"""When only the wording of the English changed: one word settles all languages.

An editor, or who checked the English, says that no translation needs to change. That is
a word about the English alone, and is kept as one. No translation gets a new revision:
it keeps its author, its checker and its standing, and readers go on seeing it as they
do after any change of wording. It only stops being work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from safety_site.staff.desk.bundles import in_bundle, revisions, texts_of
from safety_site.staff.desk.wording import changes
from safety_site.staff.models import User
from safety_site.staff.roles import Step, may
from safety_site.translation import tokens
from safety_site.translation.history import newest_of
from safety_site.translation.models import ENGLISH, VALUES, Revision, StillRight
from safety_site.translation.outdated import Change, english_of

CHANGED = (
    "The English of “{uid}” changed while you were reading it, or was said to mean "
    "something else. Nothing was kept. Read what is shown now, then say it again."
)


@dataclass(frozen=True)
class Offer:
    """A text whose wording changed. `since` are the digests of the older English that
    translations were made from, `changes` what changed since the oldest of them.
    Without `since`, another number or name stands in it: each translation must follow.
    """

    uid: str
    on_screen: str
    since: list[str]
    languages: list[str]
    changes: list[tuple[str, SafeString]]


def may_say(user: User) -> bool:
    """Both know the English and what changed in it; the word says nothing else."""
    return may(user, Step.WRITE) or may(user, Step.CHECK)


def offers(bundle: str) -> list[Offer]:
    """The texts of a bundle with translations that are outdated by wording alone;
    those that are outdated in meaning are left to their translators. Four queries.
    """
    known = english_of(texts_of(bundle))
    now = {uid: r for (uid, code), r in revisions(bundle).items() if code == ENGLISH}
    outdated: dict[str, dict[str, str]] = defaultdict(dict)
    for uid, language, old in _made_from(bundle):
        if uid in now and known.change(uid, old, now[uid].digest) == Change.WORDING:
            outdated[uid][language] = old
    before = _older(outdated)
    return [
        _offer(now[uid], outdated[uid], before[uid])
        for uid in in_bundle(bundle, before)
    ]


def _offer(
    now: Revision, outdated: Mapping[str, str], before: Sequence[Revision]
) -> Offer:
    wanted = tokens.counted(now.content.values())
    fit = [r for r in before if tokens.counted(r.content.values()) == wanted]
    shown = fit or before
    digests = {r.digest for r in shown}
    return Offer(
        now.uid,
        now.digest,
        [r.digest for r in fit],
        sorted(code for code, old in outdated.items() if old in digests),
        changes(shown[0].content, now.content),
    )


def _made_from(bundle: str) -> QuerySet[Revision, tuple[str, str, str]]:
    """Of the newest text in each language, which English it was made from."""
    made = Revision.objects.filter(texts_of(bundle))
    newest = newest_of(made.exclude(language__in=(ENGLISH, VALUES)))
    return newest.values_list("uid", "language", "english_digest")


def say(
    bundle: str, on_screen: Mapping[str, str], author: str, reason: str
) -> tuple[list[str], list[str]]:
    """Keep it of some texts of a bundle, for all languages at once: the uids of those,
    and why others were refused. `on_screen` is the digest of the English by uid.
    """
    done, refused = [], []
    with transaction.atomic():
        offered = {offer.uid: offer for offer in offers(bundle)}
        for uid, digest in on_screen.items():
            offer = offered.get(uid)
            if offer is None or not offer.since or offer.on_screen != digest:
                refused.append(CHANGED.format(uid=uid))
                continue
            StillRight.objects.bulk_create(
                StillRight(
                    uid=uid,
                    translated_from=older,
                    english_digest=digest,
                    author=author,
                    reason=reason,
                    created=timezone.now(),
                )
                for older in offer.since
            )
            done.append(uid)
    return done, refused


def _older(outdated: Mapping[str, Mapping[str, str]]) -> dict[str, list[Revision]]:
    """By uid, the English that translations were made from, the oldest first, each
    once.
    """
    wanted = {(uid, old) for uid, made in outdated.items() for old in made.values()}
    found = Revision.objects.filter(
        language=ENGLISH,
        uid__in=outdated,
        digest__in={digest for _, digest in wanted},
    ).order_by("number")
    older: dict[str, dict[str, Revision]] = defaultdict(dict)
    for revision in found:
        if (revision.uid, revision.digest) in wanted:
            older[revision.uid].setdefault(revision.digest, revision)
    return {uid: list(by_digest.values()) for uid, by_digest in older.items()}
