"""The year of reports: which are due when, which were filed, and what is still open for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tallystick.law import Duty, Zero, due_on, periods_ending_in
from tallystick.model.actor import Actor
from tallystick.model.period import Period
from tallystick.model.words import Role
from tallystick.services.filing import preparation
from tallystick.services.filing.circumstances import now
from tallystick.services.filing.readiness import Risk, risks
from tallystick.services.filing.report import report_at
from tallystick.services.filing.versions import versions
from tallystick.services.home import Home
from tallystick.services.law import ordinance


class Stage(StrEnum):
    """How far a report is."""

    RUNNING = "running"
    OPEN = "open"
    PREPARED = "prepared"
    FALLEN = "fallen"
    FILED = "filed"
    CHANGED = "changed"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Due:
    """One report of the calendar; ``due`` is None where the text's day was not read, ``late`` after that day unfiled.

    ``version`` is the newest signed one, 0 before. ``why`` says what changed since the preparation.
    """

    duty: Duty
    period: Period
    due: date | None
    stage: Stage
    version: int
    open: tuple[Risk, ...]
    late: bool
    why: str = ""


def calendar(home: Home, actor: Actor, *, today: date | None = None, years: int = 1) -> tuple[Due, ...]:
    """Every report whose period ends from ``years`` before ``today``'s year to the end of it, by due day.

    A period that has not begun on ``today`` is left out.
    """
    actor.need(Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
    day = today or home.local_day(home.clock())
    found = [
        _due(home, duty, period, day)
        for duty in ordinance(home.settings.ordinance, home.path).duties
        for year in range(day.year - years, day.year + 1)
        for period in periods_ending_in(duty, year)
        if period.first <= day
    ]
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.period.first, one.duty.id)))


def _due(home: Home, duty: Duty, period: Period, today: date) -> Due:
    signed = versions(home, period, duty=duty.id)
    when = due_on(duty, period)
    stage, why = _stage(home, duty, period, today)
    finished = stage in {Stage.FILED, Stage.NOTHING}
    return Due(
        duty=duty,
        period=period,
        due=when,
        stage=stage,
        version=signed[-1].number if signed else 0,
        open=() if finished else risks(home, period),
        late=bool(when and today > when and not signed and stage is not Stage.NOTHING),
        why=why,
    )


def _stage(home: Home, duty: Duty, period: Period, today: date) -> tuple[Stage, str]:
    signed = versions(home, period, duty=duty.id)
    prepared = preparation.newest(home, duty.id, period.name)
    report = report_at(home, now(home), period, duty=duty.id, stated=prepared.stated if prepared else {})
    if signed:
        values = {one.id: one.value for one in report.figures if one.value is not None}
        filed = {name: value for name, value in signed[-1].event.figures.items() if name in values}
        return (Stage.FILED, "") if filed == values else (Stage.CHANGED, _words(filed, values))
    if prepared:
        why = preparation.changed(prepared, report)
        return (Stage.FALLEN, why) if why else (Stage.PREPARED, "")
    if period.last >= today:
        return Stage.RUNNING, ""
    nothing = duty.zero is Zero.SILENT and report.empty
    return (Stage.NOTHING if nothing else Stage.OPEN), ""


def _words(filed: dict[str, int], values: dict[str, int]) -> str:
    """What the register says now beside what was filed."""
    return "; ".join(
        f"{name}: {filed.get(name, 'not recorded')} filed, {value} now"
        for name, value in values.items()
        if filed.get(name) != value
    )
