"""TIFF class F (RFC 2306; tags as HylaFAX writes them: facts/intake.md §6) from lines of bits.

The codes of ITU-T T.4 and T.6 are made by libtiff inside Pillow; the file around them is written here, because Pillow
chooses tags that no fax server writes.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

import numpy as np
from PIL import Image, TiffImagePlugin

from .scan import DOTS_PER_INCH, Bits, Scan

_REVERSED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_ASCII, _SHORT, _LONG, _RATIONAL = 2, 3, 4, 5
_WHOLE_PAGE: Final = 0xFFFFFFFF


class Coding(StrEnum):
    """How the lines are coded: T.4 one- or two-dimensional, or T.6."""

    G3_1D = "g3-1d"
    G3_2D = "g3-2d"
    G4 = "g4"


@dataclass(frozen=True, slots=True)
class Received:
    """What the fax server knows of a call: the caller's own id (TSI), number and name, and when it took the call."""

    tsi: str
    number: str
    name: str
    at: datetime
    page_seconds: int = 25


def tiff_f(pages: Sequence[Scan], coding: Coding, received: Received) -> bytes:
    """A little-endian TIFF of the pages in this order, one strip each, least significant bit first."""
    out = io.BytesIO()
    out.write(struct.pack("<2sHI", b"II", 42, 0))
    link = 4
    for number, page in enumerate(pages):
        strip = out.tell()
        data = _coded(page.bits, coding)
        out.write(data + b"\0" * (len(data) % 2))
        directory = out.tell()
        link = _directory(
            out,
            _tags(page, coding, received, number=number, count=len(pages), strip=(strip, len(data))),
            link,
            directory,
        )
    return out.getvalue()


def _coded(bits: Bits, coding: Coding) -> bytes:
    """The T.4 or T.6 code of the lines, least significant bit first (white is 0)."""
    made = io.BytesIO()
    compression = "group4" if coding is Coding.G4 else "group3"
    info = TiffImagePlugin.ImageFileDirectory_v2()
    if coding is Coding.G3_2D:
        info[292] = 1
    Image.fromarray(np.ascontiguousarray(bits)).save(
        made, "TIFF", compression=compression, tiffinfo=info, strip_size=1 << 30
    )
    with Image.open(made) as picture:
        tags = picture.tag_v2  # type: ignore[attr-defined]
        start, length = tags[273][0], tags[279][0]
    return made.getvalue()[start : start + length].translate(_REVERSED)


def _tags(
    page: Scan, coding: Coding, received: Received, *, number: int, count: int, strip: tuple[int, int]
) -> list[tuple[int, int, bytes]]:
    """The tags of one page as (tag, type, value), in rising order."""
    height, width = page.bits.shape
    caller = f"{received.tsi}\n{received.number}\n{received.name}\n"
    taken = datetime.fromtimestamp(received.at.timestamp() + number * received.page_seconds, received.at.tzinfo)
    option = 293 if coding is Coding.G4 else 292
    return [
        (254, _LONG, _long(2)),
        (256, _LONG, _long(width)),
        (257, _LONG, _long(height)),
        (258, _SHORT, _short(1)),
        (259, _SHORT, _short(4 if coding is Coding.G4 else 3)),
        (262, _SHORT, _short(0)),
        (266, _SHORT, _short(2)),
        (270, _ASCII, _ascii(caller)),
        (273, _LONG, _long(strip[0])),
        (274, _SHORT, _short(1)),
        (277, _SHORT, _short(1)),
        (278, _LONG, _long(_WHOLE_PAGE)),
        (279, _LONG, _long(strip[1])),
        (282, _RATIONAL, struct.pack("<II", DOTS_PER_INCH, 1)),
        (283, _RATIONAL, struct.pack("<II", page.lines, 1)),
        (option, _LONG, _long(1 if coding is Coding.G3_2D else 0)),
        (296, _SHORT, _short(2)),
        (297, _SHORT, struct.pack("<HH", number, count)),
        (305, _ASCII, _ascii("HylaFAX (tm) Version 6.0.7")),
        (306, _ASCII, _ascii(f"{taken:%Y:%m:%d %H:%M:%S}")),
        (316, _ASCII, _ascii("fax.harborton.invalid")),
        (34910, _LONG, _long(received.page_seconds)),
    ]


def _directory(out: io.BytesIO, tags: list[tuple[int, int, bytes]], link: int, at: int) -> int:
    """Write the tags at ``at`` and make the offset at ``link`` point there; gives the place of the next link."""
    sizes = {_ASCII: 1, _SHORT: 2, _LONG: 4, _RATIONAL: 8}
    far = at + 2 + 12 * len(tags) + 4
    entries, beyond = b"", b""
    for tag, kind, value in tags:
        field = value.ljust(4, b"\0")
        if len(value) > 4:
            field = struct.pack("<I", far + len(beyond))
            beyond += value + b"\0" * (len(value) % 2)
        entries += struct.pack("<HHI", tag, kind, len(value) // sizes[kind]) + field
    out.write(struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0) + beyond)
    end = out.tell()
    out.seek(link)
    out.write(struct.pack("<I", at))
    out.seek(end)
    return at + 2 + 12 * len(tags)


def _short(value: int) -> bytes:
    return struct.pack("<H", value)


def _long(value: int) -> bytes:
    return struct.pack("<I", value)


def _ascii(text: str) -> bytes:
    return text.encode("ascii", "replace") + b"\0"
