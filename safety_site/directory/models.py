"""Organisations that help, and the ways to reach them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_noop

from safety_site.guide.content import Content, Json
from safety_site.guide.models import Confidence


class Nation(models.TextChoices):
    """In the order of every list on the site."""

    ENGLAND = "england", gettext_noop("England")
    WALES = "wales", gettext_noop("Wales")
    SCOTLAND = "scotland", gettext_noop("Scotland")
    NORTHERN_IRELAND = "northern-ireland", gettext_noop("Northern Ireland")


class Medium(models.TextChoices):
    """Ways to reach someone; in lists, what helps soonest comes first."""

    PHONE = "phone"
    RELAY = "relay"
    SMS = "sms"
    BSL = "bsl"
    WEBCHAT = "webchat"
    WEB = "web"
    EMAIL = "email"


def may_be_listed(
    *, listed: bool, withdrawn: bool, publishable: Iterable[bool]
) -> bool:
    """Whether readers may see an organisation in Find help.

    `publishable` says it of each of its contacts: without one that may be shown, a name
    is no help. It then waits with the editors (corrections A10).
    """
    return listed and not withdrawn and any(publishable)


class Organisation(Content):
    """Someone who helps. Its name is its own and is not translated.

    `helpline_for` names the nation whose helpline it is on every page, or is empty.
    """

    kind = "org"
    text_fields = ("description", "stance", "papers")
    required_texts = ("description",)

    key = models.TextField(unique=True)
    position = models.PositiveIntegerField()
    name = models.TextField()
    nations = models.JSONField(default=list)
    areas = models.JSONField(default=list, help_text="Only these places.")
    needs = models.JSONField(default=list)
    groups = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    confidence = models.TextField(choices=Confidence)
    seen = models.TextField(blank=True)
    source_url = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="What to confirm, for editors.")
    listed = models.BooleanField(default=True, help_text="May stand in Find help.")
    helpline_for = models.TextField(choices=Nation, blank=True)
    description = models.TextField(blank=True, default="")
    stance = models.TextField(blank=True, default="")
    papers = models.TextField(
        blank=True,
        default="",
        help_text="Can I use it without papers? Empty while nobody knows.",
    )

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name

    @property
    def may_be_listed(self) -> bool:
        return may_be_listed(
            listed=self.listed,
            withdrawn=self.withdrawn,
            publishable=(
                contact.publishable and not contact.withdrawn
                for contact in self.contacts.all()
            ),
        )

    def values(self) -> Json:
        return {
            "name": self.name,
            "position": self.position,
            "nations": self.nations,
            "areas": self.areas,
            "needs": self.needs,
            "groups": self.groups,
            "languages": self.languages,
            "seen": self.seen,
            "source_url": self.source_url,
            "listed": self.listed,
            "helpline_for": self.helpline_for,
            # Its texts say what it will tell: an outdated translation gives way at
            # once.
            "critical": True,
        }


class Contact(Content):
    """One way to reach an organisation.

    `number` counts within organisation and kind, given once and never again: the token
    `{phone:ID/2}` names the phone with number 2.
    """

    kind = "contact"
    text_fields = ("cost", "hours", "note")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="contacts"
    )
    medium = models.TextField(choices=Medium)
    number = models.PositiveIntegerField()
    value = models.TextField(help_text="As published, spaces included.")
    dialled = models.TextField(blank=True, help_text="What a phone dials.")
    confidence = models.TextField(choices=Confidence)
    confirmed = models.BooleanField(
        default=True, help_text="Read on a page of its own or an official one."
    )
    always_open = models.BooleanField(
        default=False, help_text="Day and night, every day of the year."
    )
    source_url = models.TextField(blank=True)
    seen = models.TextField(blank=True)
    cost = models.TextField(blank=True, default="")
    hours = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("organisation", "medium", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "medium", "number"),
                name="a_contact_number_is_used_once",
            ),
        )

    def __str__(self) -> str:
        return self.uid

    @property
    def name_in_kind(self) -> str:
        return f"{self.organisation.key}/{self.medium}/{self.number}"

    @property
    def publishable(self) -> bool:
        """A contact marked low, or never read at its source, is not shown (content.md
        2).
        """
        return self.confirmed and self.confidence != Confidence.LOW

    def values(self) -> Json:
        return {
            "organisation": self.organisation.key,
            "medium": self.medium,
            "number": self.number,
            "value": self.value,
            "dialled": self.dialled,
            "always_open": self.always_open,
            "confidence": self.confidence,
            "seen": self.seen,
            "source_url": self.source_url,
            "publishable": self.publishable,
        }


def to_confirm() -> list[Organisation]:
    """Organisations that readers would see, if one of their contacts were confirmed."""
    contacts = Contact.objects.only(*Contact.named_columns())
    waiting = Organisation.objects.filter(listed=True, withdrawn=False)
    return [
        organisation
        for organisation in waiting.only(
            *Organisation.named_columns("en")
        ).prefetch_related(models.Prefetch("contacts", contacts))
        if not organisation.may_be_listed
    ]
