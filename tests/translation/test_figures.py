"""Values of facts: what can be shown, and what is refused."""

import pytest

from safety_site.guide.figures import figure
from safety_site.guide.models import Unit

EXAMPLES = {
    Unit.COUNT: ("1000", "1,000"),
    Unit.MONEY: ("49.18", "£49.18"),
    Unit.DATE: ("2020-04", "April 2020"),
    Unit.PERCENT: ("12.5", "12.5%"),
    Unit.FRACTION: ("1/4", "a quarter"),
    Unit.CODE: ("18000", "18000"),
}


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_can_be_shown(unit: Unit) -> None:
    value, shown = EXAMPLES.get(unit, ("3", f"3 {unit}s"))
    assert figure(value, unit, "en") == shown


@pytest.mark.parametrize("unit", [Unit.COUNT, Unit.MONEY, Unit.PERCENT, Unit.DAYS])
@pytest.mark.parametrize("value", ["", " 3", "1,000", "1_0", "٣", "-3", "3e2", "NaN"])
def test_a_number_has_one_way_to_be_written(value: str, unit: Unit) -> None:
    with pytest.raises(ValueError, match="not a number as values are written"):
        figure(value, unit, "en")


def test_an_amount_has_no_parts_of_a_penny() -> None:
    with pytest.raises(ValueError, match="not a number"):
        figure("49.185", Unit.MONEY, "en")
