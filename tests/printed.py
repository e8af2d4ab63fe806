"""What a camera reads from paper."""

from __future__ import annotations

import subprocess

import zxingcpp


def qr_codes(pdf: bytes, dpi: int) -> list[str]:
    """The texts of all QR codes on the first sheet, seen at `dpi` points an inch."""
    command = ["pdftoppm", "-r", str(dpi), "-gray", "-singlefile", "-"]
    seen = subprocess.run(command, input=pdf, capture_output=True, check=True)  # noqa: S603
    return [code.text for code in zxingcpp.read_barcodes(points(seen.stdout))]


def points(pgm: bytes) -> memoryview:
    """Of a binary PGM, row by row."""
    _, width, height, _, rest = pgm.split(maxsplit=4)
    whole = rest[-int(width) * int(height) :]
    return memoryview(whole).cast("B", (int(height), int(width)))
