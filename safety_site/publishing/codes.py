"""Short codes: six digits that open a page of the guide in a language, for ever.

A code is said on the phone, written on a card and typed by somebody in a hurry. The
last digit finds every single wrong digit and every two neighbours that changed places
(Damm's quasigroup; docs/decisions/short-codes.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256

from django.utils import timezone

from safety_site.publishing.models import ShortCode

# A page's key and a language.
Pair = tuple[str, str]
Codes = Mapping[Pair, str]

# Totally anti-symmetric, of order 10 (H. Michael Damm, 2004).
DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
# Five digits before the last, the first of which is no zero.
FIRST, COUNT = 10_000, 90_000
# Numbers to call: whoever reads a code out must not seem to say one.
CALLED = ("999", "112", "111", "101")


def check_digit(digits: str) -> str:
    """The digit to add; "0" for a code that holds its own."""
    found = "0"
    for digit in digits:
        found = DAMM[int(found)][int(digit)]
    return found


def issued() -> dict[Pair, str]:
    rows = ShortCode.objects.values_list("page", "language", "code")
    return {(page, language): code for page, language, code in rows}


def with_new(known: Codes, pairs: Iterable[Pair]) -> dict[Pair, str]:
    """The known codes, and one for each pair that has none. Nothing is written: who
    asks again before they are issued is given the same.
    """
    codes = dict(known)
    taken = set(known.values())
    for page, language in sorted(set(pairs) - codes.keys()):
        code = first_free(page, language, taken)
        codes[page, language] = code
        taken.add(code)
    return codes


def first_free(page: str, language: str, taken: Collection[str]) -> str:
    attempt = 0
    while not _may_be_issued(code := _drawn(page, language, attempt), taken):
        attempt += 1
    return code


def _drawn(page: str, language: str, attempt: int) -> str:
    seed = sha256(f"{page} {language} {attempt}".encode()).hexdigest()
    digits = str(FIRST + int(seed, 16) % COUNT)
    return digits + check_digit(digits)


def _may_be_issued(code: str, taken: Collection[str]) -> bool:
    return code not in taken and not any(number in code for number in CALLED)


def issue(codes: Codes) -> None:
    """Write down new ones. Raises IntegrityError where somebody else was first."""
    now = timezone.now()
    ShortCode.objects.bulk_create(
        ShortCode(code=code, page=page, language=language, issued=now)
        for (page, language), code in codes.items()
    )
