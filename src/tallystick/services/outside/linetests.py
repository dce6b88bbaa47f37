"""Line tests: planned transmissions from outside that say what they are, to see whether a line is read at all.

1 the auditor plans: a code for each line, whose digest is entered in the operations log before anything is sent;
2 the page with the code is sent and registered like any other; 3 the auditor reveals: this arrival was the test with
that code. It is taken out only if the plan knows the code, the line is the planned one, and the plan is older than the
arrival. Whoever calls a paper a line test without a plan is told by ``doctor``.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from tallystick.model.actor import Actor
from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.events import Correction
from tallystick.model.state import ArrivalState
from tallystick.model.words import EntryKind, FormKind, Log, OperationKind, Role
from tallystick.records import append as records
from tallystick.services import ledger, operations
from tallystick.services.home import Home

WHY = "line test"
PATIENCE = timedelta(days=2)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Planned:
    """One test: its entry in the operations log, line, digest of the code, when planned, the arrival that it was."""

    entry: int
    station: str
    line: str
    digest: str
    at: datetime
    arrival: int | None = None


def plan(home: Home, actor: Actor, station: str, line: str) -> tuple[int, str]:
    """Plan a test of one line: its entry, and the code that its page bears, shown once and kept nowhere.

    Raises:
        WrongUse: the agency has no such line.

    """
    actor.need(Role.AUDITOR)
    known = home.agency.station(station)
    if known is None or line not in {one.name for one in known.lines}:
        raise WrongUse(f"station '{station}' has no line '{line}'", remedy="the lines stand in tallystick.toml")
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    return operations.line_test_planned(home, station=station, line=line, digest=_digest(code)), code


def reveal(home: Home, actor: Actor, arrival: int, code: str) -> tuple[int, ...]:
    """Say that an arrival was the test with that code, which takes its documents out; the entries that do so.

    Raises:
        NotThere: no such arrival. WrongUse: no plan knows the code for this line and this time, or it was used.

    """
    actor.need(Role.AUDITOR)
    found = ledger.state(home).arrivals.get(arrival)
    if found is None or not found.documents:
        raise NotThere(f"entry {arrival} is not an arrival that was read", remedy="tallystick work reads what arrived")
    test = _matching(home, found, _digest(code.strip().upper()))
    events = [_set_aside(home, actor, found, document, test.entry) for document in found.documents]
    with records.sequencer(Log.REQUESTS):
        operations.line_test_revealed(home, plan=test.entry, arrival=arrival)
        return ledger.append(home, events).indices


def tests(home: Home) -> tuple[Planned, ...]:
    """Every planned test, oldest first, with the arrival that it was if it was revealed."""
    revealed = {
        int(facts["plan"]): int(facts["refers_to"])
        for _, _, facts in operations.of_kind(home, OperationKind.LINE_TEST_REVEAL)
    }
    return tuple(
        Planned(entry, facts["station"], facts["line"], facts["document"], at, revealed.get(entry))
        for entry, at, facts in operations.of_kind(home, OperationKind.LINE_TEST_PLAN)
    )


def missing(home: Home) -> tuple[Planned, ...]:
    """Tests that were planned more than two days ago and that no arrival was revealed to be."""
    return tuple(one for one in tests(home) if one.arrival is None and home.clock() - one.at > PATIENCE)


def unplanned(home: Home) -> tuple[int, ...]:
    """Documents that somebody called a line test though no revealed plan knows their arrival."""
    known = {one.arrival for one in tests(home)}
    documents = ledger.state(home).documents.values()
    return tuple(one.entry for one in documents if one.why.lower().startswith(WHY) and one.arrival not in known)


def _matching(home: Home, arrival: ArrivalState, digest: str) -> Planned:
    test = next((one for one in tests(home) if one.digest == digest), None)
    if test is None:
        raise WrongUse("no plan knows this code", remedy="a test is planned before it is sent")
    if test.arrival is not None:
        raise WrongUse(f"this test was entry {test.arrival} already")
    if (test.station, test.line) != (arrival.event.station, arrival.event.line) or arrival.event.at <= test.at:
        raise WrongUse("the plan is of another line, or younger than the arrival", where=f"operations {test.entry}")
    return test


def _set_aside(home: Home, actor: Actor, arrival: ArrivalState, document: int, test: int) -> Correction:
    return Correction(
        agency=home.agency.ori,
        station=arrival.event.station,
        line=arrival.event.line,
        at=home.clock(),
        year=arrival.event.year,
        by=actor.user,
        of=document,
        now=EntryKind.NOT_A_REQUEST,
        form=FormKind.OTHER,
        why=f"{WHY}, planned in entry {test} of the operations log",
    )


def _digest(code: str) -> str:
    return hashlib.sha256(f"tallystick line test\n{code}".encode()).hexdigest()
