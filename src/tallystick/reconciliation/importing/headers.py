"""Finds the row of headings behind a preamble, names its columns, and stacks sheets. Must not read a value.

A heading without a meaning is asked about by name; so is a sheet that holds a table without headings, and a second row
of headings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tallystick.model.errors import BadList, UnknownHeadings
from tallystick.model.lists import Cells, Column, Columnar

from .by_columns import first_seen
from .dialects import GENERIC, Dialect, Vocabulary, heading_key

_SEARCHED_ROWS = 60
_TABLE_ROWS, _TABLE_CELLS = 3, 3
_DICTIONARY = frozenset({"name", "title", "description"})
"""The headings of a sheet that says what columns mean, as our own annex has one: no list."""


@dataclass(frozen=True, slots=True)
class Headed:
    """A sheet with its headings found: ``at`` counts rows from 0; ``columns`` are the meanings by position."""

    cells: Cells
    at: int
    dialect: Dialect
    headings: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def place(self) -> str:
        """Where the headings stand, in words."""
        return place_of(self.cells, self.at)


def place_of(cells: Cells, index: int) -> str:
    """File, sheet and row in words; ``index`` counts from 0, the words from 1."""
    sheet = f", sheet {cells.sheet}" if cells.sheet else ""
    return f"{cells.file}{sheet}, row {index + 1}"


def find_headings(sheets: tuple[Cells, ...], vocabulary: Vocabulary, told: Mapping[str, Column]) -> tuple[Headed, ...]:
    """Every sheet that has a row of headings, all of one dialect; ``told`` are meanings given by the reader.

    Raises:
        BadList: none has; a sheet holds a table without one, or two of them; a heading has no meaning; the sheets are
            of different releases.

    """
    found = tuple(head for cells in sheets if (head := _headed(cells, vocabulary, told)))
    if not found:
        raise _no_headings(sheets)
    _one_dialect(found)
    for head in found:
        _no_second_row(head, vocabulary, told)
        _no_unknown(head, vocabulary, told)
    return found


def _keys(row: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for heading in row if (key := heading_key(heading)))


def _dialect(keys: frozenset[str], vocabulary: Vocabulary, told: Mapping[str, Column]) -> Dialect | None:
    if dialect := vocabulary.dialect_of(keys):
        return dialect
    named = [told[key] for key in keys if key in told]
    dated = Column.PREPARED in named or Column.RECEIVED in named
    return vocabulary.generic if dated else None


def _headed(cells: Cells, vocabulary: Vocabulary, told: Mapping[str, Column]) -> Headed | None:
    for at, row in enumerate(cells.rows[:_SEARCHED_ROWS]):
        if dialect := _dialect(_keys(row), vocabulary, told):
            columns = tuple(_meaning(heading, dialect, vocabulary, told) or Column.IGNORED for heading in row)
            return Headed(cells, at, dialect, row, columns)
    if _looks_like_a_table(cells):
        raise BadList(
            f"{_name(cells)} holds a table, but no row of headings that is known",
            where=f"{place_of(cells, 0)}: {_shown(cells.rows[0])}",
            remedy="choose the sheets to read with --sheet NAME, or say what a heading means: --column HEADING=word",
        )
    return None


def _meaning(heading: str, dialect: Dialect, vocabulary: Vocabulary, told: Mapping[str, Column]) -> Column | None:
    key = heading_key(heading)
    return told.get(key) or vocabulary.meaning(dialect, key)


def _looks_like_a_table(cells: Cells) -> bool:
    wide = sum(sum(map(bool, row)) >= _TABLE_CELLS for row in cells.rows[:_SEARCHED_ROWS])
    return wide >= _TABLE_ROWS and _keys(cells.rows[0]) != _DICTIONARY


def _no_headings(sheets: tuple[Cells, ...]) -> BadList:
    seen = "; ".join(f"{_name(cells)}: {_shown(next(iter(cells.rows), ()))}" for cells in sheets[:5])
    return BadList(
        "no row of headings was found that names a date and what stands beside it",
        where=f"{sheets[0].file} ({seen})",
        remedy="give the list with its headings, or say what a heading means with --column HEADING=prepared",
    )


def _one_dialect(found: tuple[Headed, ...]) -> None:
    first = found[0]
    for head in found[1:]:
        if head.dialect is not first.dialect:
            raise BadList(
                f"two kinds of list stand together: {first.dialect.name} and {head.dialect.name}",
                where=f"{first.place}; {head.place}",
                remedy="numbers do not carry over between releases: read them one by one, choosing with --sheet NAME",
            )


def _no_second_row(head: Headed, vocabulary: Vocabulary, told: Mapping[str, Column]) -> None:
    dates = [at for at, column in enumerate(head.columns) if column in {Column.PREPARED, Column.RECEIVED}]
    for index, row in _rows_with_words(head, dates):
        suspicious = any(at < len(row) and row[at][:1].isalpha() for at in dates)
        if suspicious and _dialect(_keys(row), vocabulary, told):
            raise BadList(
                "there are two rows of headings",
                where=f"{head.place} and row {index + 1}",
                remedy="leave one of them, or divide the tables into sheets of their own",
            )


def _rows_with_words(head: Headed, columns: list[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows below the headings; of a table kept by columns only those with letters first in one of the columns."""
    table = head.cells.rows
    if not isinstance(table, Columnar):
        yield from enumerate(table[head.at + 1 :], head.at + 1)
        return
    for at in columns:
        for text, index in first_seen(table, at, head.at + 1):
            if text[:1].isalpha():
                yield index, table[index]


def _no_unknown(head: Headed, vocabulary: Vocabulary, told: Mapping[str, Column]) -> None:
    unknown = [
        heading
        for heading in head.headings
        if heading_key(heading) and not _meaning(heading, head.dialect, vocabulary, told)
    ]
    nameless = [at for at in range(_width(head)) if not heading_key(_heading(head, at)) and _filled(head, at)]
    if unknown or nameless:
        nameless_words = [f"column {at + 1} (without a heading)" for at in nameless]
        named = [f"'{heading}'" for heading in unknown]
        kind = "this list" if head.dialect.name == GENERIC else f"the release {head.dialect.name}"
        raise UnknownHeadings(
            f"not known in {kind}: {', '.join(named + nameless_words)}",
            headings=tuple(unknown),
            where=head.place,
            remedy=f"say what it means: --column HEADING=word, word one of {', '.join(Column)}",
        )


def _width(head: Headed) -> int:
    table = head.cells.rows
    return table.width if isinstance(table, Columnar) else max(map(len, table[head.at :]))


def _heading(head: Headed, at: int) -> str:
    return head.headings[at] if at < len(head.headings) else ""


def _filled(head: Headed, at: int) -> bool:
    table = head.cells.rows
    if isinstance(table, Columnar):
        return any(text for text, _ in first_seen(table, at, head.at + 1))
    return any(len(row) > at and row[at] for row in table[head.at + 1 :])


def _name(cells: Cells) -> str:
    return f"sheet '{cells.sheet}'" if cells.sheet else "the file"


def _shown(row: tuple[str, ...]) -> str:
    words = [cell for cell in row if cell]
    return " | ".join(words[:6]) + (" ..." if len(words) > 6 else "")
