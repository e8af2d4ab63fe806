"""Public bodies: who may hold information, and whether they may tell the Home
Office.
"""

from django.db import models

from safety_site.guide.content import Content, Json
from safety_site.guide.models import Confidence


class Group(models.TextChoices):
    """The groups of `who`, in the order of the page; values are the matrix's own."""

    POLICE = "police", "Police"
    HEALTH = "health", "Health"
    COUNCIL = "council", "Council"
    EDUCATION = "education", "School and study"
    HOME = "home", "Home"
    WORK_MONEY = "work-money", "Work and money"
    COURTS_LAW = "courts-law", "Courts and law"
    SUPPORT = "support", "Support"
    COMMUNITY = "community", "Community"
    GOVERNMENT = "government", "Government"


class Answer(models.TextChoices):
    YES = "yes"
    SOMETIMES = "sometimes"
    NO_ROUTINE = "no-routine"
    CONFIDENTIAL = "confidential-with-safety-exceptions"
    NOT_CONFIRMED = "not-confirmed"


class PublicBody(Content):
    """`answer` is the matrix's; `answer_shown` is what readers may be told."""

    kind = "body"
    text_fields = ("name",)
    required_texts = ("name",)

    key = models.TextField(unique=True)
    group = models.TextField(choices=Group)
    position = models.PositiveIntegerField()
    answer = models.TextField(choices=Answer)
    nations = models.JSONField(default=list)
    confidence = models.TextField(choices=Confidence)
    only_our_reading = models.BooleanField(
        default=False, help_text="The answer rests on no source."
    )
    name = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("position",)
        verbose_name_plural = "public bodies"

    def __str__(self) -> str:
        return self.key

    @property
    def answer_shown(self) -> str:
        """A low body, or an answer without a source, is "not confirmed" (content.md 7,
        12).
        """
        if self.confidence == Confidence.LOW or self.only_our_reading:
            return Answer.NOT_CONFIRMED.value
        return self.answer

    def values(self) -> Json:
        return {
            "group": self.group,
            "position": self.position,
            "answer": self.answer_shown,
            "nations": self.nations,
        }
