"""What every kind of content shares: a permanent name, texts, and values.

A row is the working copy. Its *texts* are modeltranslation columns, frozen per
language; its *values* are everything else that readers can see, frozen in the language
`und`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safety_site.languages.registry import SUPERSET

Json = dict[str, Any]


def column(field: str, language: str) -> str:
    """The modeltranslation column: ("body", "zh-hans") gives "body_zh_hans"."""
    return f"{field}_{language.replace('-', '_')}"


class Content(models.Model):
    """One object with a permanent uid. It is withdrawn, never deleted."""

    kind: ClassVar[str]
    text_fields: ClassVar[tuple[str, ...]] = ()
    # Texts that must not be empty when a language is submitted.
    required_texts: ClassVar[tuple[str, ...]] = ()

    withdrawn = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def name_in_kind(self) -> str:
        return self.key  # type: ignore[attr-defined]

    @property
    def uid(self) -> str:
        """`kind:name`, also the PO context. Never built from a slug or a position."""
        return f"{self.kind}:{self.name_in_kind}"

    def texts(self, language: str) -> dict[str, str]:
        return {f: getattr(self, column(f, language)) or "" for f in self.text_fields}

    def values(self) -> Json:
        """Plain data. Citations are added by `translation.freezing`."""
        raise NotImplementedError

    @classmethod
    def named_columns(cls, *languages: str) -> list[str]:
        """Column names for `.only()`: without this, all languages are read."""
        # The base column goes too: modeltranslation would read it as the active
        # language.
        translated = {
            column(field, code) for field in cls.text_fields for code in SUPERSET
        } | set(cls.text_fields)
        plain = [f.attname for f in cls._meta.concrete_fields]
        wanted = [column(f, code) for f in cls.text_fields for code in languages]
        return [name for name in plain if name not in translated] + wanted
