"""Written dates: what shape a column uses, settled once for the whole column. Must not know which column it is.

``03/04/2025`` is two days. A column shows its order only when one of its numbers is above 12; otherwise the release's
own habit or the reader decides, never this program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

_TIME = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}")
_NUMBERS = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_DAY_NAMED = re.compile(rf"(\d{{1,2}})[- ]([A-Za-z]{{3,9}})\.?[-, ]+(\d{{4}}){_TIME}")
_MONTH_NAMED = re.compile(rf"([A-Za-z]{{3,9}})\.? (\d{{1,2}}),? (\d{{4}}){_TIME}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EARLIEST, _LATEST = 1900, 2100


class Order(StrEnum):
    """Which number of a date such as 03/04/2025 is the month."""

    MONTH_FIRST = "MDY"
    DAY_FIRST = "DMY"


class Shape(StrEnum):
    """How a date is written."""

    ISO = "year-month-day"
    NUMBERS = "numbers with the year last"
    NAMED = "the month as a word"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it stands in a cell, before its order is settled: ``parts`` are year, first and second number."""

    shape: Shape
    parts: tuple[int, int, int]

    @property
    def possible(self) -> bool:
        """Whether the year is one in which a living person's paper can be dated."""
        return _EARLIEST <= self.parts[0] <= _LATEST

    def day(self, order: Order) -> date | None:
        """The day meant, or None when the calendar has no such day."""
        year, month, day = self.parts
        if self.shape is Shape.NUMBERS and order is Order.DAY_FIRST:
            month, day = day, month
        try:
            return date(year, month, day) if self.possible else None
        except ValueError:
            return None


@lru_cache(maxsize=65_536)
def written_date(text: str) -> WrittenDate | None:
    """The date that ``text`` writes, or None when it writes none."""
    if found := _ISO.fullmatch(text):
        return WrittenDate(Shape.ISO, (int(found[1]), int(found[2]), int(found[3])))
    if found := _NUMBERS.fullmatch(text):
        return WrittenDate(Shape.NUMBERS, (int(found[4]), int(found[1]), int(found[3])))
    if found := _DAY_NAMED.fullmatch(text):
        return _named(found[3], found[2], found[1])
    if found := _MONTH_NAMED.fullmatch(text):
        return _named(found[3], found[1], found[2])
    return None


def _named(year: str, month: str, day: str) -> WrittenDate | None:
    short = month[:3].casefold()
    if short not in _MONTHS:
        return None
    return WrittenDate(Shape.NAMED, (int(year), _MONTHS.index(short) + 1, int(day)))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a column's dates cannot be settled: what is wrong, and the cells (by their place) that show it."""

    what: str
    places: tuple[str, ...]


def settle(cells: Iterable[tuple[str, str]], habit: Order | None) -> Order | Doubt:
    """The order of one column's dates, from ``(text, place)`` pairs; ``habit`` is what the release always does.

    Only dates in possible years bear witness: a year 2 is a keying error, not a format.
    """
    first: dict[Shape, str] = {}
    witness: dict[Order, str] = {}
    for text, place in cells:
        written = written_date(text)
        if written is None or not written.possible:
            continue
        first.setdefault(written.shape, f"{place}: {text}")
        if written.shape is Shape.NUMBERS and (shown := _shown_order(written)):
            witness.setdefault(shown, f"{place}: {text}")
    if len(first) > 1:
        shapes = " and ".join(shape.value for shape in first)
        return Doubt(f"dates are written in several ways ({shapes})", tuple(first.values()))
    if len(witness) > 1:
        return Doubt("some dates have the month first and some the day", tuple(witness.values()))
    return _settled(next(iter(witness), None), habit, first)


def _settled(shown: Order | None, habit: Order | None, first: dict[Shape, str]) -> Order | Doubt:
    if shown and habit and shown is not habit:
        return Doubt(f"the dates are not {habit.value} as this release writes them", tuple(first.values()))
    if shown or habit:
        return shown or habit or Order.MONTH_FIRST
    if Shape.NUMBERS in first:
        return Doubt("it cannot be told which number of the dates is the month", tuple(first.values()))
    return Order.MONTH_FIRST


def _shown_order(written: WrittenDate) -> Order | None:
    _, first, second = written.parts
    if first > 12 >= second:
        return Order.DAY_FIRST
    if second > 12 >= first:
        return Order.MONTH_FIRST
    return None
