"""What a recording must be to reach a phone: MP3, one channel, small, and silent about
itself.
"""

from __future__ import annotations

import io
from typing import NamedTuple

from tinytag import ParseError, TinyTag

# practice.md L8 asks for about 32 kbit/s; a phone plays any MP3.
MOST_KILOBITS = 64
MOST_MINUTES = 20
MOST_BYTES = MOST_MINUTES * 60 * MOST_KILOBITS * 1000 // 8
ID3_AT_END = 128
HOW = (
    "Save it as MP3 with one channel (mono), 32 kbit/s and no tags, for example with "
    "“ffmpeg -i FILE -ac 1 -b:a 32k -map_metadata -1 -id3v2_version 0 new.mp3”."
)


class NotFit(Exception):
    """The sound cannot be used. The text says why, and how to make one that can."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Nothing was changed. {HOW}")


class Sound(NamedTuple):
    """Bytes to send, and how long they speak, in whole seconds."""

    data: bytes
    seconds: int


def sound_of(data: bytes) -> Sound:
    """The sound without its tags: a phone shows a title even on its locked screen.

    Raises NotFit.
    """
    if len(data) > MOST_BYTES:
        raise NotFit(f"The file has {len(data):,} bytes, {MOST_BYTES:,} at most.")
    data = without_tags(data)
    if data[:1] != b"\xff" or data[1:2] < b"\xe0":
        raise NotFit("The file is not an MP3.")
    try:
        told = TinyTag.get(filename="sound.mp3", file_obj=io.BytesIO(data))
    except ParseError:
        raise NotFit("The file is not an MP3, or is damaged.") from None
    if not told.duration or not told.bitrate:
        raise NotFit("The file is not an MP3, or holds no sound.")
    if told.channels != 1:
        raise NotFit("The sound has two channels.")
    if told.bitrate > MOST_KILOBITS + 1:
        raise NotFit(
            f"The sound has {told.bitrate:.0f} kbit/s, {MOST_KILOBITS} at most."
        )
    if told.duration > MOST_MINUTES * 60:
        raise NotFit(f"The sound speaks longer than {MOST_MINUTES} minutes.")
    return Sound(data, max(1, round(told.duration)))


def without_tags(data: bytes) -> bytes:
    """Without ID3 at the beginning and at the end. Raises NotFit for other tags."""
    while data[:3] == b"ID3" and len(data) > 10:
        size = 0
        for byte in data[6:10]:
            size = size << 7 | byte & 0x7F
        # A footer of ten bytes more, where its flag is set.
        data = data[10 + size + (10 if data[5] & 0x10 else 0) :]
    if data[-ID3_AT_END:][:3] == b"TAG":
        data = data[:-ID3_AT_END]
    if b"APETAGEX" in data[-64:] or b"LYRICS" in data[-64:]:
        raise NotFit("The file carries tags of a kind that cannot be taken out here.")
    return data
