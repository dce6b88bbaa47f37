"""One request as a page shows it: every arrival, entry, receipt, answer and who acted. No search by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tallystick.model.actor import Actor
from tallystick.model.contacts import CustodyMoment
from tallystick.model.errors import NotThere, TallystickError, WrongUse
from tallystick.model.state import RegisterState, RequestState
from tallystick.model.words import EntryKind, Role
from tallystick.register import canonical
from tallystick.services import ledger
from tallystick.services.desk import looks
from tallystick.services.desk.clocks import Ran, clocks
from tallystick.services.desk.dispose import request_of
from tallystick.services.desk.looks import Looked
from tallystick.services.home import Home


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a request's history, in words a page can translate by ``kind``."""

    entry: int
    kind: EntryKind
    at: datetime
    by: str
    station: str
    refers_to: int | None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with its history, its copies' arrivals, its clocks and everybody who looked at it, the newest first."""

    request: RequestState
    steps: tuple[Step, ...]
    arrivals: tuple[int, ...]
    looks: tuple[Looked, ...]
    clocks: tuple[Ran, ...]


def listing(home: Home, actor: Actor, *, year: int | None = None) -> tuple[RequestState, ...]:
    """List requests in the order of their numbers, of one local year or all."""
    actor.need(Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
    return ledger.kept(home, ("listing", year), lambda state: _in_order(state, year))


def _in_order(state: RegisterState, year: int | None) -> tuple[RequestState, ...]:
    found = (one for one in state.requests.values() if year is None or one.year == year)
    return tuple(sorted(found, key=lambda one: (one.year, one.number)))


def request_view(home: Home, actor: Actor, entry: int) -> RequestView:
    """Open one request by its entry; that the actor looked at it is kept.

    Raises:
        NotThere: it is not a request.

    """
    actor.need(Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
    request = request_of(home, entry)
    state = ledger.state(home)
    arrivals = (request.arrival, *_copies(state, request))
    wanted = sorted({*arrivals, *request.history, request.entry})
    looks.look(home, actor, request.entry)
    seen = looks.looks(home, actor, (request.entry, *arrivals))
    return RequestView(request, tuple(_steps(home, wanted)), arrivals, seen, clocks_of(home, request))


def entry_numbered(home: Home, number: str) -> int:
    """Give the entry of the document that came under an arrival's number: its only request, else its only document.

    Raises:
        NotThere: no arrival has this number, or it is not read yet.
        WrongUse: several documents of the arrival could be meant.

    """
    state = ledger.state(home)
    here = [one for one in state.documents.values() if state.arrivals[one.arrival].event.number == number]
    meant = [one for one in here if one.kind is EntryKind.REQUEST] or here
    if not meant:
        raise NotThere(f"'{number}' is not the number of a document", remedy="tallystick inbox lists those that wait")
    if len(meant) > 1:
        entries = ", ".join(f"{one.entry} ({one.kind.value})" for one in meant)
        raise WrongUse(f"{number} brought several documents", remedy=f"name one by its entry: {entries}")
    return meant[0].entry


def clocks_of(home: Home, request: RequestState) -> tuple[Ran, ...]:
    """The clocks in force when the request was received; one that begins with the release needs its recorded moment."""
    moments = request.disposition.moments if request.disposition else {}
    release = moments.get(CustodyMoment.WOULD_BE_RELEASED)
    try:
        return clocks(
            home.settings.ordinance,
            release=release.astimezone(home.zone) if release else None,
            receipt=request.received_at.astimezone(home.zone),
            home=home.path,
        )
    except TallystickError:
        return ()


def _copies(state: RegisterState, request: RequestState) -> list[int]:
    return [state.documents[copy].arrival for copy in request.copies if copy in state.documents]


def _steps(home: Home, wanted: list[int]) -> list[Step]:
    found = []
    for index in wanted:
        opened = ledger.opened_at(home, index)
        if opened is None:
            continue
        event = ledger.event_of(opened)
        found.append(Step(index, event.KIND, event.at, event.by, event.station, canonical.refers_to(event)))
    return found


def years(home: Home) -> list[int]:
    """List the local years in which something arrived, newest first."""
    return ledger.kept(home, "years", _years)


def _years(state: RegisterState) -> list[int]:
    return sorted({arrival.event.year for arrival in state.arrivals.values()}, reverse=True)
