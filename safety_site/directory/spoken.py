"""The languages that organisations say they speak: their names, and who reads on.

A spoken language is not always one of the site's: Punjabi is one in speech and two in
writing, and "Kurdish" does not say which.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext, gettext_noop, override

from safety_site.languages import registry

# Not a language: the organisation says that it can get an interpreter.
INTERPRETER = "interpreter"
SIGNED = "bfi"
# In the words of the page: a signed language has no script of its own.
SIGN_LANGUAGE = gettext_noop("British Sign Language")


@dataclass(frozen=True)
class OwnName:
    text: str
    html_lang: str
    direction: str


@dataclass(frozen=True)
class Spoken:
    """`names` are its own, one for each script; `readers` the site's languages whose
    readers may speak it.
    """

    code: str
    english: str
    names: tuple[OwnName, ...]
    readers: tuple[str, ...] = ()


def _as_on_the_site(code: str, english: str, *readers: str) -> Spoken:
    found = [registry.language(reader) for reader in readers]
    names = tuple(OwnName(x.autonym, x.html_lang, x.direction) for x in found)
    return Spoken(code, english, names, readers)


SPECIAL = {
    SIGNED: Spoken(SIGNED, SIGN_LANGUAGE, ()),
    "ku": Spoken(
        "ku",
        "Kurdish",
        (OwnName("Kurdî", "ku", "ltr"), OwnName("کوردی", "ckb", "rtl")),
        ("kmr", "ckb"),
    ),
    "pa": _as_on_the_site("pa", "Punjabi", "pa", "pnb"),
    "prs": _as_on_the_site("prs", "Dari", "fa-af"),
    "pt": Spoken("pt", "Portuguese", (OwnName("Português", "pt", "ltr"),), ("pt-br",)),
}


@cache
def spoken(code: str) -> Spoken:
    """Raises UnknownLanguage for a code that neither we nor Babel know."""
    if code in SPECIAL:
        return SPECIAL[code]
    if code in registry.SUPERSET:
        return _as_on_the_site(code, registry.language(code).name, code)
    try:
        locale = Locale.parse(code)
        own, english = locale.get_language_name(code), locale.get_language_name("en")
    except (UnknownLocaleError, ValueError):
        own = english = None
    if not own or not english:
        raise registry.UnknownLanguage(code)
    name = OwnName(own[:1].upper() + own[1:], code, locale.text_direction)
    return Spoken(code, english, (name,))


def name_in(code: str, page: str) -> str:
    """What the language `code` is called in the language of a page. Where Babel does
    not know, its own name.
    """
    known = spoken(code)
    if code == SIGNED:
        with override(page):
            return gettext(SIGN_LANGUAGE)
    if page == "en":
        return known.english
    if page in known.readers:
        return known.names[0].text
    names = Locale.parse(registry.language(page).babel_locale).languages
    return names.get(code) or known.names[0].text
