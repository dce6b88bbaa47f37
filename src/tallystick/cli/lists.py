"""What every command that reads a list lets its reader say about it. Must not read a list itself."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.model.errors import WrongUse
from tallystick.model.lists import Column
from tallystick.reconciliation.importing import Choices

SheetOption = Annotated[
    list[str] | None, typer.Option("--sheet", help="Read only this sheet (give it again for another one).")
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", help="What a heading means: HEADING=word, word one of prepared, facility, ignored ..."),
]
DatesOption = Annotated[str, typer.Option("--dates", help="The order of written dates: MDY or DMY.")]


def choices_of(sheets: list[str] | None, columns: list[str] | None, dates: str) -> Choices:
    """The reader's words as choices.

    Raises:
        WrongUse: a --column is not HEADING=word, or --dates is neither MDY nor DMY.

    """
    if dates and dates.upper() not in {"MDY", "DMY"}:
        raise WrongUse(f"'{dates}' is not an order of dates", remedy="write --dates MDY or --dates DMY")
    return Choices(tuple(sheets or ()), dict(map(_column, columns or ())), dates.upper())


def _column(text: str) -> tuple[str, Column]:
    heading, equals, word = text.rpartition("=")
    if not equals or word not in set(Column):
        raise WrongUse(f"'{text}' is not HEADING=word", remedy=f"word is one of {', '.join(Column)}")
    return heading, Column(word)
