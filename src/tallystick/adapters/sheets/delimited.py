"""CSV and its relatives (comma, tab, semicolon, bar). Must not know what a column means."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from io import StringIO
from sys import intern

from tallystick.model.errors import BadList
from tallystick.model.lists import Cells

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 200
_LONGEST_CELL = 1_000_000


def delimited_cells(data: bytes, name: str) -> Cells:
    """The one sheet of a delimited text, named after nothing (its sheet name is empty).

    UTF-8 (with or without mark), UTF-16 with mark; what is not UTF-8 is read as Windows-1252, the habit of
    spreadsheet programs.

    Raises:
        BadList: the bytes are no text, or a quote is never closed.

    """
    text = _decode(data, name)
    delimiter = _delimiter(text)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = tuple(tuple(intern(cell.strip()) for cell in row) for row in reader)
    except csv.Error as error:
        raise BadList(
            f"the table breaks off: {error}", where=f"{name}, line {reader.line_num}", remedy="save it anew as CSV"
        ) from error
    return Cells(name, "", rows)


def _decode(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16", name)
    if b"\x00" in data:
        raise _no_text(name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252", name)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(name) from error


def _no_text(name: str) -> BadList:
    return BadList("this is neither a workbook nor text", where=name, remedy="ask for it as XLSX, ODS or CSV")


def _delimiter(text: str) -> str:
    """The delimiter that cuts most rows into the same number (two or more) of cells; comma when none does."""

    def rows_alike(delimiter: str) -> tuple[int, int]:
        sample = csv.reader(StringIO(text[:_LONGEST_CELL], newline=""), delimiter=delimiter)
        widths: Counter[int] = Counter()
        try:
            for row, _ in zip(sample, range(_SAMPLE_ROWS), strict=False):
                widths[len(row)] += len(row) > 1
        except csv.Error:
            return 0, 0
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return rows, width

    return max(_DELIMITERS, key=rows_alike)
