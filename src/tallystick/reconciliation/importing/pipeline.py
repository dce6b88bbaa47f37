"""The import of a list, step by step: each accepts or refuses, none guesses. Must not know how a sheet is opened.

Every filled row of every sheet ends as a row of the list or as an aside with its reason: nothing drops out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from tallystick.model.errors import BadList
from tallystick.model.lists import Cells, Column, Columnar, ImportedList, Provenance, Row, place_words

from .by_columns import first_seen, strange_rows, typed_rows
from .dates import Doubt, Order, settle, written_date
from .dialects import Vocabulary, heading_key
from .headers import Headed, find_headings, place_of
from .remarks import remarks_on
from .rows import DATE_COLUMNS, Typing
from .values import is_blank, is_redacted

_STRAY_CELLS = 2
_GARBAGE_ONE_IN = 50


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader has said about a list: sheets to read, meanings of headings, the order of written dates."""

    sheets: tuple[str, ...] = ()
    columns: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    dates: str = ""


def understand(
    sheets: tuple[Cells, ...], vocabulary: Vocabulary, *, choices: Choices | None = None, sha256: tuple[str, ...] = ()
) -> ImportedList:
    """The list that the sheets (of one or several files) hold.

    Raises:
        BadList: it cannot be understood without guessing; the message names what, where and what to do.

    """
    choices = choices or Choices()
    chosen = _chosen(sheets, choices)
    told = {heading_key(heading): column for heading, column in choices.columns.items()}
    headed = find_headings(chosen, vocabulary, told)
    orders = _settle_dates(headed, choices)
    rows: list[Row] = []
    asides = list(_sheets_left_aside(sheets, headed))
    for head in headed:
        _type_sheet(head, orders, rows, asides)
    return ImportedList(
        files=tuple(dict.fromkeys(cells.file for cells in sheets)),
        sha256=sha256,
        dialect=headed[0].dialect.name,
        columns={heading: column for head in headed for heading, column in _named(head) if heading},
        rows=tuple(rows),
        asides=tuple(asides),
        remarks=(*(remark for cells in chosen for remark in cells.remarks), *remarks_on(rows)),
    )


def _chosen(sheets: tuple[Cells, ...], choices: Choices) -> tuple[Cells, ...]:
    if not choices.sheets:
        return sheets
    there = [cells.sheet for cells in sheets]
    for name in choices.sheets:
        if name not in there:
            raise BadList(f"there is no sheet '{name}'", where=sheets[0].file, remedy=f"there are: {', '.join(there)}")
    return tuple(cells for cells in sheets if cells.sheet in choices.sheets)


def _named(head: Headed) -> Iterator[tuple[str, Column]]:
    return zip(head.headings, head.columns, strict=True)


def _sheets_left_aside(sheets: tuple[Cells, ...], headed: tuple[Headed, ...]) -> Iterator[tuple[Provenance, str]]:
    read = {id(head.cells) for head in headed}
    for cells in sheets:
        if id(cells) not in read:
            yield Provenance(cells.file, cells.sheet, 1), "a sheet that is not read"


def _settle_dates(headed: tuple[Headed, ...], choices: Choices) -> dict[Column, Order]:
    """One order of written dates for each date column, over all sheets."""
    if choices.dates:
        return dict.fromkeys(DATE_COLUMNS, Order(choices.dates))
    habit = Order(headed[0].dialect.dates) if headed[0].dialect.dates else None
    orders: dict[Column, Order] = {}
    for column in DATE_COLUMNS:
        settled = settle(_distinct(headed, column).items(), habit)
        if isinstance(settled, Doubt):
            raise BadList(
                f"{column.value}: {settled.what}",
                where="; ".join(settled.places),
                remedy="say which with --dates MDY or --dates DMY, or format the column as dates",
            )
        orders[column] = settled
    return orders


def _distinct(headed: tuple[Headed, ...], column: Column) -> dict[str, str]:
    """Each different text of a column, with the place where it first stands."""
    seen: dict[str, str] = {}
    for head in headed:
        positions = [at for at, meaning in enumerate(head.columns) if meaning is column]
        if isinstance(table := head.cells.rows, Columnar):
            for at in positions:
                for text, index in first_seen(table, at, head.at + 1):
                    seen.setdefault(text, place_of(head.cells, index))
            continue
        for index, row in enumerate(head.cells.rows[head.at + 1 :], head.at + 1):
            for at in positions:
                if at < len(row) and row[at] not in seen:
                    seen[row[at]] = place_of(head.cells, index)
    return seen


def _type_sheet(
    head: Headed, orders: dict[Column, Order], rows: list[Row], asides: list[tuple[Provenance, str]]
) -> None:
    typing = Typing(head.columns, orders)
    dates = [at for at, column in enumerate(head.columns) if column in {Column.PREPARED, Column.RECEIVED}]
    before, garbage = len(rows), list[tuple[Provenance, str]]()
    if isinstance(table := head.cells.rows, Columnar) and not typing.twice:
        made, stray, garbage = _type_columns(head, table, typing)
        rows.extend(made)
        asides.extend(stray)
        _finished(head, typing, len(rows) - before, asides, garbage)
        return
    for index, cells in enumerate(head.cells.rows[head.at + 1 :], head.at + 1):
        if not any(cells):
            continue
        provenance = Provenance(head.cells.file, head.cells.sheet, index + 1)
        strange = next((cells[at] for at in dates if at < len(cells) and _strange(cells[at])), None)
        if strange is None:
            rows.append(typing.row(cells, provenance))
        elif sum(map(bool, cells)) <= _STRAY_CELLS:
            asides.append((provenance, f"not a row of the list: '{strange}'"))
        else:
            garbage.append((provenance, strange))
    _finished(head, typing, len(rows) - before, asides, garbage)


_Asides = list[tuple[Provenance, str]]


def _type_columns(head: Headed, table: Columnar, typing: Typing) -> tuple[list[Row], _Asides, _Asides]:
    """As ``_type_sheet``, for a table that is kept by columns: the rows, stray ones, and garbage."""
    dates = [at for at, column in enumerate(head.columns) if column in {Column.PREPARED, Column.RECEIVED}]
    strange, filled = strange_rows(table, dates, head.at + 1, _strange), table.filled()
    kept = [index for index in range(head.at + 1, len(table)) if filled[index] and index not in strange]
    places = [Provenance(head.cells.file, head.cells.sheet, index + 1) for index in kept]
    stray: _Asides = []
    garbage: _Asides = []
    for index, text in strange.items():
        place = Provenance(head.cells.file, head.cells.sheet, index + 1)
        if filled[index] <= _STRAY_CELLS:
            stray.append((place, f"not a row of the list: '{text}'"))
        else:
            garbage.append((place, text))
    return list(typed_rows(table, typing, places, kept)), stray, garbage


def _finished(
    head: Headed,
    typing: Typing,
    made: int,
    asides: list[tuple[Provenance, str]],
    garbage: list[tuple[Provenance, str]],
) -> None:
    _few(garbage, made)
    asides.extend((place, f"garbage: where a date belongs stands '{strange}'") for place, strange in garbage)
    for column, text in typing.misfits():
        raise _misfit(head, column, text)


def _few(garbage: list[tuple[Provenance, str]], rows: int) -> None:
    """Pass if rows without a date are so few among the others that they are told and left aside."""
    if len(garbage) * _GARBAGE_ONE_IN > rows:
        place, strange = garbage[0]
        raise BadList(
            f"where a date belongs stands '{strange}': neither a row nor the row of headings",
            where=f"{place_words(place)}; {len(garbage)} such rows beside {rows} others",
            remedy="if it is a second row of headings, remove it; if it is a date, format the column as dates",
        )


def _misfit(head: Headed, column: Column, text: str) -> BadList:
    headings = [heading for heading, meaning in _named(head) if meaning is column]
    return BadList(
        f"under {' and '.join(map(repr, headings))} stands '{text}' and most else there is no {column.value} either",
        where=head.place,
        remedy="if columns were shifted, ask for the list again; else say what it means: --column HEADING=word",
    )


@lru_cache(maxsize=65_536)
def _strange(text: str) -> bool:
    return not (is_blank(text) or is_redacted(text) or written_date(text))
