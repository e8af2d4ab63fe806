import pytest

from safety_site.delivery import negotiation
from safety_site.delivery.negotiation import (
    BROTLI,
    GZIP,
    IDENTITY,
    MOST_REMEMBERED,
    already_has,
    encoding_for,
)

DIGEST = "a" * 64
OTHER = "b" * 64


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, IDENTITY),
        ("", IDENTITY),
        ("gzip, deflate, br, zstd", BROTLI),
        ("gzip, deflate", GZIP),
        ("x-gzip", GZIP),
        ("GZIP;Q=0.5", GZIP),
        ("br;q=0", IDENTITY),
        ("br;q=0, gzip", GZIP),
        ("br;q=0.5, gzip;q=1.0", GZIP),
        ("br ; q = 0.8 , gzip;q=0.8", BROTLI),
        ("*", BROTLI),
        ("*;q=0", IDENTITY),
        ("br;q=0, *", GZIP),
        ("identity;q=0, *", BROTLI),
        ("identity;q=0", IDENTITY),
        ("identity, br;q=0.5", IDENTITY),
        ("br;q=7, gzip", GZIP),
        ("br;q=1.5", BROTLI),
        ("zstd, deflate", IDENTITY),
        (";;;,,,=", IDENTITY),
        ("br\x00", IDENTITY),
    ],
)
def test_the_best_acceptable_encoding_is_chosen(
    header: str | None, expected: int
) -> None:
    assert encoding_for(header) == expected
    assert encoding_for(header) == expected


def test_what_strangers_send_does_not_pile_up() -> None:
    for number in range(MOST_REMEMBERED * 3):
        encoding_for(f"gzip, x{number}")
        encoding_for("gzip, " + "x" * 200 + str(number))

    assert len(negotiation._remembered) <= MOST_REMEMBERED
    assert max(len(known or "") for known in negotiation._remembered) < 200


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (f'"{DIGEST}-br"', True),
        (f'"{DIGEST}-gz"', True),
        (f'W/"{DIGEST}-id"', True),
        (f'"{OTHER}-br", W/"{DIGEST}-gz"', True),
        (" * ", True),
        (f'"{OTHER}-br"', False),
        (f'"{DIGEST}"', False),
        (f"{DIGEST}-br", False),
        ("", False),
        ('"', False),
    ],
)
def test_a_tag_names_the_content_in_any_encoding(header: str, expected: bool) -> None:
    assert already_has(header, DIGEST) is expected
