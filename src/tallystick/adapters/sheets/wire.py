"""Sheets as frames, from the process that opened them to the one that asked: each different text goes over once."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from tallystick.adapters.rooms.frames import write_frame
from tallystick.model.lists import Cells

from .kept import KeptColumns

Frames = Iterator[tuple[dict[str, Any], bytes]]


def write_sheet(sink: BinaryIO, cells: Cells) -> None:
    """Write one sheet: what it is, then its columns, or its rows as their widths and the places of their texts."""
    head = {"file": cells.file, "sheet": cells.sheet, "remarks": cells.remarks}
    if isinstance(table := cells.rows, KeptColumns):
        write_frame(sink, head | {"columns": table.width}, array("I", table.filled()).tobytes())
        for at in range(table.width):
            _write_texts(sink, *table.column(at))
        return
    numbers: dict[str, int] = {}
    places = array("I", (numbers.setdefault(text, len(numbers)) for row in table for text in row))
    write_frame(sink, head, array("I", map(len, table)).tobytes())
    _write_texts(sink, numbers, places)


def _write_texts(sink: BinaryIO, texts: Iterable[str], places: Iterable[int]) -> None:
    write_frame(sink, {}, json.dumps(list(texts)).encode())
    write_frame(sink, {}, array("I", places).tobytes())


def read_sheet(head: dict[str, Any], body: bytes, frames: Frames) -> Cells:
    """The sheet that begins with this frame; takes from ``frames`` what belongs to it."""
    told = head["file"], head["sheet"]
    numbers = array("I", body)
    if "columns" in head:
        columns = [_read_texts(frames) for _ in range(head["columns"])]
        return Cells(*told, KeptColumns(columns, numbers), tuple(head["remarks"]))
    texts, places = _read_texts(frames)
    cell = map(texts.__getitem__, places)
    return Cells(*told, tuple(tuple(next(cell) for _ in range(width)) for width in numbers), tuple(head["remarks"]))


def _read_texts(frames: Frames) -> tuple[list[str], array[int]]:
    (_, texts), (_, places) = next(frames), next(frames)
    return json.loads(texts), array("I", places)
