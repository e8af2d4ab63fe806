"""Pages in the admin: whoever withdraws one is asked what takes its place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from safety_site.guide.content import Content
from safety_site.guide.models import Page
from safety_site.staff.content.base import ContentAdmin

NOTHING = (
    "To weigh: nothing takes the place of this page. Whoever comes by its address or "
    "its short number sees the start page and is told that the page is gone."
)


class PageAdmin(ContentAdmin):
    list_display = ("key", "slug", "essential", "withdrawn")
    search_fields = ("key", "slug", "title_en", "heading_en")

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "replaced_by":
            return forms.ChoiceField(
                choices=choices,
                required=False,
                label="Takes its place when it is withdrawn",
                help_text="Its address and its short number go on answering, with "
                "this page and a notice at its top.",
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Content, form: ModelForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if isinstance(obj, Page) and obj.withdrawn and not obj.replaced_by:
            messages.warning(request, NOTHING)


def choices() -> list[tuple[str, str]]:
    """Withdrawn ones too: what took the place of a page may be replaced in its turn."""
    rows = Page.objects.order_by("key").values_list("key", "withdrawn")
    named = [(key, f"{key} (withdrawn)" if gone else key) for key, gone in rows]
    return [("", "the start page"), *named]
