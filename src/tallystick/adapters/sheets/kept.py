"""A long table kept by columns: each different text once, and for each row its place among them. Knows no polars."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from tallystick.model.lists import Columnar


class KeptColumns(Columnar):
    """The rows of a table that is kept by columns; every text without outer blanks."""

    def __init__(self, columns: Sequence[tuple[list[str], array[int]]], filled: array[int]) -> None:
        self._columns = columns
        self._filled = filled

    def __len__(self) -> int:
        return len(self._filled)

    @overload
    def __getitem__(self, at: int) -> tuple[str, ...]: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[str, ...]]: ...

    def __getitem__(self, at: int | slice) -> tuple[str, ...] | Sequence[tuple[str, ...]]:
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(len(self)))]
        return tuple(texts[places[at]] for texts, places in self._columns)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return zip(*(map(texts.__getitem__, places) for texts, places in self._columns), strict=True)

    @property
    def width(self) -> int:
        """Columns of the table."""
        return len(self._columns)

    def column(self, at: int) -> tuple[list[str], Sequence[int]]:
        """The different texts of a column, and for each row the place of its text among them."""
        return self._columns[at]

    def filled(self) -> Sequence[int]:
        """How many cells of each row are filled."""
        return self._filled
