"""The year of reports: due days, stages, and what is open."""

from __future__ import annotations

from datetime import date

from desk import request
from test_report import YEAR, late, signed, sweep_all

from agencies import AUTHOR, CLERK, LEGAL
from tallystick.services.filing import report
from tallystick.services.filing.calendar import Due, Stage, calendar
from tallystick.services.home import Home
from tallystick.services.operations import adopt


def of_2025(home: Home, today: date = date(2026, 1, 5)) -> Due:
    return next(one for one in calendar(home, AUTHOR, today=today) if one.period == YEAR)


def test_a_report_runs_waits_is_prepared_falls_is_filed_and_changes(home: Home) -> None:
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    request(home, b"one")
    assert of_2025(home, date(2025, 12, 30)).stage is Stage.RUNNING
    waiting = of_2025(home)
    assert (waiting.stage, waiting.due, waiting.late) == (Stage.OPEN, date(2025, 12, 31), True)
    report.prepare(home, CLERK, YEAR)
    assert of_2025(home).stage is Stage.PREPARED
    request(home, b"two")
    assert (of_2025(home).stage, "1 then, 2 now" in of_2025(home).why) == (Stage.FALLEN, True)
    signed(home)
    assert (of_2025(home).stage, of_2025(home).version, of_2025(home).late) == (Stage.FILED, 1, False)
    late(home, b"found in a drawer")
    changed = of_2025(home)
    assert (changed.stage, changed.why) == (Stage.CHANGED, "requests: 2 filed, 3 now")


def test_what_is_open_stands_beside_each_report(home: Home) -> None:
    request(home)
    assert {risk.code for risk in of_2025(home).open} >= {"not_adopted", "no_sweep", "undecided", "no_counterpart_list"}
