"""A better means: the sheet of right addresses, who was given it, and how much comes by the designated lines.

The sheet goes to the senders and is not published. Each notice to an office is registered with proof of its delivery,
so that nobody can say later that the address was not known. Must not know what a request says.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.period import Period
from tallystick.model.words import OperationKind, Role
from tallystick.services import ledger
from tallystick.services.home import Home


@dataclass(frozen=True, slots=True)
class Address:
    """One line as the sheet names it; ``tested`` is when anything last came by it, a test page too (UTC)."""

    station: str
    line: str
    number: str
    designated: bool
    tested: datetime | None


@dataclass(frozen=True, slots=True)
class Share:
    """Requests of a period by line; ``designated`` of ``total`` came by a designated one; the same for all arrivals.

    An arrival is a transmission, whatever was in it. One whose body was erased names no line any more: "".
    """

    total: int
    designated: int
    by_line: dict[str, int]
    arrivals: int = 0
    arrivals_designated: int = 0
    arrivals_by_line: dict[str, int] = field(default_factory=dict)


def addresses(home: Home) -> tuple[Address, ...]:
    """Every line that has a number or address, designated ones first."""
    last: dict[str, datetime] = {}
    for arrival in ledger.state(home).arrivals.values():
        line, at = arrival.event.line, arrival.event.received_at
        last[line] = max(at, last.get(line, at))
    found = [
        Address(station.name, line.name, line.number, line.name in home.settings.designated, last.get(line.name))
        for station in home.agency.stations
        for line in station.lines
        if line.number
    ]
    return tuple(sorted(found, key=lambda one: (not one.designated, one.station, one.line)))


def address_sheet(home: Home) -> str:
    """The sheet as text, dated; the same register on the same day gives the same text."""
    lines = [
        f"{home.agency.name}: where to send immigration detainer requests",
        f"As of {home.local_day(home.clock()).isoformat()}. For senders; not for publication.",
        "",
    ]
    for one in addresses(home):
        tested = f"last tested {home.local_day(one.tested).isoformat()}" if one.tested else "not tested yet"
        mark = "please use this one" if one.designated else "also open"
        lines.append(f"{one.number:<40} {one.station}  ({mark}; {tested})")
    lines += ["", "A request that arrives is recorded. Recording is not an answer to it."]
    return "\n".join(lines) + "\n"


def give_notice(home: Home, actor: Actor, *, office: str, sheet: str, proof: bytes) -> int:
    """Register that ``office`` was given ``sheet``, with ``proof`` of its delivery; returns the operations entry.

    The proof (a transmission report, a returned receipt) is kept sealed; its digest stands in the log.

    Raises:
        NotAllowed: the actor is no clerk or legal advisor. WrongUse: no office, or an empty proof.

    """
    actor.need(Role.CLERK, Role.LEGAL)
    if not office.strip() or not proof:
        raise WrongUse("a notice needs the office and a proof of delivery", remedy="--to OFFICE --proof FILE")
    facts = {
        "office": office.strip(),
        "document": hashlib.sha256(sheet.encode()).hexdigest(),
        "proof": home.vault.put(proof),
    }
    return ledger.append_operation(home, OperationKind.ADDRESS_NOTICE, facts)


def share_of(home: Home, period: Period) -> Share:
    """How many requests and arrivals of the period came by which line, by the day on which the line took them."""
    state = ledger.state(home)
    requests = Counter(one.line for one in state.requests.values() if one.received_on in period)
    arrivals = Counter(one.event.line for one in state.arrivals.values() if one.received_on in period)

    def designated(by_line: Counter[str]) -> int:
        return sum(count for line, count in by_line.items() if line in home.settings.designated)

    counted = (requests.total(), designated(requests), dict(sorted(requests.items())))
    return Share(*counted, arrivals.total(), designated(arrivals), dict(sorted(arrivals.items())))
