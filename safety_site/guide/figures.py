"""How a fact's number reads in a language."""

from __future__ import annotations

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


def figure(value: str, unit: str, language: str) -> str:
    """("3", "month", "en") gives "3 months". Raises ValueError for a value of no
    sense.
    """
    match unit:
        case Unit.CODE:
            return value
        case Unit.DATE:
            return formats.date(value, language)
        case Unit.FRACTION:
            if value not in FRACTIONS:
                raise ValueError(f"{value!r} is not one of {', '.join(FRACTIONS)}.")
            with override(language):
                return gettext(FRACTIONS[value])
        case Unit.COUNT:
            return formats.number(int(value), language)
        case Unit.MONEY:
            return formats.money(Decimal(value), "GBP", language)
        case Unit.PERCENT:
            return formats.percent(Decimal(value), language)
    return formats.duration(int(value), unit, language)
