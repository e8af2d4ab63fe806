"""Reviewing a page: its claims are opened at their sources and dated anew.

A page is as fresh as the claim that was checked longest ago, so that is what a review
settles. The new date is a value like any other: it is submitted, and a second person
checks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from safety_site.guide.models import Citation, Claim, Source
from safety_site.publishing import reviews
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.freezing import digest, frozen
from safety_site.translation.history import newest_of
from safety_site.translation.models import VALUES, Revision, Standing
from safety_site.translation.submitting import Refused, submit

# On one screen: those checked longest ago. The others come when these are settled.
MOST = 30
REASON = "Opened at its source again, and still right."
NOT_SUBMITTED = (
    "Somebody wrote in the claim “{key}” and has not asked for a check. Its date was "
    "not changed. Open the claim, and save it with “Save and ask for a check”."
)
CHANGED = (
    "The claim “{key}” changed while you were reading it. Its date was not changed. "
    "Read it again, then tick it again."
)


@dataclass(frozen=True)
class Rests:
    """A claim of the page as it is kept now. `waits`: it was dated or changed since
    somebody last checked it. `unsent`: somebody wrote in it and did not submit it.
    """

    claim: Claim
    sources: list[Source]
    on_screen: str
    waits: bool
    unsent: bool
    is_new: bool


@dataclass(frozen=True)
class Review:
    claims: list[Rests]
    more: int


def review(snapshot: Snapshot, uid: str) -> Review:
    """What a page or an organisation rests on, that checked longest ago first. Five
    queries.
    """
    rows = _claims(reviews.claims_of(snapshot, uid))
    rows.sort(key=lambda claim: (claim.checked, claim.key))
    return Review(_rests(rows[:MOST], snapshot.today), max(0, len(rows) - MOST))


def confirm(
    chosen: Mapping[str, str], author: str, today: date
) -> tuple[list[str], list[str]]:
    """Date the claims that were found right, each by itself: keys of those, and why
    others were refused. `chosen` is by key the digest that was on the screen.
    """
    done, refused = [], []
    for rests in _rests(_claims(chosen), today):
        claim = rests.claim
        if rests.unsent:
            refused.append(NOT_SUBMITTED.format(key=claim.key))
        elif rests.on_screen != chosen[claim.key]:
            refused.append(CHANGED.format(key=claim.key))
        else:
            try:
                _date(claim, author, today)
            except Refused as error:
                refused.append(str(error))
            else:
                done.append(claim.key)
    return done, refused


def _date(claim: Claim, author: str, today: date) -> None:
    with transaction.atomic():
        claim.checked = today
        claim.save(update_fields=["checked"])
        submit(claim, VALUES, author, reason=REASON)


def _claims(keys: Iterable[str]) -> list[Claim]:
    found = Claim.objects.filter(key__in=keys).prefetch_related("source_links__source")
    return list(found.only(*Claim.named_columns()))


def _rests(claims: list[Claim], today: date) -> list[Rests]:
    uids = [claim.uid for claim in claims]
    made = Revision.objects.filter(uid__in=uids, language=VALUES)
    newest = {r.uid: r for r in newest_of(made)}
    cited: dict[str, list[Citation]] = {uid: [] for uid in uids}
    for citation in Citation.objects.filter(uid__in=uids).select_related("claim"):
        cited[citation.uid].append(citation)
    return [
        Rests(
            claim=claim,
            sources=[link.source for link in claim.source_links.all()],
            on_screen=(now := digest(frozen(claim, VALUES, cited[claim.uid]))),
            waits=_standing(newest, claim) != Standing.CHECKED,
            unsent=claim.uid in newest and newest[claim.uid].digest != now,
            is_new=claim.checked >= today,
        )
        for claim in claims
    ]


def _standing(newest: Mapping[str, Revision], claim: Claim) -> str:
    made = newest.get(claim.uid)
    return made.standing if made else ""
