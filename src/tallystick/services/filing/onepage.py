"""What the signer should see on one page: both totals, the years before, what changed since. Decides nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tallystick.law import periods_ending_in
from tallystick.model.actor import Actor
from tallystick.model.period import Period
from tallystick.model.words import Role
from tallystick.reporting import Figure
from tallystick.services.filing.report import BeforeSigning
from tallystick.services.filing.versions import versions
from tallystick.services.home import Home
from tallystick.services.outside import publish

YEARS = 5


@dataclass(frozen=True, slots=True)
class Then:
    """One period of the same report: its first figure as the newest version says it, or as it stands; None unknown.

    ``version`` 0 is unsigned.
    """

    period: Period
    version: int
    value: int | None


@dataclass(frozen=True, slots=True)
class Total:
    """One party's total with its unit and what it counts, in that party's words."""

    name: str
    total: int
    unit: str
    event: str


@dataclass(frozen=True, slots=True)
class OnePage:
    """``totals`` in alphabetical order of the parties, empty while the other side's list was not compared.

    ``signed`` is the first figure of the newest version, beside ``figure`` as it stands now; None before a signature.
    """

    figure: Figure | None
    totals: tuple[Total, ...]
    years: tuple[Then, ...]
    signed: int | None

    @property
    def before(self) -> Then | None:
        """The period before this one."""
        return self.years[-2] if len(self.years) > 1 else None


def one_page(home: Home, actor: Actor, period: Period, seen: BeforeSigning) -> OnePage:
    """Gather it for the report of ``period`` that ``seen`` shows."""
    actor.need(Role.AUTHOR, Role.LEGAL, Role.AUDITOR, Role.CLERK)
    figure = next(iter(seen.report.figures), None)
    return OnePage(
        figure=figure,
        totals=_totals(home, period),
        years=tuple(_then(home, one, seen, figure) for one in _periods(seen, period)),
        signed=seen.versions[-1].event.figures.get(figure.id) if seen.versions and figure else None,
    )


def _periods(seen: BeforeSigning, period: Period) -> list[Period]:
    """The last periods of the report up to this one, oldest first."""
    last = period.last.year
    every = [one for year in range(last - YEARS, last + 1) for one in periods_ending_in(seen.report.duty, year)]
    return [one for one in every if one.last <= period.last][-YEARS:]


def _then(home: Home, period: Period, seen: BeforeSigning, figure: Figure | None) -> Then:
    signed = versions(home, period, duty=seen.report.duty.id)
    if signed and figure:
        return Then(period, signed[-1].number, signed[-1].event.figures.get(figure.id))
    standing = figure.value if figure and period == seen.report.period else None
    return Then(period, 0, standing)


def _totals(home: Home, period: Period) -> tuple[Total, ...]:
    """Both parties' totals out of the released statement of the period."""
    text = publish.statements(home).get(period.name, {}).get("statement.json")
    if text is None:
        return ()
    plain = json.loads(text)
    sides = (plain[side] for side in ("a", "b") if isinstance(plain.get(side), dict))
    found = [Total(one["name"], one["total"], one["unit"], one["event"]) for one in sides]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))
