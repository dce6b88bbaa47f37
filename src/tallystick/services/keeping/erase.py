"""Erase a person: the keys of everything that tells of them are destroyed; the count and every proof stay.

Order: (1) what the published count needs of the entries is kept, (2) the erasure is registered with its authority,
(3) keys are overwritten on disk. A crash after 2 is finished by calling ``erase`` again.
"""

from __future__ import annotations

from dataclasses import replace

from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.events import Erasure, Event
from tallystick.model.state import RegisterState, RequestState
from tallystick.model.words import Log, Role
from tallystick.records.models import Entry, KeptOpening, SameKey
from tallystick.register import leaf
from tallystick.services import ledger, words
from tallystick.services.desk.dispose import about, request_of
from tallystick.services.home import Home
from tallystick.services.intake import readings
from tallystick.services.outside.publishable import KEPT


def erase(home: Home, actor: Actor, entry: int, *, authority: str) -> tuple[int, ...]:
    """Erase the personal data of request ``entry``; returns the entries whose keys are gone.

    Raises:
        NotAllowed: the actor is neither legal nor custodian. WrongUse: no authority is named. NotThere: not a request.

    """
    actor.need(Role.LEGAL, Role.CUSTODIAN)
    if not authority.strip():
        raise WrongUse("an erasure needs its authority", remedy="name the schedule, approval or order that allows it")
    request = request_of(home, entry)
    state = ledger.state(home)
    arrivals = _arrivals(state, request)
    touched = tuple(sorted({*arrivals, entry, *request.copies, *_about(state, request)}))
    for index in touched:
        keep_openings(home, index)
    events: list[Event] = [_event(home, actor, request, index, authority) for index in touched]
    ledger.append(home, [*_answers_again(home, actor, request), *events])
    digests = {state.arrivals[index].event.sha256 for index in arrivals}
    _destroy(home, touched, digests)
    ledger.forget(home)
    return touched


def _arrivals(state: RegisterState, request: RequestState) -> list[int]:
    """Transmissions that brought this request and no other: their bytes tell of nobody else."""
    copies = [state.documents[index].arrival for index in request.copies if index in state.documents]
    return [index for index in (request.arrival, *copies) if not _others(state, index, request.entry)]


def _others(state: RegisterState, arrival: int, entry: int) -> bool:
    return any(one in state.requests and one != entry for one in state.arrivals[arrival].documents)


def _about(state: RegisterState, request: RequestState) -> list[int]:
    """Later entries about this request itself; one about another request that names this one stays."""
    return [index for index in request.history if state.moments[index][2] == request.entry]


def _answers_again(home: Home, actor: Actor, request: RequestState) -> list[Event]:
    """Record the outcome once more without its note: the answers are part of the count, the note told of a person."""
    if request.disposition is None:
        return []
    again = replace(
        request.disposition, at=home.clock(), by=actor.user, answers=dict(request.answers), facts={}, note=""
    )
    return [again]


def keep_openings(home: Home, index: int) -> None:
    """Keep what the published count needs of an entry before its key goes; once kept it stays as it is."""
    opened = ledger.opened_at(home, index)
    if opened is None or KeptOpening.objects.filter(index=index).exists():
        return
    values = leaf.values_of(ledger.event_of(opened), opened.body, home.agency.zone)
    openings = leaf.open_fields(values, opened.secret, KEPT)
    KeptOpening.objects.create(index=index, openings=[[one.name, one.value, one.salt.hex()] for one in openings])


def _event(home: Home, actor: Actor, request: RequestState, index: int, authority: str) -> Erasure:
    return Erasure(**about(home, actor, request), of=index, authority=authority.strip())


def _destroy(home: Home, touched: tuple[int, ...], digests: set[str]) -> None:
    for row in Entry.objects.filter(log=Log.REQUESTS, index__in=touched):
        home.keys.destroy(row.slot)
    SameKey.objects.filter(entry__in=touched).delete()
    words.forget(home, touched)
    for digest in digests:
        readings.forget(home, digest)
        if home.vault.readable(digest):
            home.vault.destroy(digest)
