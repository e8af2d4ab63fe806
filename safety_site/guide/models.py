"""Pages and their blocks, key sentences, terms and events, and the claims, facts and
sources below them.
"""

from __future__ import annotations

from django.db import models

from safety_site.guide.content import Content, Json


class Confidence(models.TextChoices):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Source(Content):
    """A public document. `opened` says how much of it was read: full, extract or no."""

    kind = "source"

    key = models.TextField(unique=True)
    title = models.TextField()
    publisher = models.TextField()
    url = models.TextField(blank=True)
    date = models.TextField(blank=True)
    opened = models.TextField(default="extract")

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"

    def values(self) -> Json:
        return {
            "title": self.title,
            "publisher": self.publisher,
            "url": self.url,
            "date": self.date,
            "opened": self.opened,
        }


class Claim(Content):
    """One item of the facts files. Editors read its text; readers see its sources."""

    kind = "claim"

    key = models.TextField(unique=True)
    topic = models.TextField(blank=True)
    text = models.TextField()
    confidence = models.TextField(choices=Confidence)
    nations = models.JSONField(default=list)
    sources = models.ManyToManyField(Source, through="ClaimSource")
    checked = models.DateField()
    note = models.TextField(blank=True, help_text="What to confirm, for editors.")

    def __str__(self) -> str:
        return self.key

    def values(self) -> Json:
        return {
            "confidence": self.confidence,
            "nations": self.nations,
            "checked": self.checked.isoformat(),
            "sources": [link.source.key for link in self.source_links.all()],
        }


class ClaimSource(models.Model):
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="source_links")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("claim", "source"), name="a_claim_names_a_source_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.claim_id} {self.position}"


class Unit(models.TextChoices):
    """How a fact's number is shown; `guide.figures` holds one function for all."""

    COUNT = "count"
    MONEY = "money"
    DATE = "date"
    PERCENT = "percent"
    FRACTION = "fraction"
    CODE = "code"
    HOURS = "hour"
    DAYS = "day"
    WEEKS = "week"
    MONTHS = "month"
    YEARS = "year"


class Fact(Content):
    """A named value: one number and one unit. Two values are two facts.

    `value` is text: "537", "2020-04" (a month), "1/4" (a fraction), "55" (a code).
    """

    kind = "fact"

    key = models.TextField(unique=True)
    value = models.TextField()
    unit = models.TextField(choices=Unit)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="facts")
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.value} {self.unit}"

    def values(self) -> Json:
        return {"value": self.value, "unit": self.unit, "claim": self.claim.key}


class KeySentence(Content):
    """A sentence that must never be mistranslated. Its English stands beside a
    draft.
    """

    kind = "key"
    text_fields = ("text",)
    required_texts = ("text",)

    key = models.TextField(unique=True)
    text = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"key sentence {self.key}"

    def values(self) -> Json:
        return {"critical": True}


class Page(Content):
    """A topic page. `slug` is its address in every language, neutral like its title."""

    kind = "page"
    text_fields = ("title", "heading", "link_name", "lead")
    required_texts = ("title", "heading", "link_name", "lead")

    key = models.TextField(unique=True)
    slug = models.TextField(unique=True, blank=True)
    position = models.PositiveIntegerField()
    topic = models.TextField(
        blank=True, help_text="Its group among the home page's topics."
    )
    essential = models.BooleanField(default=False)
    review_months = models.PositiveSmallIntegerField(default=6)
    owed_keys = models.JSONField(default=list)
    replaced_by = models.TextField(
        blank=True,
        default="",
        help_text="Of a withdrawn page: the key of the one that takes its place.",
    )
    title = models.TextField(blank=True, default="")
    heading = models.TextField(blank=True, default="")
    link_name = models.TextField(blank=True, default="")
    lead = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.key

    def values(self) -> Json:
        return {
            "slug": self.slug,
            "position": self.position,
            "topic": self.topic,
            "essential": self.essential,
            "review_months": self.review_months,
            "owed_keys": self.owed_keys,
            # Named only where there is one: revisions from before say the same.
            **({"replaced_by": self.replaced_by} if self.replaced_by else {}),
        }


class BlockKind(models.TextChoices):
    TEXT = "text"
    CARD = "card", "card: a way in"
    DANGER = "danger", "card for someone in danger now"
    LIST = "list", "text above the page's own list or table"
    SHOW = "show", "words to hold up: closed until the reader opens them"


class Block(Content):
    """The unit of release, translation and citation. `number` is permanent."""

    kind = "block"
    text_fields = ("heading", "body")
    required_texts = ("heading", "body")

    page = models.ForeignKey(Page, models.PROTECT, related_name="blocks")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    form = models.TextField(choices=BlockKind, default=BlockKind.TEXT)
    critical = models.BooleanField(default=False)
    allowed_because = models.TextField(
        blank=True, help_text="A banned word, and why it may stand here."
    )
    heading = models.TextField(blank=True, default="")
    body = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("page", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("page", "number"), name="a_block_number_is_used_once"
            ),
        )

    def __str__(self) -> str:
        return self.uid

    @property
    def name_in_kind(self) -> str:
        return f"{self.page.key}/{self.number}"

    def values(self) -> Json:
        return {
            "page": self.page.key,
            "number": self.number,
            "position": self.position,
            "form": self.form,
            "critical": self.critical,
            "allowed_because": self.allowed_because,
        }


class CitationWord(models.TextChoices):
    READING = "reading", "our reading"
    ADVICE = "advice", "words you can try"


class Citation(models.Model):
    """The link from an object, or one field of it, to a claim, or the word for having
    none.
    """

    uid = models.TextField(db_index=True)
    field = models.TextField(blank=True)
    position = models.PositiveIntegerField()
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="citations"
    )
    word = models.TextField(choices=CitationWord, blank=True)

    class Meta:
        ordering = ("uid", "field", "position")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(claim__isnull=False, word="")
                | (models.Q(claim__isnull=True) & ~models.Q(word="")),
                name="a_citation_is_a_claim_or_a_word",
            ),
        )

    def __str__(self) -> str:
        return f"{self.uid} {self.field} {self.word or self.claim_id}"


class Term(Content):
    """A word explained. `term` reads as inside a sentence; `definition` may hold
    tokens.
    """

    kind = "term"
    text_fields = ("term", "definition")
    required_texts = ("term", "definition")

    key = models.TextField(unique=True)
    critical = models.BooleanField(default=False)
    term = models.TextField(blank=True, default="")
    definition = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.key

    def values(self) -> Json:
        return {"critical": self.critical}


class TimelineEvent(Content):
    """Something that happened. `date` is as precise as is known: 2022-01-05, 2021-12
    or 2024.
    """

    kind = "event"
    text_fields = ("text",)
    required_texts = ("text",)

    key = models.TextField(unique=True)
    date = models.TextField()
    text = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("date", "key")

    def __str__(self) -> str:
        return f"{self.date} {self.key}"

    def values(self) -> Json:
        return {"date": self.date, "critical": False}
