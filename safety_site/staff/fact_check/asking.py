"""Asking an adviser: which revisions are asked about, and the link, from first to last.

The secret of a link has 256 bits, so nobody guesses one, however often they try; only
its digest is kept. A link lives until its date, until somebody here ends it, and for as
long as its asker may ask: nobody answers for the link of somebody who has left.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import constant_time_compare

from safety_site.guide.models import Claim
from safety_site.staff.desk.bundles import WHOLE, bundle_of, in_bundle, revisions
from safety_site.staff.fact_check.models import AskedText, FactCheck, FactCheckEnd
from safety_site.staff.models import User
from safety_site.staff.roles import Step, may
from safety_site.translation.exchange.texts import order
from safety_site.translation.models import ENGLISH, VALUES, Revision

DAYS = (7, 14, 28)
# An adviser reads no more in one go, and a form that is sent has a limit of fields.
MOST_TEXTS = 200
# Parts that are numbered in another order than that in which they are read.
BY_POSITION = ("block", "part")


class Asked(NamedTuple):
    """The revisions of one text, as in `AskedText`."""

    text: Revision
    english: Revision | None
    values: Revision


class Words(NamedTuple):
    """What the asker typed: who is asked, in which role, and what."""

    adviser: str
    role: str
    question: str


class State(StrEnum):
    OPEN = "open"
    ENDED = "ended"
    OVER = "over"
    ORPHANED = "orphaned"


def about_of(uid: str) -> str:
    """What is asked about with a text: its bundle, or itself where that is a list."""
    bundle = bundle_of(uid)
    return bundle if bundle.partition(":")[0] in WHOLE else uid


def texts(about: str, language: str) -> list[Asked]:
    """The newest revisions of a bundle or of one text, in reading order; two queries.

    What is withdrawn, or not written in the language, is left out.
    """
    newest = revisions(bundle_of(about), language)
    is_one = ":" in about and about.partition(":")[0] not in WHOLE
    uids = [about] if is_one else in_bundle(about, {uid for uid, _ in newest})
    old = _translated_english(newest, language)
    found = []
    for uid in uids:
        values = newest.get((uid, VALUES))
        text = newest.get((uid, language))
        # A number or a source has values alone.
        if text is None and language == ENGLISH:
            text = values
        if values is None or text is None:
            continue
        # What the loader keeps for itself is nobody's text, and says neither.
        if values.content.get("withdrawn", True):
            continue
        english = None
        if language != ENGLISH:
            english = old.get((uid, text.english_digest), newest.get((uid, ENGLISH)))
        found.append(Asked(text, english, values))
    return sorted(found, key=_reading_order)


def ask(
    about: str,
    language: str,
    asked: list[Asked],
    words: Words,
    days: int,
    asker: str,
    now: datetime,
) -> tuple[FactCheck, str]:
    """The fact check, and the secret of its link, which can never be had again."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        made = FactCheck.objects.create(
            about=about,
            language=language,
            **words._asdict(),
            asker=asker,
            claims=_words_of_claims(asked),
            last_revision=Revision.objects.aggregate(top=Max("pk"))["top"],
            token_digest=digest_of(token),
            created=now,
            ends=now + timedelta(days=days),
        )
        AskedText.objects.bulk_create(
            AskedText(fact_check=made, position=position, **each._asdict())
            for position, each in enumerate(asked, start=1)
        )
    return made, token


def end(check: FactCheck, by: str, now: datetime) -> None:
    """Twice is as good as once: the first one stands in the record."""
    FactCheckEnd.objects.get_or_create(
        fact_check=check, defaults={"by": by, "created": now}
    )


def of_link(pk: int, token: str) -> FactCheck | None:
    """Whose link it is, open or not. A number that nobody has takes as long."""
    found = FactCheck.objects.filter(pk=pk).select_related("ended_early").first()
    kept = found.token_digest if found else digest_of("")
    is_right = constant_time_compare(kept, digest_of(token))
    return found if is_right else None


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def askers(checks: Iterable[FactCheck]) -> dict[str, User]:
    """By name, with their roles; two queries."""
    names = {check.asker for check in checks}
    found = User.objects.filter(username__in=names).prefetch_related("groups")
    return {user.username: user for user in found}


def state(check: FactCheck, asker: User | None, now: datetime) -> State:
    """`asker` is the account of that name, if there is one."""
    if getattr(check, "ended_early", None):
        return State.ENDED
    if now >= check.ends:
        return State.OVER
    if asker is None or not may(asker, Step.ASK, check.language):
        return State.ORPHANED
    return State.OPEN


def cited(values: Revision) -> list[tuple[str, str]]:
    """What a text rests on, as (field, claim key or "word:…")."""
    kind, _, name = values.uid.partition(":")
    if kind == "claim":
        return [("", name)]
    own = [("", values.content["claim"])] if "claim" in values.content else []
    return [*own, *((field, key) for field, key in values.content["citations"])]


def _words_of_claims(asked: Iterable[Asked]) -> dict[str, str]:
    keys = {key for each in asked for _, key in cited(each.values)}
    found = Claim.objects.filter(key__in=keys).values_list("key", "text")
    return dict(found)


def _translated_english(
    newest: Mapping[tuple[str, str], Revision], language: str
) -> dict[tuple[str, str], Revision]:
    """By uid and digest, the English texts that translations were made from."""
    if language == ENGLISH:
        return {}
    made = [r for (_, code), r in newest.items() if code == language]
    found = Revision.objects.filter(
        language=ENGLISH,
        uid__in={r.uid for r in made},
        digest__in={r.english_digest for r in made},
    )
    return {(r.uid, r.digest): r for r in found.order_by("number")}


def _reading_order(asked: Asked) -> tuple[int, int, list[tuple[int, str]]]:
    uid, values = asked.text.uid, asked.values.content
    kind, name = order(uid)
    by_position = uid.partition(":")[0] in BY_POSITION
    return kind, values["position"] if by_position else 0, name
