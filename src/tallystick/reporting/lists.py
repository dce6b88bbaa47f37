"""The lists that a law asks for: one row for each item, and the dictionary that explains the columns.

They go to the recipient that the law names. A row has no name and no number of a person, but days and moments: the
public packet holds the digest of each list, not the list.
"""

from __future__ import annotations

from tallystick.law.measures import DETAILS
from tallystick.law.vocabulary import WORDS

from .annex import Column
from .report import Figure, Report

_ENTRY = Column("entry", "integer", "Entry", "Index of the item's entry in the requests log, from 0.")
_NUMBERS = frozenset({"persons", "arrests", "immigration_arrests"})
_DAYS = frozenset({"received_on", "ended_on"})


def lists(report: Report) -> dict[str, Figure]:
    """The figures that are lists, by the name of their file."""
    return {list_file(figure): figure for figure in report.figures if figure.columns}


def list_file(figure: Figure) -> str:
    """The name of the file that holds the figure's list."""
    return f"{figure.id}.csv"


def columns_of(figure: Figure) -> tuple[Column, ...]:
    """The columns of a figure's list, the entry first."""
    return (_ENTRY, *(_column(name) for name in figure.columns))


def _column(name: str) -> Column:
    detail = DETAILS[name]
    kind = "integer" if name in _NUMBERS else "date" if name in _DAYS else "string"
    values = tuple(WORDS[name].values) if name in WORDS else ()
    return Column(name, kind, detail.title, f"{detail.text} Empty when it is not recorded or does not apply.", values)


def rows_of(figure: Figure) -> list[dict[str, str]]:
    """The rows of a figure's list as texts by column name, in the order of the log."""
    names = [column.name for column in columns_of(figure)]
    return [dict(zip(names, row, strict=True)) for row in figure.rows]
