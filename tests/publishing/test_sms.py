"""How many parts a text takes as SMS."""

from __future__ import annotations

import pytest

from safety_site.publishing.share.sms import BASIC, EXTENDED, Alphabet, Length, length

GSM, UCS = Alphabet.GSM_7, Alphabet.UCS_2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Length(GSM, 0, 160, 1)),
        ("a" * 160, Length(GSM, 160, 160, 1)),
        ("a" * 161, Length(GSM, 161, 160, 2)),
        ("a" * 306, Length(GSM, 306, 160, 2)),
        ("a" * 307, Length(GSM, 307, 160, 3)),
        # One of two signs at the edge of a part goes to the next one whole.
        ("a" * 152 + "€" + "a" * 152, Length(GSM, 306, 160, 3)),
        ("€" * 80, Length(GSM, 160, 160, 1)),
        ("€" * 81, Length(GSM, 162, 160, 2)),
        ("ñé\n@", Length(GSM, 4, 160, 1)),
        # Polish and Spanish have letters that the table lacks.
        ("ó", Length(UCS, 1, 70, 1)),
        ("a" * 69 + "í", Length(UCS, 70, 70, 1)),
        ("a" * 70 + "í", Length(UCS, 71, 70, 2)),
        ("ص" * 134, Length(UCS, 134, 70, 2)),
        ("ص" * 135, Length(UCS, 135, 70, 3)),
        ("🙂" * 35, Length(UCS, 70, 70, 1)),
        # 67 signs hold 33 of these, not 33 and a half.
        ("🙂" * 67, Length(UCS, 134, 70, 3)),
    ],
)
def test_a_text_takes_as_many_parts_as_the_standard_says(text, found) -> None:
    assert length(text) == found


def test_the_table_has_its_128_places() -> None:
    # One leads to the signs of two, and is none itself.
    assert len(BASIC) == 127
    assert len(EXTENDED) == 10
    assert not BASIC & EXTENDED
