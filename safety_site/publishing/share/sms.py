"""How many parts a text takes as SMS: each may be paid for, and arrive alone.

GSM 03.38: 7 bits a sign while all of them are in its table, else UCS-2 with 16 for
every sign. In a text of several parts each gives some room away to say which it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each takes the room of two.
EXTENDED = frozenset("\f^{}\\[~]|€")


class Alphabet(StrEnum):
    GSM_7 = "GSM-7"
    UCS_2 = "UCS-2"


# Room in a text of one part, and in each of several.
ROOM = {Alphabet.GSM_7: (160, 153), Alphabet.UCS_2: (70, 67)}


class Length(NamedTuple):
    """`signs` counts those of two as two; `room` is that of a single part."""

    alphabet: Alphabet
    signs: int
    room: int
    parts: int


def length(text: str) -> Length:
    alphabet = Alphabet.UCS_2
    if set(text) <= BASIC | EXTENDED:
        alphabet = Alphabet.GSM_7
    sizes = [_size(sign, alphabet) for sign in text]
    alone, joined = ROOM[alphabet]
    parts = 1 if sum(sizes) <= alone else _parts(sizes, joined)
    return Length(alphabet, sum(sizes), alone, parts)


def _size(sign: str, alphabet: Alphabet) -> int:
    if alphabet == Alphabet.GSM_7:
        return 2 if sign in EXTENDED else 1
    return len(sign.encode("utf-16-be")) // 2


def _parts(sizes: Iterable[int], room: int) -> int:
    """A sign of two is never parted."""
    parts, used = 1, 0
    for size in sizes:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts
