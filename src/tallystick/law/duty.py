"""Reporting duties as data: who reports to whom, how often, until when, and what a zero needs.

Must not know today's date, nor what a report counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tallystick.model.period import Period, parse_period

from .dated import Dated

NOT_READ = "not read"
"""What a file writes where the text gives no day, or the day was not read."""

_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_DAYS_AFTER = re.compile(r"(\d{1,3}) days after")


class Rhythm(StrEnum):
    """How often a report is due; each word is the length of its period."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


_MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.HALF_YEAR: 6, Rhythm.YEAR: 12}


class Zero(StrEnum):
    """What a report of nothing needs: the zero stated, the zero certified, or no report at all."""

    STATED = "stated"
    CERTIFIED = "certified"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Duty(Dated):
    """One duty to report. ``begins`` (MM-DD) is the first day of its year, ``due`` a day in words of ``is_due``.

    ``clause`` is the id of the clause that asks for it; ``first`` and ``last`` the days on which a period may end.
    """

    id: str
    title: str
    reporter: str
    recipient: str
    rhythm: Rhythm
    begins: str
    due: str
    zero: Zero
    clause: str
    first: date
    last: date | None = None

    @property
    def text(self) -> str:
        """The duty in one sentence."""
        rhythm = self.rhythm.replace("_", " ")
        return f"The {self.reporter} reports to the {self.recipient} each {rhythm} {self.due_words}."

    @property
    def due_words(self) -> str:
        """The due day as a letter writes it."""
        return "on a day that was not read in the text" if self.due == NOT_READ else f"by {self.due}"


def is_month_day(text: str) -> bool:
    """Whether ``text`` is a month and day, MM-DD, that exists."""
    return bool(_MONTH_DAY.fullmatch(text)) and _real(2024, text)


def is_due(text: str) -> bool:
    """Whether ``text`` says when a report is due: MM-DD, ``5 days after``, or ``not read``."""
    return text == NOT_READ or is_month_day(text) or bool(_DAYS_AFTER.fullmatch(text))


def due_on(duty: Duty, period: Period) -> date | None:
    """The day on which the report of ``period`` is due; None where the text's day was not read.

    A month and day means the first such day on or after the period's last day.
    """
    if after := _DAYS_AFTER.fullmatch(duty.due):
        return period.last + timedelta(days=int(after[1]))
    if duty.due == NOT_READ:
        return None
    this_year = _day(period.last.year, duty.due)
    return this_year if this_year >= period.last else _day(period.last.year + 1, duty.due)


def periods_ending_in(duty: Duty, year: int) -> tuple[Period, ...]:
    """The periods of the duty that end in a calendar year and on days on which it is in force, in order of time."""
    return tuple(period for period in _periods(duty, year) if duty.in_force(period.last))


def _periods(duty: Duty, year: int) -> Iterator[Period]:
    months = _MONTHS[duty.rhythm]
    start = _day(year - 1, duty.begins)
    while start.year <= year:
        after = _months_later(start, months)
        last = after - timedelta(days=1)
        if last.year == year:
            yield _named(start, last)
        start = after


def _named(first: date, last: date) -> Period:
    """The period by its short name where it has one."""
    quarter = f"{first.year}Q{(first.month + 2) // 3}"
    for name in (str(first.year), f"FY{last.year}", quarter, f"{first:%Y-%m}"):
        period = parse_period(name)
        if (period.first, period.last) == (first, last):
            return period
    return parse_period(f"{first}..{last}")


def _months_later(day: date, months: int) -> date:
    place = day.month - 1 + months
    return date(day.year + place // 12, place % 12 + 1, day.day)


def _real(year: int, text: str) -> bool:
    try:
        _day(year, text)
    except ValueError:
        return False
    return True


def _day(year: int, month_day: str) -> date:
    return date(year, int(month_day[:2]), int(month_day[3:]))
