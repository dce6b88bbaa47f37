"""Days as lists write them, as one number YYYYMMDD. Must not know the clock, nor guess a day that is not written.

ISO 8601, American or European order with any sign between, eight digits in a row, months in English or Spanish words,
a year alone (YYYY0000), and the day numbers of spreadsheets. The order of a column is told by the column itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

YEARS = range(1900, 2100)
_MONTHS = {
    word: number
    for number, words in enumerate(
        ("JAN ENE", "FEB", "MAR", "APR ABR", "MAY", "JUN", "JUL", "AUG AGO", "SEP", "OCT", "NOV", "DEC DIC"), 1
    )
    for word in words.split()
}
_PARTS = re.compile(r"\d+|[A-Z]{3,}")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_SHEET_EPOCH = date(1899, 12, 30)
_SHEET_DAYS = range(3_000, 75_000)


def american(texts: Iterable[str]) -> bool:
    """Whether a column of days is written month first: yes, unless more of its days can only be day first."""
    balance = 0
    for text in texts:
        parts = _parts(text)
        if len(parts) == 3 and all(part.isdigit() and len(part) <= 2 for part in parts[:2]):
            balance += (int(parts[1]) > 12) - (int(parts[0]) > 12)
    return balance >= 0


def day_number(text: str, *, month_first: bool = True) -> int:
    """The day as YYYYMMDD, a year alone as YYYY0000, and 0 when no day is written or it cannot be one."""
    parts = _parts(text)
    match parts:
        case [one] if one.isdigit():
            return _one_number(one)
        case [_, _, _]:
            return _three_parts(parts, month_first=month_first)
    return 0


def ordinal(number: int) -> int:
    """Days since the year 1 of a YYYYMMDD; 0 when it names no whole day."""
    return date(number // 10000, number // 100 % 100, number % 100).toordinal() if number % 100 else 0


def _parts(text: str) -> list[str]:
    return _PARTS.findall(_TIME.sub("", text.strip().upper()))


def _one_number(text: str) -> int:
    number = int(text)
    if len(text) == 8:
        return _checked(number // 10000, number // 100 % 100, number % 100) or _checked(
            number % 10000, number // 1_000_000, number // 10000 % 100
        )
    if len(text) == 4 and number in YEARS:
        return number * 10000
    if number in _SHEET_DAYS:
        day = _SHEET_EPOCH + timedelta(days=number)
        return day.year * 10000 + day.month * 100 + day.day
    return 0


def _three_parts(parts: list[str], *, month_first: bool) -> int:
    named = [at for at, part in enumerate(parts) if not part.isdigit()]
    if named:
        month = _MONTHS.get(parts.pop(named[0])[:3], 0)
        if len(named) > 1 or not month:
            return 0
        first, second = parts
        return (
            _checked(int(first), month, int(second)) if len(first) == 4 else _checked(_year(second), month, int(first))
        )
    first, second, third = parts
    if len(first) == 4:
        return _checked(int(first), int(second), int(third))
    month, day = (int(first), int(second)) if month_first else (int(second), int(first))
    return _checked(_year(third), month, day) or _checked(_year(third), day, month)


def _year(text: str) -> int:
    """Two digits are the last hundred years before 2030, as no list is older."""
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < 30 else 1900)


def _checked(year: int, month: int, day: int) -> int:
    if year not in YEARS:
        return 0
    try:
        date(year, month, day)
    except ValueError:
        return 0
    return year * 10000 + month * 100 + day
