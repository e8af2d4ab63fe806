"""Who works here: administrators make users, give them roles, and hand them a link."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_totp.models import TOTPDevice

from safety_site.staff import enrolment
from safety_site.staff.models import User
from safety_site.staff.roles import Step, may, named
from safety_site.staff.site import staff_site

LABELS = {
    "username": (
        gettext_lazy("Name"),
        gettext_lazy("It stands beside the texts that they write or check."),
    ),
    "groups": (gettext_lazy("Roles"), gettext_lazy("What this person may do.")),
    "is_active": (
        gettext_lazy("May sign in"),
        gettext_lazy("Switch this off when somebody leaves."),
    ),
}


def may_manage_staff(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and may(request.user, Step.STAFF)


@admin.register(User, site=staff_site)
class StaffUserAdmin(admin.ModelAdmin):
    """No field for a password: nobody knows another's. Nobody is deleted, since the
    record of a text names its author; they are switched off.
    """

    fields = ("username", "groups", "is_active")
    list_display = ("username", "role_names", "is_active", "enrolled")
    list_filter = ("is_active", "groups")
    search_fields = ("username",)
    ordering = ("username",)
    filter_horizontal = ("groups",)
    change_form_template = "staff/account.html"

    @admin.display(description=gettext_lazy("roles"))
    def role_names(self, user: User) -> str:
        return ", ".join(named(group.name) for group in user.groups.all())

    @admin.display(boolean=True, description=gettext_lazy("has a password and a phone"))
    def enrolled(self, user: Any) -> bool:
        return bool(user.has_usable_password() and user.has_phone)

    def get_queryset(self, request: HttpRequest) -> Any:
        phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        users = super().get_queryset(request).annotate(has_phone=Exists(phones))
        return users.prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A name stands in the record, and nobody locks themselves out."""
        if obj is None:
            return []
        own = obj.pk == request.user.pk
        return ["username", *(["groups", "is_active"] if own else [])]

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in LABELS:
            field.label, field.help_text = LABELS[db_field.name]
        return field

    def save_model(
        self, request: HttpRequest, obj: User, form: Any, change: bool
    ) -> None:
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.link_shown(request, obj)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.new_link)
        own = path("<int:pk>/link/", view, name="staff_user_link")
        return [own, *super().get_urls()]

    def new_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Says what a new link ends, and makes it when that is confirmed."""
        if not may_manage_staff(request):
            raise PermissionDenied
        user = get_object_or_404(User, pk=pk)
        if request.method == "POST" and user.is_active:
            return self.link_shown(request, user)
        context = {
            **self.admin_site.each_context(request),
            "title": format_lazy(
                gettext_lazy("A new link for {name}"), name=user.get_username()
            ),
            "account": user,
            "own": user.pk == request.user.pk,
        }
        return TemplateResponse(request, "staff/new_link.html", context)

    def link_shown(self, request: HttpRequest, user: User) -> HttpResponse:
        link = enrolment.new_link(user)
        self.log_change(request, user, "Made an enrolment link.")
        return TemplateResponse(
            request,
            "staff/link.html",
            {
                **self.admin_site.each_context(request),
                "title": format_lazy(
                    gettext_lazy("A link for {name}"), name=user.get_username()
                ),
                "name": user.get_username(),
                "link": request.build_absolute_uri(link),
            },
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_manage_staff(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_manage_staff(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_manage_staff(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_manage_staff(request)

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False
