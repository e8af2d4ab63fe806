"""The order of words in a list that readers look through."""

from __future__ import annotations

import re
import unicodedata

# Signs of other scripts, such as the Hindi virama, are part of their letters.
ACCENTS = re.compile("[\u0300-\u036f]")
# Unicode puts the letters that Persian, Urdu, Kurdish and Pashto add behind all others.
# Here each stands in its place; forms of one letter stand together.
ARABIC_SCRIPT = "ءآأإاٱئىبپټتٹثجچځڅحخدډڈذرړڕڑزژږسښشصضطظعغفڤقکكګگلڵمنںڼوؤۆهہھةیيېۍےە"
PLACE = {letter: chr(0xE000 + at) for at, letter in enumerate(ARABIC_SCRIPT)}
TABLE = str.maketrans(PLACE)


def alphabetical(text: str) -> tuple[str, str]:
    """A sort key: capital letters and accents count only between equal words.

    It knows no language's own rules (Lithuanian y, Chinese strokes): it is for lists
    that a reader can look through in a minute.
    """
    whole = unicodedata.normalize("NFC", text).casefold().translate(TABLE)
    return ACCENTS.sub("", unicodedata.normalize("NFKD", whole)), whole
