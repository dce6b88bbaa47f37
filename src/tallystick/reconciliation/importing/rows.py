"""One row of cells as a ``Row`` of typed values. What is not given stays absent, its text kept in ``raw``.

Must not decide what a column means nor in which order its dates are written: both are settled before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from tallystick.model.errors import BadList
from tallystick.model.lists import Column, Provenance, Row

from .dates import Order, written_date
from .values import asked_of, is_void, sex_of, year_of, yes_or_no

DATE_COLUMNS = (Column.PREPARED, Column.RECEIVED, Column.BIRTH_DATE)
_BOXES = frozenset({Column.RESUME_CUSTODY, Column.FINAL_ORDER, Column.BIOMETRIC, Column.STATEMENTS})
_OF_A_KIND = frozenset({Column.SEX, Column.BIRTH_YEAR, Column.BIRTH_DATE}) | _BOXES
_SLIPS = 2
_FIELDS = fields(Row)[2:]
"""A row's values in their order, after its place and raw texts: rows are made by position, 600,000 in seconds."""
ABSENT: tuple[Any, ...] = tuple(field.default for field in _FIELDS)
"""What a row holds where its list says nothing."""
_SLOTS = {field.name: slot for slot, field in enumerate(_FIELDS)}
ASKED, FORM = _SLOTS["asked"], _SLOTS["form"]


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
    """Types the rows of one sheet: columns by position, and the order of written dates in each date column.

    ``used`` are the columns with a meaning: position, meaning, place in a row, readings; ``twice``: two mean the same.
    """

    def __init__(self, columns: Sequence[Column], orders: Mapping[Column, Order]) -> None:
        self._width = len(columns)
        self.used = tuple(
            (at, column, _SLOTS[column.value], _Readings(column, orders.get(column, Order.MONTH_FIRST)))
            for at, column in enumerate(columns)
            if column is not Column.IGNORED
        )
        self.twice = len({column for _, column, _, _ in self.used}) < len(self.used)

    def row(self, cells: tuple[str, ...], provenance: Provenance) -> Row:
        """The row that the cells hold.

        Raises:
            BadList: two columns of one meaning hold different values.

        """
        if len(cells) < self._width:
            cells = (*cells, *[""] * (self._width - len(cells)))
        values: list[Any] = [*ABSENT]
        raw: dict[str, str] = {}
        for at, column, slot, readings in self.used:
            text = cells[at]
            value = readings[text]
            if value is not None:
                values[slot] = value
            elif text:
                raw[column] = text
        if self.twice:
            self._refuse_two_values(cells, provenance)
            raw = {name: text for name, text in raw.items() if values[_SLOTS[name]] == ABSENT[_SLOTS[name]]}
        values[ASKED] = asked_of(values[FORM])
        return Row(provenance, raw, *values)

    def misfits(self) -> Iterator[tuple[Column, str]]:
        """Columns of which most different texts are none of the column's kind, each with one such text."""
        for _, column, _, readings in self.used:
            if column not in _OF_A_KIND:
                continue
            strange = [text for text, value in readings.items() if value is None and not is_void(text)]
            given = sum(not is_void(text) for text in readings)
            if len(strange) > _SLIPS and 2 * len(strange) > given:
                yield column, strange[0]

    def _refuse_two_values(self, cells: tuple[str, ...], provenance: Provenance) -> None:
        given: dict[Column, str] = {}
        for at, column, _, _ in self.used:
            if not is_void(cells[at]) and given.setdefault(column, cells[at]) != cells[at]:
                raise _two_values(column, given[column], cells[at], provenance)


def _typed(column: Column, text: str, order: Order) -> Any:
    match column:
        case Column.PREPARED | Column.RECEIVED | Column.BIRTH_DATE:
            return _day(text, order)
        case Column.BIRTH_YEAR:
            return year_of(text)
        case Column.SEX:
            return sex_of(text)
        case _:
            return yes_or_no(text) if column in _BOXES else text


def _day(text: str, order: Order) -> date | None:
    written = written_date(text)
    return written.day(order) if written else None


def _two_values(column: Column, one: str, other: str, provenance: Provenance) -> BadList:
    return BadList(
        f"two columns both mean '{column.value}' and differ: '{one}' and '{other}'",
        where=f"{provenance.file}, sheet {provenance.sheet or '-'}, row {provenance.row}",
        remedy="say which one to leave out: --column HEADING=ignored",
    )
