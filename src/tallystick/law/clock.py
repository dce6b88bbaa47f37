"""Clocks as data: how long a hold may last, from when, and which days do not count. A computed fact, never advice.

Hours run in real time (a night on which clocks change has 23 or 25); an excluded day does not run at all. Must not know
any calendar of holidays: the days are passed in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from tallystick.model.words import Verification

from .dated import Dated


class Begins(StrEnum):
    """From when a clock runs."""

    RELEASE = "release"
    RECEIPT = "receipt"


class Excluded(StrEnum):
    """Days on which a clock stands still."""

    SATURDAYS = "saturdays"
    SUNDAYS = "sundays"
    FEDERAL_HOLIDAYS = "federal_holidays"
    STATE_HOLIDAYS = "state_holidays"


@dataclass(frozen=True, slots=True)
class Clock(Dated):
    """One clock: ``hours`` from ``begins``, without the excluded days; ``first`` and ``last`` day on which it holds."""

    id: str
    hours: int
    begins: Begins
    excludes: frozenset[Excluded]
    citation: str
    text: str
    quotation: str
    source: str
    verification: Verification
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Holidays:
    """The holidays of the days in question."""

    federal: Collection[date] = frozenset()
    state: Collection[date] = frozenset()


def ends(clock: Clock, begins: datetime, holidays: Holidays) -> datetime:
    """The moment at which the clock has run out, in the zone of ``begins`` (which must have one)."""
    left = timedelta(hours=clock.hours)
    now = begins
    while True:
        midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
        if not _excluded(clock, now.date(), holidays):
            runs = _elapsed(now, midnight)
            if runs >= left:
                return _later(now, left)
            left -= runs
        now = midnight


def _excluded(clock: Clock, day: date, holidays: Holidays) -> bool:
    return (
        (day.weekday() == 5 and Excluded.SATURDAYS in clock.excludes)
        or (day.weekday() == 6 and Excluded.SUNDAYS in clock.excludes)
        or (day in holidays.federal and Excluded.FEDERAL_HOLIDAYS in clock.excludes)
        or (day in holidays.state and Excluded.STATE_HOLIDAYS in clock.excludes)
    )


def _elapsed(start: datetime, end: datetime) -> timedelta:
    """Real time between two local moments: a local day has 23 hours when the clocks go forward."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def _later(start: datetime, by: timedelta) -> datetime:
    return (start.astimezone(UTC) + by).astimezone(start.tzinfo)
