"""The closed list of languages, read once from `languages.yaml`.

`settings.py` imports this module, so nothing here may read Django's settings, a model
or the database. A deployment enables some of these languages; none ever leaves the
list, because each is a column in the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LANGUAGES_FILE = Path(__file__).with_name("languages.yaml")


class UnknownLanguage(KeyError):
    """Says which code was asked for, and where the known ones are."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return (
            f"There is no language {self.code!r}. The languages are listed in"
            " safety_site/languages/languages.yaml."
        )


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is Django's and modeltranslation's code, and the one in addresses."""

    code: str
    name: str
    """English name, for editors."""
    autonym: str
    html_lang: str
    """For `lang` in pages: not always the code (`en-GB`, `zh-Hant-HK`)."""
    script: str
    direction: str
    locale_dir: str
    """Folder in `locale/`, in the spelling that gettext looks for (`zh_Hans`)."""
    babel_locale: str
    plural_forms: str
    """The `Plural-Forms` header of this language's catalogue."""
    date_pattern: str
    """Babel's letters; `{english_month}` is replaced by the month's English name."""
    month_pattern: str
    line_height: str
    local_voice: str
    """Is a voice likely to be on the phone: likely, some, rare or none. Not tested."""
    quotes: tuple[str, str]
    inner_quotes: tuple[str, str]
    year_pattern: str = "y"
    aliases: tuple[str, ...] = ()
    """Other browser tags, in small letters, that mean this language."""
    read_instead: str | None = None
    """The language its readers can read when this one is not ready."""
    durations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Unit, plural category, pattern: only where Babel has none or a wrong one."""

    @property
    def right_to_left(self) -> bool:
        return self.direction == "rtl"

    @property
    def column_suffix(self) -> str:
        """What modeltranslation puts after a field's name: `body_zh_hans`."""
        return self.code.replace("-", "_")


def _read(path: Path) -> dict[str, Language]:
    with path.open("rb") as file:
        rows = yaml.load(file, Loader=Loader)["languages"]  # noqa: S506 - a safe loader
    known: dict[str, Language] = {}
    for row in rows:
        for name in ("quotes", "inner_quotes", "aliases"):
            row[name] = tuple(row.get(name, ()))
        known[row["code"]] = Language(**row)
    if len(known) != len(rows):
        raise ValueError(f"{path.name} has two languages with one code.")
    _refuse_ambiguous_aliases(known, path)
    return known


def _refuse_ambiguous_aliases(known: Mapping[str, Language], path: Path) -> None:
    """An alias that is also a code would hide that language from its own readers."""
    taken = set(known)
    for each in known.values():
        for alias in each.aliases:
            if alias in taken or alias != alias.lower():
                raise ValueError(
                    f"{path.name}: the alias {alias!r} of {each.code} is taken, or has"
                    " capital letters. An alias may not be a language's code."
                )
            taken.add(alias)


_LANGUAGES = _read(LANGUAGES_FILE)
SUPERSET: tuple[str, ...] = tuple(_LANGUAGES)
"""All codes, in the order of the file: English first. Append only."""


def language(code: str) -> Language:
    """Raises UnknownLanguage."""
    try:
        return _LANGUAGES[code]
    except KeyError:
        raise UnknownLanguage(code) from None


def django_languages() -> list[tuple[str, str]]:
    """For `settings.LANGUAGES`: all of them, whatever a deployment enables."""
    return [(each.code, each.name) for each in _LANGUAGES.values()]


def right_to_left_prefixes() -> list[str]:
    """For `settings.LANGUAGES_BIDI`. Django reads only what is before the hyphen."""
    from django.conf import global_settings

    ours = (e.code.split("-")[0] for e in _LANGUAGES.values() if e.right_to_left)
    return list(dict.fromkeys([*global_settings.LANGUAGES_BIDI, *ours]))


def teach_django() -> None:
    """Add to Django's table the languages and browser tags that it lacks.

    Must run before Django reads `settings.LANGUAGES`; running it again changes nothing.
    Autonyms become ours everywhere: Django's are partly lower case or in Latin letters.
    """
    from django.conf.locale import LANG_INFO

    for each in _LANGUAGES.values():
        entry = LANG_INFO.setdefault(each.code, {})
        entry.setdefault("name", each.name)
        entry.update(code=each.code, name_local=each.autonym, bidi=each.right_to_left)
        for alias in each.aliases:
            # Django knows some, like `pt`, as languages: those keep their names.
            LANG_INFO.setdefault(alias, {})["fallback"] = [each.code]
