"""Public bodies: who may hold information, and whether they may tell the Home
Office, and what else readers are told about each.
"""

from django.db import models
from django.utils.translation import gettext_noop

from safety_site.guide.content import Content, Json
from safety_site.guide.models import Confidence


class Group(models.TextChoices):
    """The groups of `who`, in the order of the page; values are the matrix's own."""

    POLICE = "police", gettext_noop("Police")
    HEALTH = "health", gettext_noop("Health")
    COUNCIL = "council", gettext_noop("Council")
    EDUCATION = "education", gettext_noop("School and study")
    HOME = "home", gettext_noop("Home")
    WORK_MONEY = "work-money", gettext_noop("Work and money")
    COURTS_LAW = "courts-law", gettext_noop("Courts and law")
    SUPPORT = "support", gettext_noop("Support")
    COMMUNITY = "community", gettext_noop("Community")
    GOVERNMENT = "government", gettext_noop("Government")


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
            "confidence": self.confidence,
        }


class Field(models.TextChoices):
    """The parts of an entry in reading order; values are the matrix's own, labels the
    questions that readers see.
    """

    IN_PLAIN_WORDS = "in_plain_words", gettext_noop("May it tell the Home Office?")
    WHAT_IS_SHARED = "what_is_shared", gettext_noop("What may be passed on?")
    LEGAL_BASIS = "legal_basis", gettext_noop("What is this based on?")
    NORMALLY_ASKS = "normally_asks", gettext_noop("What does it normally ask?")
    NEED_NOT_TELL = "you_do_not_have_to_tell", gettext_noop("What you need not tell")
    ASK_BEFORE = "ask_before_you_speak", gettext_noop("Words you can say")
    GOOD_TO_KNOW = "good_to_know", gettext_noop("Good to know")
    NATION_NOTES = "nation_notes", gettext_noop("In your nation")

    @property
    def position(self) -> int:
        return list(Field).index(self) + 1

    @property
    def critical(self) -> bool:
        """It says who tells what, a right, or the limit of one (rules.md 3)."""
        return self not in (Field.NORMALLY_ASKS, Field.ASK_BEFORE, Field.GOOD_TO_KNOW)


# All that is said of a body whose facts are low, besides its name (corrections A19).
SAID_OF_LOW = (Field.ASK_BEFORE,)


def may_be_said(confidence: str, field: str) -> bool:
    return confidence != Confidence.LOW or field in SAID_OF_LOW


class BodyPart(Content):
    """One text of a public body: the unit of release, translation and citation."""

    kind = "part"
    text_fields = ("text",)
    required_texts = ("text",)

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="parts")
    field = models.TextField(choices=Field)
    text = models.TextField(blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("body", "field"), name="a_body_says_each_part_once"
            ),
        )

    def __str__(self) -> str:
        return self.uid

    @property
    def name_in_kind(self) -> str:
        return f"{self.body.key}/{self.field}"

    def values(self) -> Json:
        field = Field(self.field)
        return {
            "body": self.body.key,
            "field": field.value,
            "position": field.position,
            "critical": field.critical,
        }
