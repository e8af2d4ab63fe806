"""The translations that the starter brings: machine drafts, one PO file a language."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from safety_site.languages.registry import UnknownLanguage
from safety_site.starter.read import StarterError
from safety_site.starter.writing import AUTHOR
from safety_site.translation.exchange import importing, reading
from safety_site.translation.models import ENGLISH, Standing


def codes(root: Path) -> list[str]:
    """The languages that there is a file for."""
    return sorted(path.stem for path in (root / "translations").glob("*.po"))


def bring_in(
    root: Path, languages: Collection[str], tell: Callable[[str], object]
) -> None:
    """Texts that nobody else wrote or checked follow the files. Raises StarterError."""
    for code in codes(root):
        if code == ENGLISH or code not in languages:
            continue
        path = root / "translations" / f"{code}.po"
        try:
            done = importing.import_file(
                path, code, AUTHOR, Standing.MACHINE_DRAFT, of_author_only=True
            )
        except (reading.Refused, UnknownLanguage) as error:
            raise StarterError(str(error)) from error
        tell(
            f"Starter translations, {code}: {done.made} new, "
            f"{done.unchanged} unchanged, {len(done.left)} left to their editors."
        )
