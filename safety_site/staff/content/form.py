"""The form in which English and values are written: one object, no other language.

It carries the digest of the working copy that it was opened with. Whoever saves second
is told and shown what the first one saved; nothing of either is lost.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from safety_site.guide.content import Content, Json, column
from safety_site.staff.content import citations
from safety_site.staff.content.advice import stops, written
from safety_site.staff.desk.wording import changes
from safety_site.translation.freezing import citations_of, digest, frozen
from safety_site.translation.models import ENGLISH, VALUES
from safety_site.translation.submitting import (
    Refused,
    newest,
    refuse_bad_text,
    refuse_bad_values,
)

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:-]{0,60}")
# An address: words with hyphens, and strokes between them.
SLUG = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
MEANING = (
    ("wording", gettext_lazy("only the wording")),
    ("meaning", gettext_lazy("the meaning too")),
)


class LinesField(forms.JSONField):
    """A list of words, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            return [line.strip() for line in value.splitlines() if line.strip()]
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data or ""))


class ContentForm(forms.ModelForm):
    """`ContentAdmin` adds the fields of the kind."""

    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    cited = forms.CharField(
        required=False,
        label=gettext_lazy("Rests on"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
        help_text=gettext_lazy(
            "One claim a line, such as P:C9; or reading, or advice. For one "
            "field: its name, a colon and the claim."
        ),
    )
    meaning = forms.ChoiceField(
        required=False,
        label=gettext_lazy("What changed in the English?"),
        choices=MEANING,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "If the meaning changed, every translation says so at once, and "
            "critical ones give way to English."
        ),
    )
    reason = forms.CharField(
        required=False, label=gettext_lazy("Why, for the record"), max_length=500
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = self.instance
        self.theirs: list[tuple[str, Any]] = []
        self.before: Json = {}
        self.cited_fields = {*item.text_fields}
        if item.pk:
            known = citations_of(item)
            self.initial["cited"] = citations.as_lines(known)
            self.before = self._as_kept()
            self.initial["opened"] = digest(self.before)
            self.cited_fields |= {citation.field for citation in known}

    @property
    def submits(self) -> bool:
        """Whether the button was the one that also asks for a check."""
        return "_submit" in self.data

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        item = self.instance
        try:
            self.cites = citations.from_lines(
                item.uid, self.cleaned_data.get("cited", ""), self.cited_fields
            )
        except citations.Unknown as error:
            self.add_error("cited", str(error))
            return
        checked = self.cleaned_data.get("checked")
        if checked and checked > timezone.localdate():
            self.add_error("checked", "Write a day on which somebody has looked.")
            return
        self._refuse_second()
        self._refuse_bad_key(item)
        if self.submits and not self.errors:
            self._refuse_unfit(item)

    def _refuse_second(self) -> None:
        """Somebody else saved since the form was opened."""
        if self.instance.pk and self.cleaned_data["opened"] != digest(self.before):
            mine = {name: _plain(self.cleaned_data.get(name)) for name in self.before}
            self.theirs = changes(mine, self.before)
            self.add_error(
                None,
                "Someone else saved this while you were writing. Theirs was kept, and "
                "yours is still in the form; the difference is shown below. Bring both "
                "together, then save again.",
            )
            # The next save knows of theirs.
            self.data = {**self.data.dict(), "opened": digest(self.before)}  # type: ignore[attr-defined]

    def _refuse_bad_key(self, item: Content) -> None:
        """At the first save, whatever was pressed: nobody can correct it later."""
        if not item.pk and not KEY.fullmatch(getattr(item, "key", "a")):
            self.add_error(
                "key", "Write a key in letters, digits, dots, colons and hyphens."
            )
        slug = getattr(item, "slug", "")
        if not item.pk and slug and not SLUG.fullmatch(slug):
            self.add_error("slug", "Write an address in small letters and hyphens.")

    def _as_kept(self) -> Json:
        """Every field of the form, as the database has it."""
        item = self.instance
        kept = {name: _plain(getattr(item, name)) for name in fields_of(type(item))}
        shown = {name: kept[name] for name in kept if name in self.fields}
        return shown | {"cited": self.initial["cited"]}

    def _refuse_unfit(self, item: Content) -> None:
        """What `submit` would refuse, said while the text is still in the form."""
        values = frozen(item, VALUES, self.cites)
        try:
            refuse_bad_values(item, values)
            if item.text_fields:
                refuse_bad_text(item, ENGLISH, frozen(item, ENGLISH))
        except Refused as error:
            self.add_error(None, str(error))
        # What should not be read at all can still be withdrawn.
        if not item.withdrawn:
            for stop in stops(written(item, cites=bool(self.cites))):
                name = stop.column if stop.column in self.fields else None
                self.add_error(name, f"{stop.what}. Nothing was saved.")
        if self._english_changed(item) and not self.cleaned_data.get("meaning"):
            self.add_error("meaning", "Say whether only the wording changed.")

    def _english_changed(self, item: Content) -> bool:
        last = newest(item.uid, ENGLISH) if item.text_fields else None
        return last is not None and last.digest != digest(frozen(item, ENGLISH))

    @property
    def written_columns(self) -> list[str]:
        """What was written, citations too."""
        return [
            n for n in self.changed_data if n not in ("opened", "meaning", "reason")
        ]

    @property
    def changed_columns(self) -> list[str]:
        known = {f.name for f in self.instance._meta.concrete_fields}
        return [name for name in self.changed_data if name in known]


def _plain(value: Any) -> Any:
    """As it can be compared and shown."""
    if isinstance(value, models.Model):
        return str(value)
    return value if isinstance(value, bool | int | list) else str(value or "")


def fields_of(kind: type[Content]) -> list[str]:
    """Values, then English: the columns that this form writes."""
    texts = {*kind.text_fields}
    english = [column(name, ENGLISH) for name in kind.text_fields]
    plain = [
        f.name
        for f in kind._meta.concrete_fields
        if not f.primary_key and f.name not in texts and not _is_translation(kind, f)
    ]
    return [*plain, *english]


def _is_translation(kind: type[Content], field: models.Field[Any, Any]) -> bool:
    return any(field.name.startswith(f"{name}_") for name in kind.text_fields) and (
        field.attname not in kind.named_columns()
    )
