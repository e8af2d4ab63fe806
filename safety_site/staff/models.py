"""Who may change the site, and what is kept of checks that are not about texts."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models

from safety_site.staff.desk.asked import UrgentRequest
from safety_site.staff.fact_check.models import (
    AdviserAnswer,
    AskedText,
    FactCheck,
    FactCheckEnd,
    TextAnswer,
)
from safety_site.staff.links.models import LinkCheck
from safety_site.staff.phones import PhoneCheck

__all__ = [
    "AdviserAnswer",
    "AskedText",
    "FactCheck",
    "FactCheckEnd",
    "LinkCheck",
    "PhoneCheck",
    "TextAnswer",
    "UrgentRequest",
    "User",
]


class User(AbstractUser):
    """Its own model from the first migration, so that it can grow without a new
    table. `interface` is the language of the screens, empty for English.
    """

    interface = models.TextField(blank=True, editable=False)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The names of its groups: one query, for as long as a request lasts."""
        return frozenset(group.name for group in self.groups.all())
