"""What every command that reads a list lets its reader say about it. Must not read a list itself."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from tallystick.model.errors import WrongUse
from tallystick.model.lists import Column, ImportedList, place_words
from tallystick.reconciliation.importing import Choices
from tallystick.services.statement.answers import remember, remembered

from .console import say

SheetOption = Annotated[
    list[str] | None, typer.Option("--sheet", help="Read only this sheet (give it again for another one).")
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", help="What a heading means: HEADING=word, word one of prepared, facility, ignored ..."),
]
DatesOption = Annotated[str, typer.Option("--dates", help="The order of written dates: MDY or DMY.")]
AnswersOption = Annotated[
    Path | None,
    typer.Option("--answers", help="A file that remembers what --column said.", envvar="TALLYSTICK_ANSWERS"),
]
_MOST_TOLD = 10
_Word = TypeVar("_Word", bound=StrEnum)


def choices_of(sheets: list[str] | None, columns: list[str] | None, dates: str, answers: Path | None = None) -> Choices:
    """The reader's words as choices, with those of earlier lists; new ones are remembered.

    Without a file of answers they are kept in the home, where there is one.

    Raises:
        WrongUse: a --column is not HEADING=word, or --dates is neither MDY nor DMY.

    """
    if dates and dates.upper() not in {"MDY", "DMY"}:
        raise WrongUse(f"'{dates}' is not an order of dates", remedy="write --dates MDY or --dates DMY")
    told = dict(map(_column, columns or ()))
    answers = answers or _answers_of_home()
    if answers and told:
        remember(answers, told)
        say(f"remembered in {answers}: {', '.join(f'{heading} = {word.value}' for heading, word in told.items())}")
    known = remembered(answers) if answers else {}
    return Choices(tuple(sheets or ()), known | told, dates.upper())


def _answers_of_home() -> Path | None:
    """Where a home remembers what headings mean; None where there is no home."""
    folder = Path(os.environ.get("TALLYSTICK_HOME", "tallystick-home"))
    return folder / "answers.json" if (folder / "tallystick.toml").is_file() else None


def _column(text: str) -> tuple[str, Column]:
    heading, equals, word = text.rpartition("=")
    if not equals or word not in set(Column):
        raise WrongUse(f"'{text}' is not HEADING=word", remedy=f"word is one of {', '.join(Column)}")
    return heading, Column(word)


def word_of(kind: type[_Word], text: str) -> _Word:
    """What was typed as a word of a closed vocabulary.

    Raises:
        WrongUse: it is not one of its words.

    """
    try:
        return kind(text)
    except ValueError:
        raise WrongUse(f"'{text}' is not known", remedy=f"one of: {', '.join(kind)}") from None


def tell_list(imported: ImportedList) -> None:
    """Say on standard error what was left aside and what is remarkable, the first of many."""
    for remark in imported.remarks:
        say(remark)
    for provenance, why in imported.asides[:_MOST_TOLD]:
        say(f"left aside: {place_words(provenance)}: {why}")
    if len(imported.asides) > _MOST_TOLD:
        say(f"left aside: {len(imported.asides) - _MOST_TOLD} more; tallystick inspect --json names them all")
