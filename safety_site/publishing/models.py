"""Editions and the blobs they name: what the public site said, and when."""

from __future__ import annotations

from typing import Any

from django.db import models


class Blob(models.Model):
    """One response body, stored once by the SHA-256 of its uncompressed bytes."""

    digest = models.TextField(primary_key=True)
    brotli = models.BinaryField()
    gzip = models.BinaryField()

    def __str__(self) -> str:
        return self.digest[:12]


class Edition(models.Model):
    """One published state of the whole site.

    `manifest` maps each path to its blob, input digest, status and headers (see
    `publishing.manifest`). `day` is the date it was made for. `last_revision` is the
    newest revision it may show, `last_recording` the newest recording, `last_notice`
    the newest row of an urgent notice: the clock's editions never show a later one.
    After going back, a recording that was replaced or taken off up to
    `known_recording` is not shown either. `english` holds, per uid, the number of the
    English revision first shown by this edition, `values` the values that readers see,
    such as a phone number (`publishing.record`).
    """

    number = models.PositiveIntegerField(unique=True)
    created = models.DateTimeField()
    day = models.DateField()
    author = models.TextField()
    publisher = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    # Of a rollback, the number of the older edition whose pages it serves.
    serves = models.PositiveIntegerField(null=True)
    last_revision = models.BigIntegerField()
    last_recording = models.BigIntegerField(default=0)
    known_recording = models.BigIntegerField(null=True)
    last_notice = models.BigIntegerField(default=0)
    english = models.JSONField()
    values = models.JSONField(default=dict)
    manifest = models.JSONField()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"edition {self.number}"

    def shows(self) -> dict[str, Any]:
        """By field, what bounds all that it shows: for one that shows no more."""
        return {
            "day": self.day,
            "serves": self.serves,
            "last_revision": self.last_revision,
            "last_recording": self.last_recording,
            "known_recording": self.known_recording,
            "last_notice": self.last_notice,
        }


class Recording(models.Model):
    """A person's voice that reads a page in a language, as attached at one time.

    `file` is the digest of an MP3 in the folder of files, empty when the recording was
    taken off the page. `length` is in bytes, `seconds` how long it speaks. `words` is
    the digest of what the page said then (`publishing.recordings.heard`). Rows are
    only added: the newest of a page and language counts.
    """

    page = models.TextField()
    language = models.TextField()
    file = models.TextField(blank=True)
    length = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    words = models.TextField(blank=True)
    author = models.TextField()
    created = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.page} {self.language}"


class Freeze(models.Model):
    """A word that stops publishing, or lets it go on. Rows are only added: the newest
    counts.
    """

    stops = models.BooleanField()
    author = models.TextField()
    reason = models.TextField()
    created = models.DateTimeField()

    def __str__(self) -> str:
        return f"{'stop' if self.stops else 'go on'}: {self.reason}"


class UrgentNotice(models.Model):
    """A warning put on pages, or the word that ends one. Rows are only added.

    `phrase` and `slots` are those of `publishing.phrases`. `place` is the uid of a
    page, or of what is shown on the pages concerned; empty means the whole site.
    `ends` is the number of the row that this one ends; such a row says nothing else.
    """

    phrase = models.TextField(blank=True)
    slots = models.JSONField(default=dict)
    place = models.TextField(blank=True)
    ends = models.BigIntegerField(null=True)
    author = models.TextField()
    reason = models.TextField()
    created = models.DateTimeField()

    def __str__(self) -> str:
        if self.ends is not None:
            return f"the end of notice {self.ends}"
        return f"notice {self.pk}: {self.phrase}"


class ShortCode(models.Model):
    """Six digits that open a page of the guide, named by its key, in a language. Rows
    are only added, with the first edition that holds the page (`publishing.codes`).
    """

    code = models.TextField(primary_key=True)
    page = models.TextField()
    language = models.TextField()
    issued = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("page", "language"), name="a_page_has_one_code_in_a_language"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.page} {self.language}"
