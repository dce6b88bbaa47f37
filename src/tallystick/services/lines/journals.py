"""Journals that a person hands over, held against the register: an office machine's report, a mail server's log.

A machine's report names no call that intake knows, so it is compared by count; a mail log names each by its Message-ID.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tallystick.adapters.fax import Machine, is_machine_report, parse_machine_report, parse_mail_log
from tallystick.model.errors import BadList
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.lines.completeness import Finding, LineDay, LineReason, compare
from tallystick.services.lines.mail import transport_id
from tallystick.services.lines.places import station_of

_MOST_TITLES = 10


def mail_log_days(home: Home, log: str, *, since: date | None = None) -> tuple[LineDay, ...]:
    """Each line and day of a mail server's log; an address is a line's ``number``.

    Raises:
        BadList: the log leaves out the year.

    """
    lines = {
        line.number.casefold(): (station.code, line.name)
        for station in home.agency.stations
        for line in station.lines
        if "@" in line.number
    }
    calls = parse_mail_log(log, file="mail log", lines=lines)
    keyed = [replace(one, transport_id=transport_id(home, one.line, one.transport_id)) for one in calls]
    return compare(home, keyed, since=since)


def machine_days(
    home: Home, report: str, *, line: str, dates: str = "", since: date | None = None
) -> tuple[LineDay, ...]:
    """Each day of a machine's report: calls with pages by the machine, and papers registered on its line.

    ``dates`` is the order of its dates, MDY or DMY, where they do not tell it themselves.

    Raises:
        WrongUse: no such line. BadList: the report has other columns, or a moment that cannot be read.

    """
    machine = Machine(station_of(home, line), line, dates)
    zone = home.agency.zone
    calls = parse_machine_report(_from_headings(report), file="activity report", zone=zone, machine=machine)
    counted = Counter(home.local_day(call.at) for call in calls if call.pages)
    return tuple(_days(home, line, counted, since))


def _from_headings(report: str) -> str:
    """The report without the title lines that some machines print above their headings."""
    lines = report.splitlines(keepends=True)
    for number in range(min(len(lines), _MOST_TITLES)):
        rest = "".join(lines[number:])
        if is_machine_report(rest):
            return rest
    raise BadList(
        "these are not the headings of a machine's report",
        where="activity report",
        remedy="export it as CSV with its headings: start time, remote terminal or party, pages, result",
    )


def _days(home: Home, line: str, counted: Counter[date], since: date | None) -> Iterable[LineDay]:
    taken = Counter(
        arrival.received_on for arrival in ledger.state(home).arrivals.values() if arrival.event.line == line
    )
    for day in sorted(counted):
        if since is None or day >= since:
            yield _day(line, day, counted[day], taken[day])


def _day(line: str, day: date, counted: int, taken: int) -> LineDay:
    """One day; each call that has no paper is a finding, and so is each paper without a call."""
    words = f"the machine counts {counted}, {taken} are registered"
    short = (Finding(LineReason.COUNT_DIFFERS, "", words),) * (counted - taken)
    over = (Finding(LineReason.NOT_IN_JOURNAL, "", words),) * (taken - counted)
    return LineDay(line, day, counted, min(counted, taken), short + over)
