"""Whether a file is whole by its own structure: its end is there, or everything that it points at.

"Unchanged for n seconds" says nothing: a fax in progress stands still for 42 s (facts/intake.md §6). Must not decode.
"""

from __future__ import annotations

import struct

_MOST_PAGES = 1000
_WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
"""Bytes of a value by TIFF type."""
_STRIPS, _STRIP_SIZES, _TILES, _TILE_SIZES = _NAMED = 273, 279, 324, 325


def is_whole(data: bytes) -> bool | None:
    """True when the file's end is there, False when it is not, None for a kind that does not tell."""
    if data.startswith((b"II*\0", b"MM\0*")):
        return _tiff(data)
    if b"%PDF-" in data[:1024]:
        return b"%%EOF" in data[-1024:]
    if data.startswith(b"\xff\xd8\xff"):
        return data.rstrip(b"\0\r\n").endswith(b"\xff\xd9")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return b"IEND" in data[-64:]
    if data.startswith(b"PK\x03\x04"):
        return b"PK\x05\x06" in data[-66_000:]
    return None if data else False


def _tiff(data: bytes) -> bool:
    """Every directory and every strip that it names lies within the file, and its tables do not lie over each other."""
    order = "<" if data[:2] == b"II" else ">"
    at = _number(data, 4, order + "I")
    seen: set[int] = set()
    room = len(data)
    if not at:
        return False
    while at:
        if at in seen or len(seen) > _MOST_PAGES:
            return True
        seen.add(at)
        count = _number(data, at, order + "H")
        end = at + 2 + 12 * (count or 0)
        if not count or end + 4 > len(data):
            return False
        tables = _tables(data, at, count, order)
        room -= sum(_width(kind) * number for _, kind, number in tables.values())
        if room < 0 or not _strips_inside(data, tables, order):
            return False
        at = _number(data, end, order + "I")
    return True


def _number(data: bytes, at: int, form: str) -> int:
    """A number at a place, 0 when the file ends before it."""
    return int(struct.unpack_from(form, data, at)[0]) if at + struct.calcsize(form) <= len(data) else 0


Table = tuple[int, int, int]
"""Where an entry of a directory stands, its type, and how many numbers it has."""


def _tables(data: bytes, at: int, count: int, order: str) -> dict[int, Table]:
    """The entries of a directory that say where strips are; of two with one tag the last, as decoders take it."""
    told = (
        (place, *struct.unpack_from(order + "HHI", data, place)) for place in range(at + 2, at + 2 + 12 * count, 12)
    )
    return {tag: (place, kind, number) for place, tag, kind, number in told if tag in _NAMED}


def _strips_inside(data: bytes, tables: dict[int, Table], order: str) -> bool:
    values = {tag: _values(data, table, order) for tag, table in tables.items()}
    if None in values.values():
        return False
    starts = values.get(_STRIPS) or values.get(_TILES) or ()
    sizes = values.get(_STRIP_SIZES) or values.get(_TILE_SIZES) or (0,) * len(starts)
    return bool(starts) and all(start + size <= len(data) for start, size in zip(starts, sizes, strict=False))


def _values(data: bytes, table: Table, order: str) -> tuple[int, ...] | None:
    """The numbers of an entry, None when they lie beyond the end."""
    place, kind, number = table
    size = _width(kind) * number
    at = place + 8 if size <= 4 else _number(data, place + 8, order + "I")
    if kind not in {3, 4} or at + size > len(data):
        return None
    return struct.unpack_from(f"{order}{number}{'H' if kind == 3 else 'I'}", data, at)


def _width(kind: int) -> int:
    return _WIDTHS.get(kind, 1)
