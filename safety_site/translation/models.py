"""Revisions: the frozen content that the public site is made from, and what editors
said about them.
"""

from __future__ import annotations

from django.db import models

ENGLISH = "en"
VALUES = "und"


class Standing(models.TextChoices):
    MACHINE_DRAFT = "machine-draft"
    DRAFT = "draft"
    CHECKED = "checked"


class Revision(models.Model):
    """One object frozen in one language, or its values in `und`. Never changed or
    deleted.

    `english_digest` is the digest of the English that a translation was made from,
    empty for English and `und`. `author` and `checker` are names as text, so that
    history outlives accounts. Triggers in the database refuse update and delete.
    """

    uid = models.TextField()
    language = models.TextField()
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.TextField()
    english_digest = models.TextField(blank=True)
    meaning_changed = models.BooleanField(default=False)
    standing = models.TextField(choices=Standing)
    author = models.TextField()
    checker = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    created = models.DateTimeField()

    class Meta:
        constraints = (
            # Two people submitting at once: the second is told, nothing is overwritten.
            models.UniqueConstraint(
                fields=("uid", "language", "number"),
                name="a_revision_number_is_used_once",
            ),
            models.CheckConstraint(
                condition=models.Q(standing="checked") ^ models.Q(checker=""),
                name="only_a_checked_revision_names_a_checker",
            ),
        )

    def __str__(self) -> str:
        return f"{self.uid} {self.language} {self.number} ({self.standing})"


class StillRight(models.Model):
    """An editor's word: what was translated from one English of a text is right for a
    later one, whose wording alone differs. It changes nothing that readers see.

    Both are digests. Rows are only added: triggers in the database refuse update and
    delete.
    """

    uid = models.TextField(db_index=True)
    translated_from = models.TextField()
    english_digest = models.TextField()
    author = models.TextField()
    reason = models.TextField(blank=True)
    created = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.uid}: {self.author}"
