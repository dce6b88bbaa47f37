"""One row of cells as a ``Row`` of typed values. What is not given stays absent, its text kept in ``raw``.

Must not decide what a column means nor in which order its dates are written: both are settled before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick.model.errors import BadList
from tallystick.model.lists import Column, Provenance, Row

from .dates import Order, written_date
from .values import asked_of, is_blank, is_redacted, sex_of, year_of, yes_or_no

DATE_COLUMNS = (Column.PREPARED, Column.RECEIVED, Column.BIRTH_DATE)


@dataclass(frozen=True, slots=True)
class Typing:
    """The columns by position, and the order of written dates in each date column."""

    columns: tuple[Column, ...]
    orders: Mapping[Column, Order]


def typed_row(cells: tuple[str, ...], provenance: Provenance, typing: Typing) -> Row:
    """The row that the cells hold.

    Raises:
        BadList: two columns of one meaning hold different values.

    """
    given: dict[Column, str] = {}
    raw: dict[str, str] = {}
    for column, text in zip(typing.columns, cells, strict=False):
        if column is Column.IGNORED or not text:
            continue
        if is_blank(text) or is_redacted(text):
            raw.setdefault(column.value, text)
        elif given.setdefault(column, text) != text:
            raise _two_values(column, given[column], text, provenance)
    values = {column.value: _typed(column, text, typing) for column, text in given.items()}
    raw.update({column.value: given[column] for column in given if values[column.value] in (None, "")})
    known = {name: value for name, value in values.items() if value not in (None, "")}
    return Row(provenance=provenance, raw=raw, asked=asked_of(given.get(Column.FORM, "")), **known)


def _typed(column: Column, text: str, typing: Typing) -> Any:
    match column:
        case Column.PREPARED | Column.RECEIVED | Column.BIRTH_DATE:
            return _day(text, typing.orders[column])
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
