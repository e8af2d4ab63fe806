"""System checks: a language without its catalogue must be heard of, not answer 404."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from safety_site.languages.catalogues import (
    REMEDY,
    missing_catalogues,
    outdated_catalogues,
)


@register(Tags.translation)
def catalogues_are_compiled(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    folder = Path(settings.LOCALE_PATHS[0])
    found: list[CheckMessage] = []
    if missing := missing_catalogues(folder):
        found.append(
            Error(
                f"These languages have no compiled texts: {_names(missing)}.",
                hint=REMEDY,
                id="languages.E001",
            )
        )
    if outdated := outdated_catalogues(folder):
        found.append(
            Warning(
                f"Compiled from an older source: {_names(outdated)}.",
                hint=REMEDY,
                id="languages.W001",
            )
        )
    return found


def _names(paths: list[Path]) -> str:
    return ", ".join(path.parts[-3] for path in paths)
