"""What the admin of every kind shares: one language, submit beside save, no delete."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db import models, transaction
from django.forms import ModelForm, Textarea, TextInput
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from safety_site.guide.content import Content, column
from safety_site.staff.content import citations
from safety_site.staff.content.advice import advice, written
from safety_site.staff.content.form import ContentForm, LinesField, fields_of
from safety_site.staff.desk import writers
from safety_site.staff.desk.bundles import bundle_of
from safety_site.staff.desk.placed import placed
from safety_site.staff.desk.whereabouts import look_address
from safety_site.staff.fact_check.asking import about_of
from safety_site.staff.roles import Step, may
from safety_site.translation.kinds import NAMED_BY, named
from safety_site.translation.models import ENGLISH, VALUES
from safety_site.translation.submitting import Refused, submit

# Of what is said about plain words after a save.
MOST_ADVICE = 8
OWN = ("cited", "meaning", "reason", "opened")
# Whatever the language of the screen is.
WRITTEN_IN = {"lang": "en-GB", "dir": "ltr"}
# Lowest and highest; what is larger breaks dates and tokens.
NUMBERS = {"review_months": (1, 24), "number": (1, 9999)}
OTHER_NUMBERS = (0, 9999)


class ContentAdmin(admin.ModelAdmin):
    """An object of content, in English. Other languages have the pair form.

    Permissions are those of the roles, not Django's own.
    """

    form = ContentForm
    actions = None
    list_per_page = 100
    save_on_top = False
    change_form_template = "staff/content.html"
    change_list_template = "staff/content_list.html"
    # Values that are long or hold several lines.
    long_values: tuple[str, ...] = ("note", "text", "allowed_because")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Content]:
        """With the columns of English alone: without this all languages are read."""
        return named(super().get_queryset(request), ENGLISH)

    def get_fieldsets(self, request: HttpRequest, obj: Content | None = None) -> Any:
        english = [column(name, ENGLISH) for name in self.model.text_fields]
        values = [name for name in fields_of(self.model) if name not in english]
        parts = (
            (gettext_lazy("English"), english),
            (gettext_lazy("Values"), values),
            (gettext_lazy("For the record"), [*OWN]),
        )
        return [(title, {"fields": names}) for title, names in parts if names]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Content | None = None
    ) -> list[str]:
        """What names an object, or is its address, is given once and never again."""
        if obj is None:
            return []
        names = {name.partition("__")[0] for name in NAMED_BY.get(obj.kind, ("key",))}
        return [name for name in fields_of(self.model) if name in {*names, "slug"}]

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if isinstance(db_field, models.JSONField):
            return LinesField(
                required=False,
                label=db_field.verbose_name.capitalize(),
                help_text=db_field.help_text or gettext_lazy("One a line."),
                widget=Textarea(attrs={"rows": 3, **WRITTEN_IN}),
            )
        if isinstance(db_field, models.IntegerField) and not db_field.choices:
            low, high = NUMBERS.get(db_field.name, OTHER_NUMBERS)
            kwargs |= {"min_value": low, "max_value": high}
        made = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.TextField) and not db_field.choices:
            is_text = db_field.name not in fields_of(self.model) or any(
                db_field.name == column(name, ENGLISH)
                for name in self.model.text_fields
            )
            rows = 10 if db_field.name == "body_en" else 3
            long = is_text or db_field.name in self.long_values
            assert made is not None  # noqa: S101 - a text has a field
            made.widget = (
                Textarea(attrs={"rows": rows, "spellcheck": "true", **WRITTEN_IN})
                if long
                else TextInput(attrs={"size": 60, **WRITTEN_IN})
            )
        return made

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """With what names the choices, and no language of them."""
        kind: Any = db_field.remote_field.model
        rows = kind._default_manager.all()
        return super().formfield_for_foreignkey(
            db_field, request, **{"queryset": named(rows), **kwargs}
        )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Step.READ)  # type: ignore[arg-type]

    has_module_permission = has_view_permission

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Step.WRITE)  # type: ignore[arg-type]

    has_add_permission = has_change_permission

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Objects are withdrawn, never deleted."""
        return False

    def save_model(
        self, request: HttpRequest, obj: Content, form: ModelForm, change: bool
    ) -> None:
        """Only the columns that changed: a translator may be saving beside us."""
        assert isinstance(form, ContentForm)  # noqa: S101 - it is our form
        with transaction.atomic():
            if not change:
                obj.save()
            elif columns := form.changed_columns:
                obj.save(update_fields=columns)
            # Before the submit: a save after it belongs to the next revision.
            writers.remember(request.user, obj, form.written_columns, is_new=not change)
            if "cited" in form.changed_data:
                citations.replace(obj.uid, form.cites)
            if form.submits:
                self._submit(request, obj, form)
        said = advice(written(obj, cites=bool(form.cites)))
        for each in said.must:
            messages.warning(request, f"Must be mended before a check: {each}")
        for each in said.weigh[:MOST_ADVICE]:
            messages.warning(request, f"To weigh: {each}")

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """`save_model` has written it, and only where something changed."""
        return None

    log_addition = log_change

    def _submit(self, request: HttpRequest, obj: Content, form: ContentForm) -> None:
        author = request.user.get_username()
        given = form.cleaned_data
        means = {"meaning": True, "wording": False}.get(given.get("meaning", ""))
        reason = given.get("reason", "")
        try:
            submit(obj, VALUES, author, reason=reason)
            if self.model.text_fields:
                submit(obj, ENGLISH, author, meaning_changed=means, reason=reason)
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{obj.uid} waits for a check now.")

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Content | None = None,
    ) -> Any:
        context |= {
            "kind": self.model.kind,
            "writes": bool(self.model.text_fields)
            and self.has_change_permission(request),
        }
        if obj is not None and obj.pk:
            bundle = bundle_of(obj.uid)
            context |= {
                "uid": obj.uid,
                "placed": placed(obj.uid),
                "languages": len(settings.LANGUAGES_ENABLED),
                "history_url": reverse("staff-history", args=[obj.uid]),
                "check_url": reverse("staff-check", args=[ENGLISH, bundle]),
                "ask_url": reverse(
                    "staff-fact-check-ask", args=[ENGLISH, about_of(obj.uid)]
                )
                if may(request.user, Step.ASK)  # type: ignore[arg-type]
                else "",
                "preview_url": look_address(bundle, ENGLISH),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
