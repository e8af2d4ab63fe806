import json
import re
import subprocess
import sys
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from safety_site.languages import formats
from safety_site.languages.formats import UNITS
from safety_site.languages.registry import SUPERSET, UnknownLanguage, language

EXAMPLES = yaml.safe_load(
    Path(__file__).with_name("date_examples.yaml").read_text(encoding="utf-8")
)
COUNTS = (0, 1, 2, 3, 5, 11, 21, 28, 100, 1000000)
every_language = pytest.mark.parametrize("code", SUPERSET)


def everything(code: str) -> list[str]:
    """What every function says for a spread of values."""
    shown = [formats.date(f"2026-{month:02}-22", code) for month in range(1, 13)]
    shown += [formats.date(f"2026-{month:02}", code) for month in range(1, 13)]
    shown.append(formats.date("2020", code))
    shown += [formats.duration(n, unit, code) for n in COUNTS for unit in UNITS]
    for value in (0, 7, 1234567, Decimal("12.5")):
        shown += [formats.number(value, code), formats.percent(value, code)]
        shown.append(formats.money(value, "GBP", code))
    return shown


@every_language
def test_only_western_digits_and_no_direction_marks_are_shown(code: str) -> None:
    for text in everything(code):
        assert text == text.strip() != ""
        assert all(c in "0123456789" for c in text if unicodedata.category(c) == "Nd")
        invisible = {c for c in text if unicodedata.category(c) in ("Cf", "Cc")}
        assert invisible <= {"\u200c"}, "only the joiner that spelling needs"
        assert "duration" not in text


def test_direction_marks_from_babel_would_be_taken_out() -> None:
    assert formats._clean("\u200e-\u061c5\u200f\u2067%\u2069") == "-5%"


@every_language
def test_dates_are_written_as_the_language_writes_them(code: str) -> None:
    expected = EXAMPLES[code]
    assert formats.date(date(2026, 11, 22), code) == expected["day"]
    assert formats.date("2026-11-22", code) == expected["day"]
    assert formats.date("2020-04", code) == expected["month"]


@every_language
def test_a_date_holds_its_day_and_year_in_digits(code: str) -> None:
    text = formats.date("2026-09-05", code)
    assert "2026" in text
    assert re.search(r"(?<!\d)5(?!\d)", text)


def test_tigrinya_dates_add_the_english_month() -> None:
    assert "(November)" in formats.date("2026-11-22", "ti")
    assert "(April)" in formats.date("2020-04", "ti")


def test_years_that_ethiopians_and_thais_could_misread_say_their_calendar() -> None:
    assert formats.date("2020", "am") == "2020 (እ.ኤ.አ.)"
    assert formats.date("2020", "th") == "ค.ศ. 2020"
    assert formats.date("2020", "en") == "2020"


@pytest.mark.parametrize("text", ["22/11/2026", "2026-1", "٢٠٢٦", "2026-02-30", ""])
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|day is out of range"):
        formats.date(text, "en")


def test_the_order_of_languages_changes_nothing() -> None:
    """Babel keeps what one language said and may repeat it in the next."""
    program = (
        "import json, sys; sys.path[:0] = [{tests!r}, {root!r}]\n"
        "from test_formats import everything, SUPERSET\n"
        "codes = SUPERSET[::{step}]\n"
        "print(json.dumps({{code: everything(code) for code in codes}}))\n"
    )
    tests = Path(__file__).parent
    answers = []
    for step in (1, -1):
        source = program.format(tests=str(tests), root=str(tests.parents[1]), step=step)
        done = subprocess.run(  # noqa: S603 - our own source
            [sys.executable, "-c", source], capture_output=True, check=True
        )
        answers.append(json.loads(done.stdout))
    assert answers[0] == answers[1]


@every_language
def test_every_unit_of_time_has_words_of_its_own_script(code: str) -> None:
    for unit in UNITS:
        words = re.sub(r"[\d\s]", "", formats.duration(3, unit, code))
        foreign = language(code).script != "Latn" and re.search("[A-Za-z]", words)
        assert len(words) > 1 or language(code).script in ("Hans", "Hant")
        assert not foreign


def test_durations_follow_the_plural_of_the_language() -> None:
    assert formats.duration(3, "month", "en") == "3 months"
    assert formats.duration(1, "month", "en") == "1 month"
    assert formats.duration(5, "year", "pl") == "5 lat"
    assert formats.duration(28, "day", "ro") == "28 de zile"
    assert formats.duration(2, "month", "ar") == "شهران"
    assert formats.duration(3, "month", "ckb") == "3 مانگ"


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="'fortnight' is not a unit"):
        formats.duration(1, "fortnight", "en")


@every_language
def test_the_pound_sign_comes_first_and_whole_pounds_show_no_pence(code: str) -> None:
    assert formats.money(49, "GBP", code) == "£49"
    assert formats.money(Decimal("49.00"), "GBP", code) == "£49"
    assert re.fullmatch(r"£49[.,]85", formats.money(Decimal("49.85"), "GBP", code))
    assert re.fullmatch(r"£49[.,]50", formats.money(Decimal("49.5"), "GBP", code))


def test_large_amounts_are_grouped() -> None:
    assert formats.money(3450, "GBP", "en") == "£3,450"
    assert formats.money(Decimal("3450.5"), "GBP", "en") == "£3,450.50"
    assert formats.number(1234567, "en") == "1,234,567"


def test_percent_takes_what_people_write() -> None:
    assert formats.percent(45, "en") == "45%"
    assert formats.percent(Decimal("12.5"), "en") == "12.5%"
    assert formats.percent(45, "tr") == "%45"
    assert formats.percent(45, "fa") == "45%"


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(UnknownLanguage):
        formats.number(1, "xx")
