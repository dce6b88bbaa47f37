"""An office machine's activity report held against the register: by count, for it names no call that intake knows."""

from __future__ import annotations

from collections import Counter
from datetime import date

from tallystick.adapters.fax.activity import MACHINES, parse_activity
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.lines.completeness import Finding, LineDay, LineReason
from tallystick.services.lines.places import station_of

MAKERS = tuple(MACHINES)


def machine_days(home: Home, report: str, *, model: str, line: str, since: date | None = None) -> tuple[LineDay, ...]:
    """Each day of the report: calls with pages by the machine, and papers registered on its line.

    Raises:
        WrongUse: no such maker or line. BadList: the report has other columns.

    """
    station_of(home, line)
    calls = parse_activity(report, file="activity report", zone=home.agency.zone, model=model, line=line)
    counted = Counter(home.local_day(call.at) for call in calls if call.pages)
    taken = Counter(
        arrival.received_on
        for arrival in ledger.state(home).arrivals.values()
        if arrival.event.line == line and arrival.received_on in counted
    )
    days = [day for day in sorted(counted) if since is None or day >= since]
    return tuple(_day(line, day, counted[day], taken[day]) for day in days)


def _day(line: str, day: date, counted: int, taken: int) -> LineDay:
    """One day; each call that has no paper is a finding, and so is each paper without a call."""
    words = f"the machine counts {counted}, {taken} are registered"
    short = (Finding(LineReason.COUNT_DIFFERS, "", words),) * (counted - taken)
    over = (Finding(LineReason.NOT_IN_JOURNAL, "", words),) * (taken - counted)
    return LineDay(line, day, counted, min(counted, taken), short + over)
