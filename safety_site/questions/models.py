"""Question tools: decision trees that a reader walks on one page.

The edges of a tree are values of its answers, so that a change of an edge is released
like a change of a text.
"""

from __future__ import annotations

from django.db import models

from safety_site.guide.content import Content, Json
from safety_site.guide.models import Page


class Tool(Content):
    """A tree. It stands on `page`, after the page's block of the form list."""

    kind = "tool"

    key = models.TextField(unique=True)
    page = models.ForeignKey(Page, models.PROTECT, related_name="tools")

    def __str__(self) -> str:
        return self.key

    def values(self) -> Json:
        return {"page": self.page.key}


class Form(models.TextChoices):
    ONE = "one", "one answer, which leads on"
    SEVERAL = "several", "several answers, which only show notes"


class Question(Content):
    """`key` is its number as readers see it: 1, 2, 2a. The first one begins."""

    kind = "question"
    text_fields = ("text", "why")
    required_texts = ("text",)

    tool = models.ForeignKey(Tool, models.PROTECT, related_name="questions")
    key = models.TextField()
    position = models.PositiveIntegerField()
    form = models.TextField(choices=Form, default=Form.ONE)
    text = models.TextField(blank=True, default="")
    why = models.TextField(blank=True, default="", help_text="Why it is asked.")

    class Meta:
        ordering = ("tool", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("tool", "key"), name="a_question_key_is_used_once"
            ),
        )

    def __str__(self) -> str:
        return self.uid

    @property
    def name_in_kind(self) -> str:
        return f"{self.tool.key}/{self.key}"

    def values(self) -> Json:
        return {
            "tool": self.tool.key,
            "key": self.key,
            "position": self.position,
            "form": self.form,
        }


class Answer(Content):
    """`leads_to` holds uids of a question, of outcomes and of notes in the order in
    which they are shown, or "stop" where the walk ends. `number` is permanent.
    """

    kind = "answer"
    text_fields = ("text",)
    required_texts = ("text",)

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    leads_to = models.JSONField(default=list)
    text = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("question", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("question", "number"), name="an_answer_number_is_used_once"
            ),
        )

    def __str__(self) -> str:
        return self.uid

    @property
    def name_in_kind(self) -> str:
        return f"{self.question.name_in_kind}/{self.number}"

    def values(self) -> Json:
        return {
            "question": self.question.uid,
            "number": self.number,
            "position": self.position,
            "leads_to": self.leads_to,
        }


class Outcome(Content):
    """What the official lists say about one group. `ends`: no question follows it."""

    kind = "outcome"
    text_fields = ("heading", "body")
    required_texts = ("heading", "body")

    tool = models.ForeignKey(Tool, models.PROTECT, related_name="outcomes")
    key = models.TextField()
    position = models.PositiveIntegerField()
    ends = models.BooleanField(default=False)
    heading = models.TextField(blank=True, default="")
    body = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("tool", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("tool", "key"), name="an_outcome_key_is_used_once"
            ),
        )

    def __str__(self) -> str:
        return self.uid

    @property
    def name_in_kind(self) -> str:
        return f"{self.tool.key}/{self.key}"

    def values(self) -> Json:
        return {
            "tool": self.tool.key,
            "position": self.position,
            "ends": self.ends,
            "critical": True,
        }


class Note(Content):
    """What is added to an outcome, by one answer or by many."""

    kind = "note"
    text_fields = ("heading", "body")
    required_texts = ("heading", "body")

    tool = models.ForeignKey(Tool, models.PROTECT, related_name="notes")
    key = models.TextField()
    position = models.PositiveIntegerField()
    heading = models.TextField(blank=True, default="")
    body = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("tool", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("tool", "key"), name="a_note_key_is_used_once"
            ),
        )

    def __str__(self) -> str:
        return self.uid

    @property
    def name_in_kind(self) -> str:
        return f"{self.tool.key}/{self.key}"

    def values(self) -> Json:
        return {"tool": self.tool.key, "position": self.position, "critical": True}
