"""One run of the check: the oldest first, each result kept at once."""

from __future__ import annotations

import contextlib
import fcntl
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from safety_site.staff.links.asking import Answer, Malformed, ask, place_of
from safety_site.staff.links.manners import Bounds, Manners
from safety_site.staff.links.models import FAILURES, TWO_RUNS_APART, LinkCheck, Outcome

# A weekly timer that is a little early asks all the same; one that rings twice a week
# asks the second time what failed the first time, and what was left.
AGAIN = timedelta(days=5)
# So many others are asked, for so many seconds, whether there is a network.
CONTROLS = 3
PROOF = 60
STEP = 25
Now = Callable[[], datetime]
Tell = Callable[[str], object]


class AlreadyRunning(Exception):
    """Another check holds the lock: two would ask one host at once."""


@dataclass
class Run:
    """What came of a run. `lately`: asked not long ago. `left`: for the next run.
    `unproved`: nobody answered, and no other host did after that, so nothing was kept.
    """

    looked_at: int = 0
    lately: int = 0
    left: list[str] = field(default_factory=list)
    unproved: list[str] = field(default_factory=list)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One check at a time. The system frees the lock if the program dies."""
    with (folder / "lock-links").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning from None
        yield


def forget_all_but(addresses: Sequence[str]) -> None:
    """What nothing on the site leads to any more is not remembered."""
    used = set(addresses)
    kept = dict(LinkCheck.objects.values_list("pk", "address"))
    unused = [pk for pk, address in kept.items() if address not in used]
    LinkCheck.objects.filter(pk__in=unused).delete()


def oldest_first(addresses: Sequence[str]) -> list[str]:
    """Those never asked come first, in the order in which they were given."""
    when = dict(LinkCheck.objects.values_list("address", "checked"))
    never = datetime.min.replace(tzinfo=timezone.get_current_timezone())
    return sorted(addresses, key=lambda address: when.get(address, never))


def due(addresses: Sequence[str], now: datetime) -> list[str]:
    """What is to be asked again: after some days, or after one if it fails."""
    lately = {
        check.address
        for check in LinkCheck.objects.all()
        if now - check.checked < (TWO_RUNS_APART if check.fails else AGAIN)
    }
    return [address for address in addresses if address not in lately]


def check(
    wanted: Sequence[str],
    bounds: Bounds,
    controls: Sequence[str] = (),
    now: Now = timezone.now,
    tell: Tell = lambda line: None,
) -> Run:
    """Ask each address, one at a time, and keep what was found; `tell` hears how far.

    Where nobody answered, the fault may be this machine's: these are asked once more at
    the end, and believed if another host answers after them. `controls` are more
    addresses that should answer.
    """
    run = Run()
    manners = Manners(bounds.pause)
    until = time.monotonic() + bounds.minutes * 60
    silent = []
    for address, answer in _asked(wanted, run, bounds, manners, until):
        if answer.reached:
            keep(address, answer, now())
        else:
            silent.append(address)
        run.looked_at += 1
        if run.looked_at % STEP == 0 or run.looked_at == len(wanted):
            tell(f"  asked {run.looked_at} of {len(wanted)}")
    if not silent:
        return run
    tell(f"  asking {len(silent)} once more, where nobody answered")
    held = []
    for address, answer in _asked(silent, run, bounds, manners, until):
        if answer.reached:
            keep(address, answer, now())
        else:
            held.append((address, answer, now()))
    if held and _has_network([each[0] for each in held], controls, bounds, manners):
        for each in held:
            keep(*each)
    else:
        run.unproved = [address for address, _, _ in held]
    run.looked_at = len(wanted) - len(run.left) - len(run.unproved)
    return run


def _asked(
    wanted: Sequence[str], run: Run, bounds: Bounds, manners: Manners, until: float
) -> Iterator[tuple[str, Answer]]:
    """Each as soon as its host may be asked, the first of them first; what is not asked
    in time is noted as left.
    """
    waiting = [(address, _host(address)) for address in wanted]
    while waiting:
        chosen = min(
            range(len(waiting)), key=lambda at: (manners.ready_in(waiting[at][1]), at)
        )
        address, host = waiting.pop(chosen)
        if host in manners.left_alone or time.monotonic() >= until:
            run.left.append(address)
            continue
        try:
            answer = ask(address, bounds, manners, until)
        except TimeoutError:
            run.left.append(address)
        else:
            yield address, answer


def keep(address: str, answer: Answer, at: datetime) -> LinkCheck:
    """A failure goes on from the check before it, whatever it failed of."""
    last = LinkCheck.objects.filter(address=address).first()
    since = None
    if answer.outcome in FAILURES:
        since = last.failing_since if last and last.failing_since else at
    kept, _ = LinkCheck.objects.update_or_create(
        address=address,
        defaults={
            "checked": at,
            "outcome": answer.outcome,
            "status": answer.status,
            "found": answer.found,
            "moved_to": answer.moved_to,
            "failing_since": since,
        },
    )
    return kept


def _has_network(
    silent: Sequence[str], controls: Sequence[str], bounds: Bounds, manners: Manners
) -> bool:
    """Whether anyone else answers: those who did so last, then the controls."""
    tried = manners.left_alone.union(map(_host, silent))
    well = LinkCheck.objects.filter(outcome__in=(Outcome.OPENS, Outcome.MOVED))
    known = well.order_by("-checked").values_list("address", flat=True)
    hosts: dict[str, str] = {}
    for address in (*known, *controls):
        if _host(address) not in tried:
            hosts.setdefault(_host(address), address)
    until = time.monotonic() + PROOF
    try:
        return any(
            ask(address, bounds, manners, until).reached
            for address in list(hosts.values())[:CONTROLS]
        )
    except TimeoutError:
        return False


def _host(address: str) -> str:
    try:
        return place_of(address).host
    except Malformed:
        return ""
