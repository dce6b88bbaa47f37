"""When a request may be erased: its due date, and the legal holds that stop it. Decides nothing and erases nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.state import RequestState
from tallystick.model.words import OperationKind, Role
from tallystick.services import ledger, operations
from tallystick.services.desk.dispose import request_of
from tallystick.services.home import Home


@dataclass(frozen=True, slots=True)
class LegalHold:
    """A hold that is in force: the request's entry, why, who set it and the hold's own entry."""

    request: int
    reason: str
    by: str
    entry: int


def due_on(home: Home, request: RequestState) -> date:
    """The first local day on which retention is over: so many years after the last entry about the request."""
    opened = (ledger.opened_at(home, index) for index in request.history)
    moments = [ledger.event_of(one).at for one in opened if one]
    day = home.local_day(max([request.registered_at, *moments]))
    year = day.year + home.settings.retention_years
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def due(home: Home) -> tuple[RequestState, ...]:
    """Requests whose retention is over, that are not erased and not on hold, oldest first."""
    today, held = home.local_day(home.clock()), holds(home)
    return tuple(
        request
        for entry, request in sorted(ledger.state(home).requests.items())
        if not request.erased and entry not in held and due_on(home, request) <= today
    )


def holds(home: Home) -> dict[int, LegalHold]:
    """The legal holds in force, by the entry of their request."""
    found: dict[int, LegalHold] = {}
    for entry, _, facts in operations.of_kind(home, OperationKind.LEGAL_HOLD):
        request = int(facts["refers_to"])
        if facts["in_force"] == "yes":
            found[request] = LegalHold(request, facts["reason"], facts["by"], entry)
        else:
            found.pop(request, None)
    return found


def hold(home: Home, actor: Actor, entry: int, *, reason: str, release: bool = False) -> int:
    """Set a legal hold on a request, or release it; the entry of the operations log. ``reason`` names no person.

    Raises:
        NotThere: not a request. WrongUse: no reason is named, or there is no hold to release.

    """
    actor.need(Role.LEGAL)
    request_of(home, entry)
    if not reason.strip():
        raise WrongUse("a legal hold needs its reason", remedy="name the case or order, and no person")
    if release and entry not in holds(home):
        raise WrongUse(f"there is no hold on entry {entry}")
    return operations.held(home, entry, reason=reason.strip(), by=actor.user, in_force=not release)
