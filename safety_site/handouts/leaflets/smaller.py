"""A PDF made lighter for a poor line, drawn as before.

typst marks, places and dresses each glyph of a hanging hand by itself, and writes every
object in full: an Urdu leaflet then weighs 300 kB. Here neighbouring pieces of one
element become one, what they have in common is said once, each is placed from the last
to a tenth of a point (finer than a printer draws), and objects are packed.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf

# The beginning of a piece: its tag, its number, its language.
MARKED = re.compile(rb"/(\w+)\s*<</MCID (\d+)(/Lang\([^)]*\))?>>\s*BDC")
TEXT = b"Span"
# The end of a piece, where nothing stands between it and the next.
END = b"EMC"
JOINT = b"Q\n" + END
CLOSED = b"ET\nQ\n"
# Text as typst writes it: its place, its colours, and what is drawn from there.
DRAWN = re.compile(
    rb"q 1 0 0 -1 ([\d.]+) ([\d.]+) cm([^\n]*)\nBT(.*?)ET\nQ\n+", re.DOTALL
)
FROM_THERE = re.compile(
    rb" ?([02]) Tr/(f\d+) ([\d.]+) Tf 1 0 0 -1 ([-\d.]+) ([-\d.]+) Tm"
)


def smaller(data: bytes) -> bytes:
    """The same bytes for the same bytes."""
    pikepdf.settings.set_flate_compression_level(9)
    with pikepdf.open(BytesIO(data)) as document:
        owners = dict(pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree))
        for page in document.pages:
            marked = owners[int(page.obj["/StructParents"])]
            content, gone = _joined(page.obj["/Contents"].read_bytes(), marked)
            page.obj["/Contents"].write(_said_once(content))
            _forget(marked, gone, page.obj)
        made = BytesIO()
        document.save(
            made,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return made.getvalue()


def _joined(content: bytes, marked: Any) -> tuple[bytes, set[int]]:
    """What is drawn, and the numbers of the pieces that joined the one before.

    `marked` has the element of each piece, by number.
    """
    kept: list[bytes] = []
    gone: set[int] = set()
    at, last = 0, None
    for found in MARKED.finditer(content):
        number, owner = int(found[2]), None
        if found[1] == TEXT:
            owner = (marked[number].objgen, found[3])
        is_next = content.endswith(JOINT, at, found.start())
        if is_next and owner is not None and owner == last:
            kept.append(content[at : found.start() - len(END)])
            at = found.end()
            gone.add(number)
        last = owner
    kept.append(content[at:])
    return b"".join(kept), gone


def _forget(marked: Any, gone: set[int], page: Any) -> None:
    """Elements and the page no longer know of those pieces."""
    elements = {marked[number].objgen: marked[number] for number in gone}
    for element in elements.values():
        own = element.get("/Pg")
        element["/K"] = pikepdf.Array(
            kid for kid in element["/K"] if not _is_gone(kid, own, gone, page)
        )
    for number in gone:
        marked[number] = None


def _is_gone(kid: Any, own: Any, gone: set[int], page: Any) -> bool:
    """A kid is an element, the number of a piece on the element's own page, or says on
    which page its piece is.
    """
    if isinstance(kid, int):
        return kid in gone and own.objgen == page.objgen
    if kid.get("/Type") != "/MCR":
        return False
    on = kid.get("/Pg", own)
    return on.objgen == page.objgen and int(kid["/MCID"]) in gone


def _said_once(content: bytes) -> bytes:
    """Texts of the same colours, one right after the other, as one."""
    made: list[bytes] = []
    at, open_with = 0, None
    line = Line()
    for found in DRAWN.finditer(content):
        colours = found[3]
        if found.start() != at or colours != open_with:
            if open_with is not None:
                made.append(CLOSED)
            made += [content[at : found.start()], b"q", colours, b"\nBT\n"]
            open_with, line = colours, Line()
        line.x, line.y = float(found[1]), float(found[2])
        made += [FROM_THERE.sub(line.placed, found[4]).strip(), b"\n"]
        at = found.end()
    if open_with is not None:
        made.append(CLOSED)
    return b"".join([*made, content[at:]])


class Line:
    """Where the last piece was placed, and with which font and stroke."""

    def __init__(self) -> None:
        self.x = self.y = 0.0
        self.last = (0.0, 0.0)
        self.dress: tuple[bytes, ...] = ()

    def placed(self, found: re.Match[bytes]) -> bytes:
        x, y = self.x + float(found[4]), self.y - float(found[5])
        before, self.last = self.last, (round(x, 1), round(y, 1))
        dress = found.group(1, 2, 3)
        new = b"" if dress == self.dress else b"%b Tr/%b %b Tf " % dress
        self.dress = dress
        steps = (_short(to - of) for to, of in zip(self.last, before, strict=True))
        return b" " + new + b" ".join(steps) + b" Td"


def _short(value: float) -> bytes:
    return (b"%.1f" % value).removesuffix(b".0")
