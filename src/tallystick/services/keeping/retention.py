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
    """A hold that is in force: the request's entry, why, who set it and the hold's own entry.

    ``demand`` is the number of the demand that set it; empty when a person did.
    """

    request: int
    reason: str
    by: str
    entry: int
    demand: str = ""


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
    """One legal hold in force for each request that has one, the newest; by the entry of the request."""
    return {one.request: one for one in all_holds(home)}


def all_holds(home: Home) -> tuple[LegalHold, ...]:
    """Every legal hold in force, the oldest first: a person's, and one for each demand, stand side by side."""
    found: dict[tuple[int, str], LegalHold] = {}
    for entry, _, facts in operations.of_kind(home, OperationKind.LEGAL_HOLD):
        request, demand = int(facts["refers_to"]), facts.get("demand", "")
        found.pop((request, demand), None)
        if facts["in_force"] == "yes":
            found[request, demand] = LegalHold(request, facts["reason"], facts["by"], entry, demand)
    return tuple(found.values())


def hold(home: Home, actor: Actor, entry: int, *, reason: str, release: bool = False, demand: str = "") -> int:
    """Set a legal hold on a request, or release it; the entry of the operations log. ``reason`` names no person.

    ``demand`` releases the hold that the demand of this number set; any other hold stays.

    Raises:
        NotThere: not a request. WrongUse: no reason is named, or there is no such hold to release.

    """
    actor.need(Role.LEGAL)
    request_of(home, entry)
    if not reason.strip():
        raise WrongUse("a legal hold needs its reason", remedy="name the case or order, and no person")
    if demand and not release:
        raise WrongUse("a demand sets its own holds", remedy="tallystick question add")
    if release and (entry, demand) not in {(one.request, one.demand) for one in all_holds(home)}:
        set_by = ", ".join(one.demand or "a person" for one in all_holds(home) if one.request == entry)
        raise WrongUse(
            f"there is no such hold on entry {entry}",
            remedy=f"in force: set by {set_by}; name the demand with --demand" if set_by else "none is in force",
        )
    return operations.held(home, entry, reason=reason.strip(), by=actor.user, in_force=not release, demand=demand)
