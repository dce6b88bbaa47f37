"""One row of cells as a ``Row`` of typed values. What is not given stays absent, its text kept in ``raw``.

Must not decide what a column means nor in which order its dates are written: both are settled before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import getitem
from typing import Any

from tallystick.model.errors import BadList
from tallystick.model.lists import Column, Provenance, Row

from .dates import Order, written_date
from .values import asked_of, is_void, sex_of, year_of, yes_or_no

DATE_COLUMNS = (Column.PREPARED, Column.RECEIVED, Column.BIRTH_DATE)
_OF_A_KIND = frozenset({Column.SEX, Column.BIRTH_YEAR, Column.BIRTH_DATE, Column.RESUME_CUSTODY})
_SLIPS = 2


class _Readings(dict[str, Any]):
    """What the texts of one column say, None for those that say nothing; every different text is read once."""

    def __init__(self, column: Column, order: Order) -> None:
        super().__init__()
        self._column = column
        self._order = order

    def __missing__(self, text: str) -> Any:
        """A text that was not seen before."""
        value = None if is_void(text) else _typed(self._column, text, self._order)
        self[text] = value if value != "" else None
        return self[text]


class Typing:
    """Types the rows of one sheet: columns by position, and the order of written dates in each date column."""

    def __init__(self, columns: Sequence[Column], orders: Mapping[Column, Order]) -> None:
        used = [(at, column) for at, column in enumerate(columns) if column is not Column.IGNORED]
        self._width = len(columns)
        self._at = tuple(at for at, _ in used)
        self._columns = tuple(column for _, column in used)
        self._names = tuple(column.value for column in self._columns)
        self._readings = tuple(_Readings(column, orders.get(column, Order.MONTH_FIRST)) for column in self._columns)
        self._twice = len(set(self._columns)) < len(self._columns)

    def row(self, cells: tuple[str, ...], provenance: Provenance) -> Row:
        """The row that the cells hold.

        Raises:
            BadList: two columns of one meaning hold different values.

        """
        if len(cells) < self._width:
            cells = (*cells, *[""] * (self._width - len(cells)))
        texts = tuple([cells[at] for at in self._at])
        if self._twice:
            self._refuse_two_values(texts, provenance)
        values = zip(self._names, map(getitem, self._readings, texts), strict=True)
        known = {name: value for name, value in values if value is not None}
        raw = {name: text for name, text in zip(self._names, texts, strict=True) if text and name not in known}
        return Row(provenance=provenance, raw=raw, asked=asked_of(known.get("form", "")), **known)

    def misfits(self) -> Iterator[tuple[Column, str]]:
        """Columns of which most different texts are none of the column's kind, each with one such text."""
        for column, readings in zip(self._columns, self._readings, strict=True):
            strange = [text for text, value in readings.items() if value is None and not is_void(text)]
            given = sum(not is_void(text) for text in readings)
            if column in _OF_A_KIND and len(strange) > _SLIPS and 2 * len(strange) > given:
                yield column, strange[0]

    def _refuse_two_values(self, texts: tuple[str, ...], provenance: Provenance) -> None:
        given: dict[Column, str] = {}
        for column, text in zip(self._columns, texts, strict=True):
            if not is_void(text) and given.setdefault(column, text) != text:
                raise _two_values(column, given[column], text, provenance)


def _typed(column: Column, text: str, order: Order) -> Any:
    match column:
        case Column.PREPARED | Column.RECEIVED | Column.BIRTH_DATE:
            return _day(text, order)
        case Column.BIRTH_YEAR:
            return year_of(text)
        case Column.SEX:
            return sex_of(text)
        case Column.RESUME_CUSTODY:
            return yes_or_no(text)
        case _:
            return text


def _day(text: str, order: Order) -> date | None:
    written = written_date(text)
    return written.day(order) if written else None


def _two_values(column: Column, one: str, other: str, provenance: Provenance) -> BadList:
    return BadList(
        f"two columns both mean '{column.value}' and differ: '{one}' and '{other}'",
        where=f"{provenance.file}, sheet {provenance.sheet or '-'}, row {provenance.row}",
        remedy="say which one to leave out: --column HEADING=ignored",
    )
