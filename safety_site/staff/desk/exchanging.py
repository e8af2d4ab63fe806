"""Texts in a file, to a translator and back: looked at first, then saved.

Nothing is kept between looking and saving: the file goes into the form, packed, and
comes back with it. All of it is read again, and only the plan that was looked at is
saved.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import NamedTuple

from django.utils.safestring import SafeString

from safety_site.staff.desk.bundles import bundle_of
from safety_site.staff.desk.wording import changes
from safety_site.translation.exchange import importing
from safety_site.translation.exchange.exporting import catalogue
from safety_site.translation.exchange.importing import Imported, Plan, Why
from safety_site.translation.exchange.reading import LARGEST_FILE, Refused, read_bytes
from safety_site.translation.history import newest_in
from safety_site.translation.models import ENGLISH

NAME = "The file"
# Texts whose difference is shown: a screen with more is read by nobody.
MOST_SHOWN = 200
# Characters of a packed file. A whole language has about 300,000; with more, a form
# comes near what Django reads (DATA_UPLOAD_MAX_MEMORY_SIZE).
MOST_PACKED = 2_000_000


class Text(NamedTuple):
    """One text of a file: what it would change, by field."""

    uid: str
    bundle: str
    changes: list[tuple[str, SafeString]]
    is_outdated: bool = False
    why: Why | None = None


class Look(NamedTuple):
    """What saving a file would do: to how many texts on the `whole`, and to which.
    `plan` and `packed` go through the form.
    """

    plan: str
    packed: str
    whole: int
    changed: list[Text]
    unchanged: int
    left: list[Text]

    @property
    def unseen(self) -> int:
        """How many are saved without being shown."""
        return self.whole - len(self.changed)


def file_of(language: str, bundle: str) -> str:
    """The PO file of a language: all of it, or one bundle."""
    wanted = catalogue(language, lambda uid: bundle in ("", bundle_of(uid)))
    return f"{wanted}\n"


def look(data: bytes, language: str, author: str) -> Look:
    """Raises Refused with every line that has a fault."""
    return _look(
        importing.planned(read_bytes(data, NAME, language), language, author),
        _packed(data),
    )


def save(packed: str, plan: str, language: str, author: str) -> Imported:
    """All of the plan, as drafts. Raises Refused, and ChangedMeanwhile."""
    incoming = read_bytes(unpacked(packed), NAME, language)
    # Without a plan nothing was looked at.
    return importing.keep(incoming, NAME, language, author, expect=plan or "none")


def _look(plan: Plan, packed: str) -> Look:
    english = newest_in(ENGLISH)
    return Look(
        plan=plan.digest,
        packed=packed,
        whole=len(plan.changes),
        changed=[
            Text(
                row.uid,
                bundle_of(row.uid),
                changes(last.content if last else {}, wanted.content),
                is_outdated=wanted.english_digest != english[row.uid].digest,
            )
            for row, wanted, last in plan.changes[:MOST_SHOWN]
        ],
        unchanged=plan.unchanged,
        left=[
            Text(uid, bundle_of(uid), changes(before, wanted), why=why)
            for uid, why, before, wanted in plan.left[:MOST_SHOWN]
        ],
    )


def _packed(data: bytes) -> str:
    made = base64.b64encode(zlib.compress(data, 9)).decode()
    if len(made) > MOST_PACKED:
        too_much = "It holds too much for a screen. Send it in parts, page by page."
        raise Refused(NAME, [too_much])
    return made


def unpacked(packed: str) -> bytes:
    """Of a form that anyone may have made. Raises Refused."""
    try:
        small = base64.b64decode(packed, validate=True)
        return zlib.decompressobj().decompress(small, LARGEST_FILE + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise Refused(NAME, ["It did not come back whole. Choose it again."]) from error
