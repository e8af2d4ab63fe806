"""Editions and the blobs they name: what the public site said, and when."""

from __future__ import annotations

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
    newest revision it may show, `last_recording` the newest recording: the clock's
    editions never show a later one. `english`
    holds, per uid, the number of the English revision first shown by this edition,
    `values` the values that readers see, such as a phone number (`publishing.record`).
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
    english = models.JSONField()
    values = models.JSONField(default=dict)
    manifest = models.JSONField()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"edition {self.number}"


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
