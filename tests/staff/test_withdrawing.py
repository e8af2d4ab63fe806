"""Withdrawing a page: the editor is asked what takes its place."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from safety_site.guide.models import Page
from safety_site.translation.models import VALUES, Revision
from tests.staff.conftest import person
from tests.staff.test_screens import fields

pytestmark = pytest.mark.usefixtures("starter", "db")


def test_an_editor_says_what_takes_the_place_of_a_withdrawn_page(
    client: Client,
) -> None:
    person("amina", "editor").sign_in(client)
    page = Page.objects.get(key="rule")
    address = reverse("admin:guide_page_change", args=[page.pk])
    form = client.get(address).context["adminform"].form
    sent = fields(form) | {"withdrawn": "on", "_submit": "1"}

    refused = client.post(address, sent | {"replaced_by": "rule"})
    assert b"cannot take its own place" in refused.content
    assert b"not one of the available choices" in (
        client.post(address, sent | {"replaced_by": "no-such-page"}).content
    )
    saved = client.post(address, sent | {"replaced_by": "about"}, follow=True)
    assert b"nothing takes the place" not in saved.content
    revision = Revision.objects.filter(uid="page:rule", language=VALUES).latest("pk")
    assert (revision.content["withdrawn"], revision.content["replaced_by"]) == (
        True,
        "about",
    )

    form = client.get(address).context["adminform"].form
    sent = fields(form) | {"_submit": "1"}
    saved = client.post(address, sent | {"replaced_by": ""}, follow=True)
    assert b"nothing takes the place" in saved.content
