"""A custody extract fills the custody facts of registered requests, so that nobody has to type them.

1. the extract is read; 2. each confirmed request is matched by birth date and a like name, in memory only; 3. what the
bookings say about the moment of receipt becomes facts; 4. facts that nobody recorded otherwise are entered by the named
person who gives the extract; 5. what matched no request is discarded unread, with a count. Nothing of the extract is
kept but the facts, its digest and the row. Must not see an imported list: that belongs to the auditor's workspace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from tallystick.adapters.sheets import open_sheets
from tallystick.model.actor import Actor
from tallystick.model.contacts import CustodyMoment
from tallystick.model.lists import Custody
from tallystick.model.period import Period
from tallystick.model.state import RequestState
from tallystick.model.words import Role
from tallystick.reconciliation.custody import Finding, Found, at_receipt, bookings
from tallystick.reconciliation.importing.tables import custody_of
from tallystick.services import ledger
from tallystick.services.desk.dispose import Outcome, dispose
from tallystick.services.home import Home
from tallystick.services.inspect import Given, read_file
from tallystick.services.statement.registered import as_registered

__all__ = ["Filled", "Line", "fill_custody"]

_TO_WHOM = (
    ("ice", ("ICE", "ERO", "IMMIGRATION AND CUSTOMS", "I.C.E")),
    ("cbp", ("CBP", "BORDER PATROL", "CUSTOMS AND BORDER")),
    ("marshals", ("MARSHAL", "USMS")),
    ("other_federal", ("FBI", "FEDERAL", "BUREAU OF PRISONS", "BOP")),
)
"""Words of a record system's "to whom" that name a federal agency, first match first."""
_NOT_AGENCIES = ("BAIL", "BOND", "RECOGNIZANCE", "ROR", "SELF", "RELEASED", "TIME SERVED", "STREET", "OWN")


@dataclass(frozen=True, slots=True)
class Line:
    """One request: what the extract says, why (without a name), and where a person had recorded something else."""

    number: str
    entry: int
    finding: Finding
    why: str
    facts: Mapping[str, str]
    differs: tuple[str, ...] = ()
    recorded: int | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What one extract did: requests looked at, each with its line; bookings given, and discarded unread."""

    sha256: str
    given: int
    discarded: int
    lines: tuple[Line, ...]

    @property
    def recorded(self) -> int:
        """Requests whose facts were entered."""
        return sum(line.recorded is not None for line in self.lines)


def fill_custody(
    home: Home,
    actor: Actor,
    extract: Given,
    *,
    complete: Period | None = None,
    ignored: Sequence[str] = (),
    only_show: bool = False,
) -> Filled:
    """Enter what the extract says of the registered requests; ``only_show`` enters nothing.

    Raises:
        NotAllowed: the actor is neither clerk nor legal.
        NotThere, BadList: the file is not there, or no custody extract.

    """
    actor.need(Role.CLERK, Role.LEGAL)
    data = read_file(extract)
    held = custody_of(open_sheets(data, extract.name)[0], ignored)
    requests = {entry: one for entry, one in ledger.state(home).requests.items() if one.confirmed and one.fields}
    found = bookings(held, [as_registered(home, one) for one in requests.values()], ())
    days = (complete.first, complete.last) if complete else None
    source = f"custody extract {extract.name}, SHA-256 {sha256(data).hexdigest()}"
    lines = []
    for entry, request in requests.items():
        said = at_receipt(found.of_request.get(entry, ()), _local(home, request.received_at), days)
        line = _line(home, request, said)
        if line.facts and not only_show:
            line = replace(line, recorded=_enter(home, actor, request, said, source))
        lines.append(line)
    return Filled(sha256(data).hexdigest(), found.given, found.discarded, tuple(lines))


def _line(home: Home, request: RequestState, said: Found) -> Line:
    """What is new in what the extract says; what a person recorded otherwise stays, and is told."""
    before = dict(request.disposition.facts) if request.disposition else {}
    facts = _facts(said)
    differs = tuple(
        f"{name}: recorded {before[name]}, the extract says {value}"
        for name, value in facts.items()
        if before.get(name, value) != value
    )
    known = set(request.disposition.moments) if request.disposition else set()
    new = {name: value for name, value in facts.items() if name not in before}
    if differs or (not new and set(_moments(home, said)) <= known):
        facts = {}
    return Line(request.number, request.entry, said.finding, said.why, facts, differs)


def _enter(home: Home, actor: Actor, request: RequestState, said: Found, source: str) -> int:
    """Enter the facts beside all that is recorded already; the answers stay as they are. Returns the new entry."""
    before = request.disposition
    outcome = Outcome(
        answers={},
        facts={**(dict(before.facts) if before else {}), **_facts(said)},
        reimbursement_cents=before.reimbursement_cents if before else None,
        note=before.note if before else "",
        moments={**_moments(home, said), **(dict(before.moments) if before else {})},
        offense=before.offense if before else "",
        evidence=f"{source}; {said.finding.value}: {said.why}",
    )
    return dispose(home, actor, request.entry, outcome)


def _facts(said: Found) -> dict[str, str]:
    """The finding in the words of the law's vocabulary."""
    if said.finding is Finding.NOT_ESTABLISHED:
        return {}
    facts = {"in_custody": "yes" if said.finding is Finding.HERE else "no"}
    if said.booking is None or said.booking.released is None:
        return facts
    agency = _agency(said.booking)
    facts["left_custody"] = "transferred" if agency else "released"
    return facts | ({"transferred_to": agency} if agency else {})


def _agency(booking: Custody) -> str:
    """To which agency a person was handed over; empty where the extract names none."""
    words = booking.released_to.upper()
    for agency, names in _TO_WHOM:
        if any(f" {name}" in f" {words}" for name in names):
            return agency
    free = not words.strip() or any(word in words for word in _NOT_AGENCIES)
    return "" if free else "other"


def _moments(home: Home, said: Found) -> dict[CustodyMoment, datetime]:
    """The moments that the extract gives, in UTC."""
    if said.booking is None or said.finding is Finding.NOT_ESTABLISHED:
        return {}
    local = {CustodyMoment.LEFT_CUSTODY: said.booking.released_at, CustodyMoment.BAIL_POSTED: said.booking.bail_at}
    return {name: at.replace(tzinfo=home.zone).astimezone(home.clock().tzinfo) for name, at in local.items() if at}


def _local(home: Home, moment: datetime) -> datetime:
    return moment.astimezone(home.zone).replace(tzinfo=None)
