"""An editor who asks, and an adviser who has nothing but a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safety_site.guide.models import Block
from safety_site.staff.fact_check import asking
from safety_site.staff.fact_check.models import FactCheck
from safety_site.translation.models import Revision
from safety_site.translation.submitting import submit
from tests.staff.conftest import Person, person

WORDS = asking.Words("Amina K.", "solicitor", "Is it the law of today?")
URDU = "وہ {fact:mvdac-length} بعد بتا سکتے ہیں"


@dataclass
class Link:
    check: FactCheck
    token: str
    client: Client

    @property
    def address(self) -> str:
        return reverse("fact-check", args=[self.check.pk, self.token])

    def opened(self) -> HttpResponse:
        return self.client.get(self.address)

    def sends(self, **typed: str) -> HttpResponse:
        """`verdict_1="right"` is the answer to text 1."""
        fields = {name.replace("_", "-"): text for name, text in typed.items()}
        return self.client.post(self.address, fields)


Ask = Callable[..., Link]


@pytest.fixture
def ask(editor: Person) -> Ask:
    """Asks an adviser, whose browser has never been here."""

    def made(
        about: str = "page:answer",
        language: str = "en",
        now: datetime | None = None,
        by: str = editor.name,
    ) -> Link:
        texts = asking.texts(about, language)
        assert texts, about
        now = now or timezone.now()
        made = asking.ask(about, language, texts, WORDS, 7, by, now)
        return Link(*made, Client(enforce_csrf_checks=True))

    return made


@pytest.fixture
def block(starter: None, db: None) -> Block:
    return Block.objects.filter(page__key="answer")[0]


@pytest.fixture
def signed_in(client: Client) -> Callable[..., Client]:
    def sign_in(*roles: str) -> Client:
        assert person("bela", *roles).sign_in(client).status_code == 302
        return client

    return sign_in


def change(block: Block, text: str) -> Revision:
    block.body_en = text
    block.save()
    return submit(block, "en", "eva", meaning_changed=True)


def translate(block: Block, text: str = URDU) -> Revision:
    """A draft in Urdu, whatever its tokens."""
    english = Revision.objects.filter(uid=block.uid, language="en").latest("number")
    last = Revision.objects.filter(uid=block.uid, language="ur").count()
    return Revision.objects.create(
        uid=block.uid,
        language="ur",
        number=last + 1,
        content={"heading": "سرخی", "body": text},
        digest=f"{last}{text}",
        english_digest=english.digest,
        standing="draft",
        author="tahira",
        created=timezone.now(),
    )


def days(count: float) -> timedelta:
    return timedelta(days=count)
