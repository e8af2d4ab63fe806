"""What somebody's roles let them do next, the most urgent first: each with one link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from safety_site.directory.models import Contact
from safety_site.guide.models import Claim, Confidence
from safety_site.languages import registry
from safety_site.publishing import reviews
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.snapshot import Snapshot
from safety_site.staff.desk.bundles import bundle_of
from safety_site.staff.desk.overview import Overview
from safety_site.staff.desk.still_right import may_say
from safety_site.staff.desk.table import Row
from safety_site.staff.links.report import broken_links
from safety_site.staff.models import User
from safety_site.staff.phones import phones_due
from safety_site.staff.roles import Step, may
from safety_site.translation.models import ENGLISH
from safety_site.translation.outdated import Change

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Overdue reviews that stand on the first screen one by one; all have their own list.
MOST_OVERDUE = 5
UNSURE = (Confidence.LOW, Confidence.MEDIUM)
# Named in the language in which the screen is drawn.
_day = lazy(date_format, str)


class NextStep(NamedTuple):
    """`language` is None where it is not about one."""

    words: str | Promise
    address: str
    language: registry.Language | None = None
    is_urgent: bool = False


def next_steps(
    user: User,
    seen: Overview,
    rows: Sequence[Row],
    languages: Sequence[str],
    english: Snapshot | None,
) -> list[NextStep]:
    """`rows` is the table of all `languages`; `english` is for whoever writes English:
    what they alone are told of is worked out from it.
    """
    writes = [c for c in languages if c != ENGLISH and may(user, Step.WRITE, c)]
    checks = [code for code in languages if may(user, Step.CHECK, code)]
    found = [*_changed_in_meaning(seen, rows, writes)]
    if english:
        found += _reviews(english)
        found += _outside(english)
    found += _to_check(rows, languages, checks)
    if may_say(user):
        found += _wording(seen, rows)
    if english:
        found += _to_confirm()
    found += _to_translate(rows, languages, writes)
    return found


def english_snapshot(user: User, today: date) -> Snapshot | None:
    if not may(user, Step.WRITE):
        return None
    return snapshots.take(today, languages=[ENGLISH])


def _changed_in_meaning(
    seen: Overview, rows: Sequence[Row], writes: Sequence[str]
) -> Iterator[NextStep]:
    changed = [at for at, change in seen.changes.items() if change == Change.MEANING]
    critical = [(uid, code) for uid, code in changed if uid in seen.critical]
    others = [(uid, code) for uid, code in changed if uid not in seen.critical]
    for some, words in (
        (
            critical,
            gettext_lazy(
                "Critical texts whose English changed in meaning: {count}. Until they "
                "follow, editions show English in their place."
            ),
        ),
        (
            others,
            gettext_lazy(
                "Texts whose English changed in meaning: {count}. Until they follow, "
                "editions show a notice, and after 14 days English."
            ),
        ),
    ):
        for code in writes:
            uids = [uid for uid, language in some if language == code]
            if uids:
                yield NextStep(
                    format_lazy(words, count=len(uids)),
                    _address("staff-translate", code, _first(rows, uids)),
                    registry.language(code),
                    is_urgent=True,
                )


def _reviews(english: Snapshot) -> Iterator[NextStep]:
    due = reviews.overdue(english)
    for each in due[:MOST_OVERDUE]:
        yield NextStep(
            format_lazy(
                gettext_lazy("Review {text}: due since {day}."),
                text=each.uid,
                day=_day(each.due, "j F Y"),
            ),
            reverse("staff-review", args=[each.uid]),
            is_urgent=True,
        )
    if len(due) > MOST_OVERDUE:
        yield NextStep(
            format_lazy(
                gettext_lazy(
                    "All pages and organisations whose review is overdue: {count}."
                ),
                count=len(due),
            ),
            reverse("staff-reviews"),
            is_urgent=True,
        )


def _outside(english: Snapshot) -> Iterator[NextStep]:
    address = reverse("staff-outside")
    if broken := broken_links(english.today, english):
        yield NextStep(
            format_lazy(
                gettext_lazy("Links that no longer open: {count}."), count=len(broken)
            ),
            address,
        )
    if due := phones_due(english.today, english):
        yield NextStep(
            format_lazy(gettext_lazy("Numbers to ring: {count}."), count=len(due)),
            address,
        )


def _to_check(
    rows: Sequence[Row], languages: Sequence[str], checks: Sequence[str]
) -> Iterator[NextStep]:
    words = gettext_lazy("Texts that wait for your check: {count}.")
    for code in checks:
        cells = {row.bundle: row.cells[languages.index(code)] for row in rows}
        waiting = {bundle: cell.to_check for bundle, cell in cells.items()}
        yield from _in_language(waiting, code, words, "staff-check")


def _wording(seen: Overview, rows: Sequence[Row]) -> Iterator[NextStep]:
    changed = {u for (u, _), change in seen.changes.items() if change == Change.WORDING}
    if changed:
        yield NextStep(
            format_lazy(
                gettext_lazy(
                    "English texts of which only the wording changed: {count}. Say "
                    "whether a translation needs to change."
                ),
                count=len(changed),
            ),
            reverse("staff-still-right", args=[_first(rows, changed)]),
        )


def _to_confirm() -> Iterator[NextStep]:
    unsure = Claim.objects.filter(withdrawn=False, confidence__in=UNSURE).count()
    if unsure:
        words = ",".join(UNSURE)
        yield NextStep(
            format_lazy(
                gettext_lazy("Facts to confirm, of low or medium confidence: {count}."),
                count=unsure,
            ),
            f"{reverse('admin:guide_claim_changelist')}?confidence__in={words}&withdrawn__exact=0",
        )
    unread = Contact.objects.filter(withdrawn=False, confirmed=False).count()
    if unread:
        yield NextStep(
            format_lazy(
                gettext_lazy(
                    "Numbers and addresses that nobody has read at their "
                    "source: {count}."
                ),
                count=unread,
            ),
            f"{reverse('admin:directory_contact_changelist')}?confirmed__exact=0&withdrawn__exact=0",
        )


def _to_translate(
    rows: Sequence[Row], languages: Sequence[str], writes: Sequence[str]
) -> Iterator[NextStep]:
    words = gettext_lazy("Texts to translate: {count}.")
    for code in writes:
        cells = {row.bundle: row.cells[languages.index(code)] for row in rows}
        needy = {bundle: cell.to_translate for bundle, cell in cells.items()}
        yield from _in_language(needy, code, words, "staff-translate")


def _in_language(
    numbers: Mapping[str, int], code: str, words: _StrPromise, screen: str
) -> Iterator[NextStep]:
    """All texts of a language that ask for one thing; it leads to the first bundle of
    them. `numbers` is by bundle.
    """
    if count := sum(numbers.values()):
        first = next(bundle for bundle, number in numbers.items() if number)
        yield NextStep(
            format_lazy(words, count=count),
            _address(screen, code, first),
            registry.language(code),
        )


def _first(rows: Sequence[Row], uids: Iterable[str]) -> str:
    """The first bundle of the table that holds one of them."""
    bundles = {bundle_of(uid) for uid in uids}
    return next(row.bundle for row in rows if row.bundle in bundles)


def _address(name: str, language: str, bundle: str) -> str:
    return reverse(name, args=[language, bundle])
