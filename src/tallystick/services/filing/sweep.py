"""The station sweep: each station states what it found, even zero; what it found is entered as late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.events import Late, Sweep
from tallystick.model.period import Period
from tallystick.model.words import LateSource, Role
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake.batches import Received
from tallystick.services.intake.receive import Transmission, receive


@dataclass(frozen=True, slots=True)
class Find:
    """One paper that was found: the transmission, the local day it had reached the station, and where it lay.

    ``source`` other than a sweep is day zero: what lay there before the register began.
    """

    transmission: Transmission
    reached_on: date
    where: str
    source: LateSource = LateSource.SWEEP


def state_sweep(
    home: Home, actor: Actor, *, station: str, period: Period, found: int, signed_by: str, statement: str = ""
) -> int:
    """Register a station's signed statement: we looked, we have ``found``. Zero is a statement. Returns its entry.

    Raises:
        WrongUse: no such station, or a negative count.

    """
    actor.need(Role.STATION, Role.CLERK)
    if home.agency.station(station) is None or found < 0:
        raise WrongUse(f"a sweep needs a station of {home.agency.name} and a count of 0 or more", where=station)
    event = Sweep(
        agency=home.agency.ori,
        station=station,
        line="",
        at=home.clock(),
        year=period.last.year,
        by=actor.user,
        period=period.name,
        found=found,
        signed_by=signed_by,
        statement=statement,
    )
    return ledger.append(home, [event]).indices[0]


def enter_late(home: Home, actor: Actor, find: Find, *, sweep: int | None = None) -> Received:
    """Enter a paper that had reached a station and was not registered then. Idempotent like ``receive``."""
    actor.need(Role.CLERK)
    received = receive(home, actor, find.transmission)
    if received.again and ledger.state(home).arrivals[received.entry].late is not None:
        return received
    ledger.append(home, [_late(home, actor, received, find, sweep)])
    return received


def _late(home: Home, actor: Actor, received: Received, find: Find, sweep: int | None) -> Late:
    arrival = ledger.state(home).arrivals[received.entry].event
    return Late(
        agency=home.agency.ori,
        station=arrival.station,
        line=arrival.line,
        at=home.clock(),
        year=find.reached_on.year,
        by=actor.user,
        of=received.entry,
        found_received=find.reached_on,
        found_where=find.where,
        sweep=sweep,
        source=find.source,
    )


def stations_without_statement(home: Home, period: Period) -> tuple[str, ...]:
    """Stations that have not yet stated what they hold for ``period``."""
    stated = {sweep.station for sweep in ledger.state(home).sweeps.values() if sweep.period == period.name}
    return tuple(station.code for station in home.agency.stations if station.code not in stated)
