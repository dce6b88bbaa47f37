"""The directories of a TIFF, read without any decoder (TIFF 6.0; class F: RFC 2306).

Decoders accept cut and damaged fax files silently (facts/intake.md §7), so what should be there is asked here first.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from .fax_tags import BAD_LINES, CLEAN, told_by
from .limits import MAX_PAGES

_WIDTH, _HEIGHT, _COMPRESSION, _OFFSETS, _COUNTS = 256, 257, 259, 273, 279
_TILE_OFFSETS, _TILE_COUNTS = 324, 325
_X_RESOLUTION, _Y_RESOLUTION, _UNIT, _ORIENTATION = 282, 283, 296, 274
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_CODES = {1: "B", 2: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}
_CENTIMETRE = 3
_TEXT, _MOST_TEXT = 2, 1024


@dataclass(frozen=True, slots=True)
class Directory:
    """One page as its tags state it; ``whole`` is False when a strip lies outside the file.

    ``bad_lines`` when the receiver says that lines were lost; ``call`` is what it wrote down (``fax_tags``).
    """

    width: int
    height: int
    compression: int
    dpi_x: float
    dpi_y: float
    turned: bool
    whole: bool
    bad_lines: bool
    call: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Directories:
    """The pages that the file names; ``cut`` when the chain of directories leads outside the file or in a circle."""

    pages: tuple[Directory, ...]
    cut: bool
    more: bool = False


class _Outside(Exception):
    """A directory or a value lies outside the file."""


def directories(data: bytes) -> Directories:
    """Walk the chain of directories of a TIFF or BigTIFF; never raises on content."""
    reader = _Reader(data)
    pages: list[Directory] = []
    seen: set[int] = set()
    try:
        offset = reader.first()
        while offset:
            if offset in seen:
                return Directories(tuple(pages), cut=True)
            if len(pages) == MAX_PAGES:
                return Directories(tuple(pages), cut=False, more=True)
            seen.add(offset)
            tags, offset = reader.directory(offset)
            pages.append(_page(tags, len(data)))
    except _Outside:
        return Directories(tuple(pages), cut=True)
    return Directories(tuple(pages), cut=not pages)


def _page(tags: dict[int, tuple[float, ...]], size: int) -> Directory:
    factor = 2.54 if _first(tags, _UNIT) == _CENTIMETRE else 1.0
    strips = tags.get(_OFFSETS) or tags.get(_TILE_OFFSETS) or ()
    counts = tags.get(_COUNTS) or tags.get(_TILE_COUNTS) or ()
    inside = all(start > 0 and start + length <= size for start, length in zip(strips, counts, strict=False))
    return Directory(
        width=int(_first(tags, _WIDTH)),
        height=int(_first(tags, _HEIGHT)),
        compression=int(_first(tags, _COMPRESSION)),
        dpi_x=_first(tags, _X_RESOLUTION) * factor,
        dpi_y=_first(tags, _Y_RESOLUTION) * factor,
        turned=_first(tags, _ORIENTATION) >= 5,
        whole=bool(strips) and inside,
        bad_lines=_first(tags, BAD_LINES) > 0 or _first(tags, CLEAN) == 2,
        call=told_by(tags),
    )


def _first(tags: dict[int, tuple[float, ...]], name: int) -> float:
    return next(iter(tags.get(name, ())), 0)


class _Reader:
    """Reads numbers in the file's byte order; everything outside the file is refused."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.order = "<" if data[:2] == b"II" else ">"
        self.big = data[2:4] in (b"+\0", b"\0+")

    def first(self) -> int:
        return self.number("Q", 8) if self.big else self.number("I", 4)

    def number(self, code: str, at: int) -> int:
        return int(self.numbers(code, at, 1)[0])

    def numbers(self, code: str, at: int, count: int) -> tuple[float, ...]:
        try:
            return struct.unpack_from(f"{self.order}{count}{code}", self.data, at)
        except (struct.error, OverflowError) as error:
            raise _Outside from error

    def directory(self, offset: int) -> tuple[dict[int, tuple[float, ...]], int]:
        count = self.number("Q" if self.big else "H", offset)
        start, step = (offset + 8, 20) if self.big else (offset + 2, 12)
        if count > 4096 or start + count * step > len(self.data):
            raise _Outside
        tags = dict(self.tag(start + i * step) for i in range(count))
        return tags, self.number("Q" if self.big else "I", start + count * step)

    def tag(self, at: int) -> tuple[int, tuple[float, ...]]:
        name, kind = self.number("H", at), self.number("H", at + 2)
        count = self.number("Q" if self.big else "I", at + 4)
        room, value = (8, at + 12) if self.big else (4, at + 8)
        if count * _SIZES.get(kind, 1) > room:
            value = self.number("Q" if self.big else "I", value)
        count = min(count, _MOST_TEXT if kind == _TEXT else 65_536)
        if kind in (5, 10):
            parts = self.numbers("I", value, 2 * min(count, 4))
            return name, tuple(a / b if b else 0.0 for a, b in zip(parts[::2], parts[1::2], strict=True))
        code = _CODES.get(kind)
        return name, self.numbers(code, value, count) if code and count else (0,)
