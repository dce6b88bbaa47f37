"""A long delimited text by columns, read by polars: rows are made only where somebody asks for one.

Takes plain tables only, one line a row; whatever is odd (a break inside quotes, too many cells, two encodings) is left
to the reader that goes row by row. Must not know what a column means.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from typing import overload

import polars as pl

from tallystick.model.lists import Columnar


class ColumnRows(Columnar):
    """The rows of a table that is kept by columns; every text without outer blanks."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __len__(self) -> int:
        return self._frame.height

    @overload
    def __getitem__(self, at: int) -> tuple[str, ...]: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[str, ...]]: ...

    def __getitem__(self, at: int | slice) -> tuple[str, ...] | Sequence[tuple[str, ...]]:
        if isinstance(at, slice):
            return [_stripped(row) for row in self._frame[at].iter_rows()]
        return _stripped(self._frame.row(at))

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return map(_stripped, self._frame.iter_rows())

    @property
    def width(self) -> int:
        """Columns of the table."""
        return self._frame.width

    def column(self, at: int) -> tuple[list[str], list[int]]:
        """The different texts of a column, and for each row the place of its text among them."""
        texts = self._frame.to_series(at)
        numbers = texts.cast(pl.Categorical).to_physical().rename("number")
        different = pl.DataFrame({"number": numbers, "text": texts}).unique("number", maintain_order=True)
        place = different.select("number").with_row_index("place")
        places = pl.DataFrame({"number": numbers}).join(place, on="number", how="left", maintain_order="left")["place"]
        return [text.strip() for text in different["text"].to_list()], places.to_list()

    def filled(self) -> list[int]:
        """How many cells of each row are filled."""
        return self._frame.select(pl.sum_horizontal(pl.all() != "")).to_series().to_list()


def _stripped(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text.strip() for text in row)


def column_rows(data: bytes, delimiter: str, sample: Sequence[Sequence[str]]) -> ColumnRows | None:
    """The table, as wide as the widest row of ``sample``, its first rows; nothing when it is not plain."""
    if data.count(b'"') % 2 or data.count(b"\r") != data.count(b"\r\n"):
        return None
    width = max(map(len, sample), default=0)
    plain = _widened(data.removeprefix(codecs.BOM_UTF8), delimiter, [width - max(len(row), 1) for row in sample])
    lines = plain.count(b"\n") + (not plain.endswith(b"\n"))
    schema = {f"column {at}": pl.String for at in range(width)}
    try:
        frame = pl.read_csv(plain, separator=delimiter, has_header=False, schema=schema)
    except pl.exceptions.PolarsError:
        return None
    return ColumnRows(frame.fill_null("")) if frame.height == lines else None


def _widened(data: bytes, delimiter: str, missing: Sequence[int]) -> bytes:
    """The text with the lines of a preamble made as wide as the table; ``missing`` are the cells of each first row."""
    short = next((at for at, cells in enumerate(missing) if not cells), 0)
    *head, rest = data.split(b"\n", short)
    made = [line.removesuffix(b"\r") + delimiter.encode() * cells for line, cells in zip(head, missing, strict=False)]
    return b"\n".join([*made, rest])
