"""A period of local days: ``2024``, ``FY2015`` (1 Oct - 30 Sep), ``2024Q1``, ``2024-03``, ``DATE..DATE``."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from .errors import WrongUse

_YEAR = re.compile(r"(\d{4})")
_FISCAL = re.compile(r"FY(\d{4})", re.IGNORECASE)
_QUARTER = re.compile(r"(\d{4})Q([1-4])", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included, in the agency's local calendar."""

    first: date
    last: date
    name: str

    def __contains__(self, day: date) -> bool:
        """Whether a local day falls into the period."""
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.last - self.first).days + 1


def _whole_year(text: str) -> Period | None:
    if not (found := _YEAR.fullmatch(text)):
        return None
    year = int(found[1])
    return Period(date(year, 1, 1), date(year, 12, 31), text)


def _fiscal_year(text: str) -> Period | None:
    if not (found := _FISCAL.fullmatch(text)):
        return None
    year = int(found[1])
    return Period(date(year - 1, 10, 1), date(year, 9, 30), f"FY{year}")


def _quarter(text: str) -> Period | None:
    if not (found := _QUARTER.fullmatch(text)):
        return None
    year, month = int(found[1]), 3 * int(found[2])
    return Period(date(year, month - 2, 1), date(year, month, calendar.monthrange(year, month)[1]), text.upper())


def _month(text: str) -> Period | None:
    if not (found := _MONTH.fullmatch(text)) or not 1 <= int(found[2]) <= 12:
        return None
    year, month = int(found[1]), int(found[2])
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), text)


def _range(text: str) -> Period | None:
    if not (found := _RANGE.fullmatch(text)):
        return None
    try:
        first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
    except ValueError:
        return None
    return Period(first, last, text) if first <= last else None


def parse_period(text: str) -> Period:
    """The period that ``text`` names.

    Raises:
        WrongUse: the text is none of the five forms, or its days run backwards.

    """
    for form in (_whole_year, _fiscal_year, _quarter, _month, _range):
        if period := form(text.strip()):
            return period
    raise WrongUse(
        f"'{text}' is not a period",
        remedy="write 2024, FY2015, 2024Q1, 2024-03 or 2024-01-01..2024-06-30",
    )


def day_after(day: date, days: int = 1) -> date:
    """The day ``days`` later."""
    return day + timedelta(days=days)
