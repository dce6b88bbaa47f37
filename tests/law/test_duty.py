"""When a report is due, and for which periods."""

from __future__ import annotations

from datetime import date

import pytest

from tallystick.law import due_on, periods_ending_in
from tallystick.law.duty import is_due
from tallystick.services import law as service

CALENDAR = [
    # ordinance, its report, a year, its periods, the day on which the first is due; why
    ("boston", "", 2025, ["2025"], date(2025, 12, 31), "due on the period's own last day"),
    ("illinois", "", 2025, ["2025"], date(2026, 3, 1), "1 March for the year before"),
    ("dc", "", 2025, ["2025"], date(2026, 1, 1), "the day after the year"),
    ("new-york-city", "nypd", 2026, ["2025-07-01..2026-06-30"], date(2026, 9, 1), "twelve months to 30 June"),
    ("new-york-city", "assistance", 2025, ["2025Q1", "2025Q2", "2025Q3", "2025Q4"], None, "no day was read"),
    ("texas", "", 2025, [f"2025-{month:02d}" for month in range(1, 13)], date(2025, 2, 5), "the fifth of the next month"),
    ("illinois", "", 2020, [], None, "before the law"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "report", "year", "periods", "due", "why"), CALENDAR)
def test_the_calendar_of_a_duty(name, report, year, periods, due, why) -> None:
    duty = service.ordinance(name).duty(report)
    found = periods_ending_in(duty, year)
    assert [period.name for period in found] == periods, why
    assert (due_on(duty, found[0]) if found else None) == due, why


@pytest.mark.parametrize(
    ("text", "good"),
    [("12-31", True), ("02-30", False), ("13-01", False), ("5 days after", True), ("not read", True), ("soon", False)],
)
def test_a_due_day_is_a_day_or_says_that_it_was_not_read(text: str, good: bool) -> None:
    assert is_due(text) is good
