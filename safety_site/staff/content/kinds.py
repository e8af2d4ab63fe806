"""Which kinds the admin holds, and how their lists are searched."""

from __future__ import annotations

from django.contrib import admin

from safety_site.directory.models import Contact, Organisation
from safety_site.disclosure.models import BodyPart, PublicBody
from safety_site.guide.models import (
    Block,
    Claim,
    Fact,
    KeySentence,
    Page,
    Source,
    Term,
    TimelineEvent,
)
from safety_site.questions.models import Answer, Note, Outcome, Question, Tool
from safety_site.staff.content.base import ContentAdmin
from safety_site.staff.content.page_admin import PageAdmin
from safety_site.staff.site import staff_site

staff_site.register(Page, PageAdmin)


@admin.register(Block, site=staff_site)
class BlockAdmin(ContentAdmin):
    list_display = ("__str__", "critical", "withdrawn")
    list_filter = ("critical", "page__key")
    search_fields = ("page__key", "heading_en", "body_en")


@admin.register(PublicBody, site=staff_site)
class PublicBodyAdmin(ContentAdmin):
    list_display = ("key", "group", "answer", "confidence", "withdrawn")
    list_filter = ("group", "answer")
    search_fields = ("key", "name_en")


@admin.register(BodyPart, site=staff_site)
class BodyPartAdmin(ContentAdmin):
    list_display = ("__str__", "field", "withdrawn")
    list_filter = ("field",)
    search_fields = ("body__key", "text_en")


@admin.register(Organisation, site=staff_site)
class OrganisationAdmin(ContentAdmin):
    list_display = ("name", "key", "listed", "confidence", "withdrawn")
    search_fields = ("key", "name")


@admin.register(Contact, site=staff_site)
class ContactAdmin(ContentAdmin):
    list_display = ("__str__", "value", "confidence", "confirmed", "withdrawn")
    list_filter = ("medium", "confidence")
    search_fields = ("organisation__key", "organisation__name", "value")


@admin.register(Fact, site=staff_site)
class FactAdmin(ContentAdmin):
    list_display = ("key", "value", "unit", "withdrawn")
    search_fields = ("key", "value")


@admin.register(Claim, site=staff_site)
class ClaimAdmin(ContentAdmin):
    list_display = ("key", "topic", "confidence", "checked", "withdrawn")
    list_filter = ("confidence", "topic")
    search_fields = ("key", "text")


@admin.register(Source, site=staff_site)
class SourceAdmin(ContentAdmin):
    list_display = ("key", "publisher", "title", "opened", "withdrawn")
    search_fields = ("key", "publisher", "title", "url")


@admin.register(KeySentence, Term, TimelineEvent, site=staff_site)
class WordsAdmin(ContentAdmin):
    list_display = ("key", "withdrawn")
    search_fields = ("key",)


@admin.register(Tool, site=staff_site)
class ToolAdmin(ContentAdmin):
    list_display = ("key", "withdrawn")


@admin.register(Question, Outcome, Note, site=staff_site)
class ToolTextAdmin(ContentAdmin):
    list_display = ("__str__", "withdrawn")
    list_filter = ("tool__key",)
    search_fields = ("key",)


@admin.register(Answer, site=staff_site)
class AnswerAdmin(ContentAdmin):
    list_display = ("__str__", "withdrawn")
    search_fields = ("question__key", "text_en")
