"""CSV and its relatives (comma, tab, semicolon, bar). Must not know what a column means."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO

from tallystick.model.errors import BadList
from tallystick.model.lists import Cells

from .stripped import Stripped

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 200
_LONGEST_CELL = 1_000_000
_LONG = 4_000_000
"""Bytes from which a text is tried by columns."""
_SAMPLE_BYTES = 400_000
_LONE_RETURN = re.compile(r"\r(?!\n)")


def delimited_cells(data: bytes, name: str) -> Cells:
    """The one sheet of a delimited text, named after nothing (its sheet name is empty).

    A long and plain text is kept by columns (``columns.py``). UTF-8 (with or without mark), UTF-16 with mark; a line
    that is not UTF-8 is read as Windows-1252, the habit of spreadsheet programs, and told in the remarks.

    Raises:
        BadList: the bytes are no text, or a quote is never closed.

    """
    if len(data) > _LONG:
        from .columns import column_rows

        if (sample := _sample(data)) and (table := column_rows(data, *sample)):
            return Cells(name, "", table)
    text, remarks = _decode(data, name)
    delimiter = _delimiter(text)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    stripped = Stripped()
    try:
        rows = tuple(tuple(map(stripped.__getitem__, row)) for row in reader)
    except csv.Error as error:
        raise BadList(
            f"the table breaks off: {error}", where=f"{name}, line {reader.line_num}", remedy="save it anew as CSV"
        ) from error
    return Cells(name, "", rows, remarks)


def _sample(data: bytes) -> tuple[str, list[list[str]]] | None:
    """The delimiter of a long text and its first rows; nothing when they are not plain UTF-8."""
    if b"\x00" in data:
        return None
    try:
        text = data[:_SAMPLE_BYTES].rpartition(b"\n")[0].decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    delimiter = _delimiter(text)
    return delimiter, list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))


def _lines(text: str) -> Iterable[str]:
    """The text line by line with its line ends, where it can be without a second, wider copy of the whole."""
    return StringIO(text, newline="") if _LONE_RETURN.search(text) else _lines_by_newline(text)


def _lines_by_newline(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16", name), ()
    if b"\x00" in data:
        raise _no_text(name)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _line_by_line(data, name)


def _line_by_line(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """A text of two encodings, as lists put together by hand are."""
    lines, others = [], 0
    for line in data.splitlines(keepends=True):
        try:
            lines.append(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            lines.append(_decoded(line, "cp1252", name))
            others += 1
    return "".join(lines), (f"{name}: {others} of {len(lines)} lines are not UTF-8 and were read as Windows-1252",)


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
