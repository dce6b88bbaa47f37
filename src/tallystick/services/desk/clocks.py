"""The clocks of a hold, each with the moment at which it has run out. Computed facts, never advice. No Django.

The form, the regulation and the local text count 48 hours differently; all that are in force are given side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path

from tallystick import law
from tallystick.adapters import holidays
from tallystick.model.errors import WrongUse
from tallystick.services.law import ordinance

NOT_ADVICE = "Computed from the clocks as written; not advice on whether anybody may be held."


@dataclass(frozen=True, slots=True)
class Ran:
    """One clock and the local moment at which it has run out; None where its beginning was not given."""

    clock: law.Clock
    begins: datetime | None
    ends: datetime | None


def clocks(
    name: str, *, release: datetime | None, receipt: datetime | None, home: Path | None = None
) -> tuple[Ran, ...]:
    """Every clock in force, the federal ones first; moments must bear the agency's zone.

    ``release`` is when the person would otherwise have been released, ``receipt`` when the request arrived.

    Raises:
        WrongUse: neither moment is given. NotThere: there is no such ordinance.

    """
    given = release or receipt
    if given is None:
        raise WrongUse("a clock needs a beginning", remedy="give the time of release, or of receipt")
    found = ordinance(name, home)
    years = range(given.year, given.year + 2)
    days = law.Holidays(holidays.federal(years), holidays.of_state(found.state, years))
    starts = {law.Begins.RELEASE: release, law.Begins.RECEIPT: receipt}
    every = (*_federal(), *found.clocks)
    return tuple(_ran(clock, starts[clock.begins], days) for clock in every if clock.in_force(given.date()))


def _ran(clock: law.Clock, begins: datetime | None, days: law.Holidays) -> Ran:
    return Ran(clock, begins, law.ends(clock, begins, days) if begins else None)


@cache
def _federal() -> tuple[law.Clock, ...]:
    text = (resources.files("tallystick.law") / "federal.toml").read_text(encoding="utf-8")
    return law.load_clocks(text, "federal.toml")
