"""How a fact's number reads in a language."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext, gettext_noop, override

from safety_site.guide.models import Unit
from safety_site.languages import formats

FRACTIONS = {
    "1/2": gettext_noop("half"),
    "1/3": gettext_noop("a third"),
    "1/4": gettext_noop("a quarter"),
    "3/4": gettext_noop("three quarters"),
}
# How values are written: 0-9, no sign, no commas. `int` and `Decimal` read far more.
WHOLE = re.compile(r"[0-9]{1,12}")
DECIMAL = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?")
AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")


def figure(value: str, unit: str, language: str) -> str:
    """("3", "month", "en") gives "3 months". Raises ValueError for a value of no
    sense.
    """
    match unit:
        case Unit.CODE:
            if not value.strip():
                raise ValueError("A code is not empty.")
            return value
        case Unit.DATE:
            return formats.date(value, language)
        case Unit.FRACTION:
            if value not in FRACTIONS:
                raise ValueError(f"{value!r} is not one of {', '.join(FRACTIONS)}.")
            with override(language):
                return gettext(FRACTIONS[value])
        case Unit.COUNT:
            return formats.number(int(_written(WHOLE, value)), language)
        case Unit.MONEY:
            return formats.money(Decimal(_written(AMOUNT, value)), "GBP", language)
        case Unit.PERCENT:
            return formats.percent(Decimal(_written(DECIMAL, value)), language)
    return formats.duration(int(_written(WHOLE, value)), unit, language)


def _written(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(f"{value[:40]!r} is not a number as values are written.")
    return value
