"""What counts in a period: a calendar year by the year that each leaf opens, any other period by the day of receipt.

The opened year is what anybody recounts with (``register.recount``), so the printed count of a year cannot differ from
the recount, whatever a later entry says about the day.
"""

from __future__ import annotations

from datetime import date

from tallystick.model.period import Period


def counts_in(period: Period, *, year: int, day: date) -> bool:
    """Whether what bears this local year and day counts in the period."""
    return year == period.first.year if _calendar_year(period) else day in period


def _calendar_year(period: Period) -> bool:
    year = period.first.year
    return (period.first, period.last) == (date(year, 1, 1), date(year, 12, 31))
