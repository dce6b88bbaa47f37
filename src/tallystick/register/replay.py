"""Replay: what the register says now is a pure function of its entries in their order.

The same entries give the same state, whoever replays them; projections are disposable. After an erasure replay anew:
what ``advance`` learned before the body was destroyed is not what a fresh replay can know. Must not know storage.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from tallystick.model.errors import WrongUse
from tallystick.model.events import (
    Arrival,
    CallBack,
    Classified,
    Confirmed,
    Contact,
    Correction,
    Disposition,
    Erasure,
    Event,
    Late,
    ReportFiled,
    Sweep,
    Withdrawal,
)
from tallystick.model.state import ArrivalState, Entry, RegisterState
from tallystick.model.words import Answer, SenderState

from . import documents, leaf, remains

_E = TypeVar("_E", Arrival, Contact, Disposition)


@dataclass(frozen=True, slots=True)
class _At:
    """Where replay stands: the state it changes, the entry's index, the agency's zone."""

    state: RegisterState
    index: int
    zone: ZoneInfo


def replay(entries: Iterable[Entry], zone: str) -> RegisterState:
    """The state after these entries, from the first one on.

    Args:
        entries: all entries in order of their index, from 0.
        zone: the agency's IANA zone: days are local days.

    Raises:
        WrongUse: an entry is out of order, or a document's arrival is not one.

    """
    state = RegisterState()
    for entry in entries:
        advance(state, entry, zone)
    return state


def advance(state: RegisterState, entry: Entry, zone: str) -> None:
    """Take one more entry into the state.

    Raises:
        WrongUse: as ``replay``.

    """
    if entry.index != state.size:
        raise WrongUse(f"entry {entry.index} cannot follow entry {state.size - 1}")
    state.size += 1
    state.moments.append((entry.kind, entry.year, entry.refers_to))
    state.asked.append(entry.asked if entry.event is None else leaf.asked_of(entry.event))
    if entry.event is None:
        remains.apply(state, entry)
    else:
        _apply(entry.event, _At(state, entry.index, ZoneInfo(zone)))


@singledispatch
def _apply(event: Event, at: _At) -> None:
    raise WrongUse(f"replay does not know the entry kind {event.KIND}", where=f"entry {at.index}")


@_apply.register
def _arrival(event: Arrival, at: _At) -> None:
    day = event.received_at.astimezone(at.zone).date()
    at.state.arrivals[at.index] = ArrivalState(entry=at.index, event=event, received_on=day)


@_apply.register
def _classified(event: Classified, at: _At) -> None:
    documents.classify(at.state, at.index, event)


@_apply.register
def _confirmed(event: Confirmed, at: _At) -> None:
    documents.confirm(at.state, at.index, event)


@_apply.register
def _correction(event: Correction, at: _At) -> None:
    documents.correct(at.state, at.index, event)


@_apply.register
def _disposition(event: Disposition, at: _At) -> None:
    if request := documents.find(at.state, event.of):
        request.disposition = event
        request.answers.update(event.answers)
        if any(answer is not Answer.NOT_RECORDED for answer in event.answers.values()):
            request.disposition_entry = at.index
        documents.note(at.state, event.of, at.index)


@_apply.register
def _withdrawal(event: Withdrawal, at: _At) -> None:
    if request := documents.find(at.state, event.of):
        request.withdrawn = at.index
        documents.note(at.state, event.of, at.index)


@_apply.register
def _call_back(event: CallBack, at: _At) -> None:
    if request := documents.find(at.state, event.of):
        request.sender, request.call_back = event.sender, event
        documents.note(at.state, event.of, at.index)


@_apply.register
def _late(event: Late, at: _At) -> None:
    if event.of in at.state.arrivals:
        remains.mark_late(at.state, event.of, at.index, event.found_received, event.source)


@_apply.register
def _contact(event: Contact, at: _At) -> None:
    at.state.contacts[at.index] = event


@_apply.register
def _sweep(event: Sweep, at: _At) -> None:
    at.state.sweeps[at.index] = event


@_apply.register
def _report(event: ReportFiled, at: _At) -> None:
    at.state.reports[at.index] = event


@_apply.register
def _erasure(event: Erasure, at: _At) -> None:
    state, of = at.state, event.of
    state.erased.add(of)
    if of in state.arrivals:
        state.arrivals[of].event = _without_person(state.arrivals[of].event)
    if of in state.contacts:
        state.contacts[of] = _without_person(state.contacts[of])
    for entry in _requests_touched(state, of):
        _erase_request(at, entry)


def _requests_touched(state: RegisterState, of: int) -> list[int]:
    """The requests whose entry, arrival or later entry ``of`` is."""
    if of in state.arrivals:
        return [entry for entry in state.arrivals[of].documents if documents.find(state, entry)]
    about = state.moments[of][2] if of < state.size else None
    return [entry for entry in (of, about) if documents.find(state, entry) and entry is not None]


def _erase_request(at: _At, entry: int) -> None:
    request = documents.find(at.state, entry)
    assert request is not None
    request.read, request.fields, request.erased = {}, {}, True
    if request.disposition:
        request.disposition = _without_person(request.disposition)
    request.sender, request.call_back = SenderState.NOT_VERIFIED, None
    documents.note(at.state, entry, at.index)


def _without_person(event: _E) -> _E:
    blank: dict[str, Any] = dict.fromkeys(event.PERSONAL, "")
    return replace(event, **blank)
