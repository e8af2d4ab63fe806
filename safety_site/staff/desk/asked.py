"""The record of who asked for an edition while publishing was stopped."""

from __future__ import annotations

from django.db import models


class UrgentRequest(models.Model):
    """A person asks for one edition. Rows are only added.

    `wanted` is the digest of the proposal that was on their screen, or the number of
    the edition to go back to, as "edition 7".
    """

    wanted = models.TextField(db_index=True)
    author = models.TextField()
    reason = models.TextField()
    created = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.author} asks for {self.wanted}"
