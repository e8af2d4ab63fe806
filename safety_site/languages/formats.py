"""Dates, numbers, money and durations, in the words of a language and always with 0-9.

Phones in the UK have Western keys, and a reader copies what is written (rules.md §5).
Babel knows the words. Its invisible direction marks are taken out: the renderer
isolates each number by itself, and a mark inside would be copied with it.

Patterns use `LLLL` only where CLDR gives a language its own months without a day.
Elsewhere Babel may answer with the month of the language asked before (its issue 1234).
"""

import re
from datetime import date as Date
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.localedata import load as load_locale_data
from babel.numbers import format_decimal, format_percent, get_currency_symbol

from safety_site.languages.registry import Language, language

UNITS = ("hour", "day", "week", "month", "year")
DIRECTION_MARKS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F)])
DIRECTION_MARKS |= dict.fromkeys(range(0x2066, 0x206A))
WRITTEN_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def date(value: Date | str, code: str) -> str:
    """As precise as it is given: a date, or text such as 2026-11-22, 2020-04 or 2020.

    Raises ValueError for any other text and for days that do not exist.
    """
    known = language(code)
    if isinstance(value, Date):
        return _by_pattern(value, known.date_pattern, known)
    parts = WRITTEN_DATE.fullmatch(value)
    if parts is None:
        raise ValueError(
            f"{value!r} is not a date. Write 2026-11-22, or 2026-11, or 2026."
        )
    year, month, day = parts.groups()
    pattern = (
        (day and known.date_pattern)
        or (month and known.month_pattern)
        or known.year_pattern
    )
    return _by_pattern(Date(int(year), int(month or 1), int(day or 1)), pattern, known)


def number(value: int | Decimal, code: str) -> str:
    """All decimals are kept as given."""
    text = format_decimal(value, locale=_locale(code), decimal_quantization=False)
    return _clean(text)


def percent(value: int | Decimal, code: str) -> str:
    """`value` is in hundredths, as people write it: 45 gives 45%."""
    share = Decimal(value) / 100
    text = format_percent(share, locale=_locale(code), decimal_quantization=False)
    return _clean(text)


def money(value: int | Decimal, currency: str, code: str) -> str:
    """The sign comes first in every language, as on British forms (rules.md §5).

    `currency` is its three letters, such as GBP. Whole amounts show no pence.
    """
    amount = Decimal(value)
    if amount == amount.to_integral_value():
        text = number(int(amount), code)
    else:
        text = format_decimal(
            amount, "#,##0.00", locale=_locale(code), group_separator=True
        )
    return get_currency_symbol(currency, "en_GB") + _clean(text)


def duration(value: int, unit: str, code: str) -> str:
    """`unit` is one of UNITS. The number may be hidden in a word: شهران is two months.

    Raises ValueError for an unknown unit.
    """
    if unit not in UNITS:
        raise ValueError(f"{unit!r} is not a unit of time. Use one of {UNITS}.")
    patterns = _duration_patterns(code, unit)
    category = _locale(code).plural_form(value)
    pattern = patterns.get(category, patterns["other"])
    return _clean(pattern.replace("{0}", number(value, code)))


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(language(code).babel_locale)


@cache
def _duration_patterns(code: str, unit: str) -> dict[str, str]:
    """Ours if there are any, else Babel's long ones, else its short ones.

    Babel's own format_unit is no use here: where CLDR leaves out long patterns that
    equal the short ones, it prints "3 duration-month" (seen with 2.18 for 26 of ours).
    """
    ours = language(code).durations.get(unit)
    if ours:
        return dict(ours)
    data = load_locale_data(str(_locale(code)))
    lengths = data["unit_patterns"][f"duration-{unit}"]
    by_length = (lengths.get(length, {}) for length in ("long", "short"))
    return next(dict(patterns) for patterns in by_length if "other" in patterns)


def _by_pattern(value: Date, pattern: str, known: Language) -> str:
    if "{english_month}" in pattern:
        english = format_date(value, "MMMM", locale="en_GB")
        pattern = pattern.replace("{english_month}", english)
    return _clean(format_date(value, pattern, locale=_locale(known.code)))


def _clean(text: str) -> str:
    return text.translate(DIRECTION_MARKS)
