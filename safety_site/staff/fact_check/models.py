"""What an adviser was asked and what they answered. Rows are only added: triggers in
the database refuse to change or delete any.

People are names as text, so that the record outlives accounts. Nothing is kept of where
an answer came from.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop

from safety_site.translation.models import Revision


class FactCheck(models.Model):
    """A question to one adviser about some texts in one language, and its link.

    `about` is a bundle, or a uid where one text is asked about. `token_digest` is the
    SHA-256 of the link's secret, which is kept nowhere. What stands for a token is read
    from revisions up to `last_revision`, so that the page stays as it was asked about.
    `claims` holds the words of claims by key, since no revision holds them.
    """

    about = models.TextField()
    language = models.TextField()
    adviser = models.TextField()
    role = models.TextField()
    question = models.TextField()
    asker = models.TextField()
    claims = models.JSONField(default=dict)
    last_revision = models.PositiveBigIntegerField()
    token_digest = models.TextField()
    created = models.DateTimeField()
    ends = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.about} {self.language}: {self.adviser}"


class AskedText(models.Model):
    """The exact revision asked about, the English that a translation was made from, and
    the values. Where an object has no text, `text` is its values too.
    """

    fact_check = models.ForeignKey(FactCheck, models.PROTECT, related_name="texts")
    position = models.PositiveIntegerField()
    text = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    english = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    values = models.ForeignKey(Revision, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("fact_check", "position"), name="a_text_is_asked_about_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.fact_check_id}/{self.position}"


class FactCheckEnd(models.Model):
    """Somebody here ended the link before its date."""

    fact_check = models.OneToOneField(
        FactCheck, models.PROTECT, related_name="ended_early"
    )
    by = models.TextField()
    created = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.fact_check_id} ended by {self.by}"


class AdviserAnswer(models.Model):
    """What was sent at one time. Sending again adds a further one."""

    fact_check = models.ForeignKey(FactCheck, models.PROTECT, related_name="answers")
    comment = models.TextField(blank=True)
    created = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.fact_check_id} answered {self.created:%Y-%m-%d}"


class Verdict(models.TextChoices):
    RIGHT = "right", gettext_noop("Right")
    WRONG = "wrong", gettext_noop("Wrong")
    CANNOT_SAY = "cannot say", gettext_noop("I cannot say")


class TextAnswer(models.Model):
    """What an adviser said of one text."""

    answer = models.ForeignKey(AdviserAnswer, models.PROTECT, related_name="texts")
    asked = models.ForeignKey(AskedText, models.PROTECT, related_name="answers")
    verdict = models.TextField(choices=Verdict)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.asked_id}: {self.verdict}"
