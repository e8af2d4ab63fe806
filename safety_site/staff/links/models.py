"""What the weekly check last found at each address."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

# A server that was down for an hour is no broken link.
TWO_RUNS_APART = timedelta(days=1)


class Outcome(models.TextChoices):
    """`gone` is believed at once, `fails` when it is found again a day later; what a
    program cannot tell is `unsure`, and a person opens the page.
    """

    OPENS = "opens"
    MOVED = "moved", "moved for good"
    GONE = "gone"
    FAILS = "fails"
    UNSURE = "unsure"


FAILURES = (Outcome.GONE, Outcome.FAILS)


class LinkCheck(models.Model):
    """One address, without its fragment, as it was last found.

    `found` is a sentence for editors, `status` the last answer's where there was one,
    `moved_to` the address after redirects for good. `failing_since` is the first of the
    checks without a break that found a failure.
    """

    address = models.TextField(unique=True)
    checked = models.DateTimeField()
    outcome = models.TextField(choices=Outcome)
    status = models.PositiveSmallIntegerField(null=True)
    found = models.TextField()
    moved_to = models.TextField(blank=True)
    failing_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.address}: {self.outcome}"

    @property
    def fails(self) -> bool:
        return self.outcome in FAILURES

    @property
    def is_broken(self) -> bool:
        if self.failing_since is None:
            return False
        return (
            self.outcome == Outcome.GONE
            or self.checked - self.failing_since >= TWO_RUNS_APART
        )
