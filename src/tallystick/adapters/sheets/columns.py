"""A long delimited text by columns, read by polars.

Takes plain tables only, one line a row; whatever is odd (a break inside quotes, too many cells, two encodings) is left
to the reader that goes row by row. Must not know what a column means.
"""

from __future__ import annotations

import codecs
from array import array
from collections.abc import Sequence

import polars as pl

from .kept import KeptColumns


def column_rows(data: bytes, delimiter: str, sample: Sequence[Sequence[str]]) -> KeptColumns | None:
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
    return _kept(frame.fill_null("")) if frame.height == lines else None


def _kept(frame: pl.DataFrame) -> KeptColumns:
    filled = frame.select(pl.sum_horizontal(pl.all() != "").cast(pl.UInt32)).to_series()
    return KeptColumns([_column(texts) for texts in frame], _array(filled))


def _column(texts: pl.Series) -> tuple[list[str], array[int]]:
    places = texts.cast(pl.Categorical(pl.Categories.random())).to_physical()  # 0, 1, 2 as each text is first seen
    return [text.strip() for text in texts.gather(places.arg_unique()).to_list()], _array(places)


def _array(numbers: pl.Series) -> array[int]:
    made = array("I")
    made.frombytes(numbers.cast(pl.UInt32).to_numpy().tobytes())
    return made


def _widened(data: bytes, delimiter: str, missing: Sequence[int]) -> bytes:
    """The text with the lines of a preamble made as wide as the table; ``missing`` are the cells of each first row."""
    short = next((at for at, cells in enumerate(missing) if not cells), 0)
    *head, rest = data.split(b"\n", short)
    made = [line.removesuffix(b"\r") + delimiter.encode() * cells for line, cells in zip(head, missing, strict=False)]
    return b"\n".join([*made, rest])
