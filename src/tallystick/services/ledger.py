"""Events into the logs and out again: sealing, leaves, replay. Every other service writes and reads through here."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from tallystick.model.events import Event
from tallystick.model.state import Entry, RegisterState
from tallystick.model.words import EntryKind, Log, OperationKind
from tallystick.records import append as records
from tallystick.records.models import Entry as EntryRow
from tallystick.records.models import KeptOpening
from tallystick.register import canonical, leaf, note, replay, seal
from tallystick.services.home import Home

_SECRET = 32
_AT_ONCE = 500
_MOST_KEPT = 64
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Opened:
    """A sealed entry opened: its event's bytes and the record secret that salts its leaf."""

    index: int
    kind: str
    leaf: bytes
    body: bytes
    secret: bytes


def append(home: Home, events: Sequence[Event]) -> records.Appended:
    """Append events to the requests log, in order, in one transaction. Durable when this returns."""
    drafts = [_draft(home, event) for event in events]
    return _append(home, Log.REQUESTS, drafts)


def append_operation(home: Home, kind: OperationKind, facts: dict[str, str], *, at: datetime | None = None) -> int:
    """Append one entry to the operations log and return its index. ``facts`` must hold nothing about a person."""
    return append_operations(home, [(kind, facts)], at=at)[0]


def append_operations(
    home: Home, acts: Sequence[tuple[OperationKind, dict[str, str]]], *, at: datetime | None = None
) -> tuple[int, ...]:
    """Append several entries to the operations log in one transaction and return their indices."""
    moment = at or home.clock()
    year = home.local_day(moment).year
    drafts = []
    for kind, facts in acts:
        body = canonical.encode_operation(kind, moment, facts)
        values = leaf.operation_values(kind, year, facts, body=body)
        drafts.append(_seal(home, Log.OPERATIONS, kind.value, values, body))
    return _append(home, Log.OPERATIONS, drafts).indices


def _append(home: Home, log: Log, drafts: Sequence[records.Draft]) -> records.Appended:
    signer = home.signer(log)
    return records.append(log, drafts, origin=home.origin(log), sign=lambda text: note.sign(text, signer))


def _draft(home: Home, event: Event) -> records.Draft:
    body = canonical.encode(event)
    return _seal(home, Log.REQUESTS, event.KIND.value, leaf.values_of(event, body, home.agency.zone), body)


def _seal(home: Home, log: Log, kind: str, values: dict[str, str], body: bytes) -> records.Draft:
    secret = os.urandom(_SECRET)
    slot, key = home.keys.new()
    sealed = seal.seal(key, secret + body, context=context(home, log, slot))
    return records.Draft(kind=kind, leaf=leaf.make(values, secret), sealed=sealed, slot=slot)


def context(home: Home, log: Log, slot: int) -> bytes:
    """What the seal of an entry's body is bound to: its log and its key slot."""
    return f"{home.origin(log)}\n{slot}".encode()


def opened(home: Home, log: Log = Log.REQUESTS, *, first: int = 0, kind: str = "") -> list[Opened | EntryRow]:
    """Open the entries of ``log`` from index ``first``, of one kind if it is named; an erased one comes as its row."""
    rows = EntryRow.objects.filter(log=log, index__gte=first, **({"kind": kind} if kind else {})).order_by("index")
    return [_open(home, log, row) or row for row in rows]


def _one_by_one(home: Home, first: int) -> Iterator[Opened | EntryRow]:
    """Open the entries of the requests log from index ``first``, a few hundred in memory at a time."""
    while some := list(EntryRow.objects.filter(log=Log.REQUESTS, index__gte=first).order_by("index")[:_AT_ONCE]):
        yield from (_open(home, Log.REQUESTS, row) or row for row in some)
        first = some[-1].index + 1


def _open(home: Home, log: Log, row: EntryRow) -> Opened | None:
    key = home.keys.get(row.slot)
    if key is None:
        return None
    plain = seal.unseal(key, bytes(row.sealed), context=context(home, log, row.slot))
    return Opened(row.index, row.kind, bytes(row.leaf), plain[_SECRET:], plain[:_SECRET])


def last_opened(home: Home, log: Log, kind: str) -> Opened | None:
    """Open the newest entry of that kind; None when there is none or it was erased."""
    row = EntryRow.objects.filter(log=log, kind=kind).order_by("-index").first()
    return _open(home, log, row) if row else None


def opened_one(home: Home, row: EntryRow) -> Opened | None:
    """Open one entry of the requests log; None when it was erased."""
    return _open(home, Log.REQUESTS, row)


def opened_at(home: Home, index: int) -> Opened | None:
    """Open entry ``index`` of the requests log; None when it was erased or is not there."""
    row = EntryRow.objects.filter(log=Log.REQUESTS, index=index).first()
    return _open(home, Log.REQUESTS, row) if row else None


def event_of(one: Opened) -> Event:
    """Decode the event of an opened entry of the requests log."""
    return canonical.decode(EntryKind(one.kind), one.body)


@dataclass
class _Cached:
    state: RegisterState
    size: int
    kept: dict[Hashable, Any] = field(default_factory=dict)


_states: dict[str, _Cached] = {}
_advancing = threading.RLock()
"""Threads of one process share the state: one of them advances it."""


def state(home: Home) -> RegisterState:
    """What the register says now: replayed once a process and then advanced entry by entry.

    The state returned is shared: callers read it and never change it.
    """
    with _advancing:
        size = records.size(Log.REQUESTS)
        cached = _states.get(str(home.path))
        if cached is None or cached.size > size or (cached.size < size and _erasures_after(cached)):
            cached = _states[str(home.path)] = _Cached(RegisterState(), 0)
        if cached.size < size:
            cached.kept.clear()
            for one in _one_by_one(home, cached.size):
                replay.advance(cached.state, entry_of(one), home.agency.zone)
            cached.size = cached.state.size  # entries may have come since the size was asked for
    return cached.state


def kept(home: Home, of: Hashable, work_out: Callable[[RegisterState], Kept]) -> Kept:
    """Give what ``work_out`` makes of the register's state; it is worked out once and kept until the next entry.

    ``of`` names what is worked out and everything else that it depends on. Nobody changes what is given.
    """
    with _advancing:
        now, found = state(home), _states[str(home.path)].kept
        if of not in found:
            if len(found) >= _MOST_KEPT:
                del found[next(iter(found))]
            found[of] = work_out(now)
        made: Kept = found[of]
    return made


def _erasures_after(cached: _Cached) -> bool:
    """Whether an erasure was appended since: then what was erased must leave this process's memory too."""
    return EntryRow.objects.filter(log=Log.REQUESTS, index__gte=cached.size, kind=EntryKind.ERASURE).exists()


def state_at(home: Home, size: int) -> RegisterState:
    """What the register said when it had ``size`` entries."""
    past = RegisterState()
    for one in _one_by_one(home, 0):
        if one.index >= size:
            break
        replay.advance(past, entry_of(one), home.agency.zone)
    return past


def entry_of(one: Opened | EntryRow) -> Entry:
    """Turn an opened entry (or what stays of an erased one) into what replay takes."""
    if isinstance(one, EntryRow):
        return _erased(one)
    event = event_of(one)
    return Entry(index=one.index, kind=event.KIND, year=event.year, refers_to=canonical.refers_to(event), event=event)


def _erased(row: EntryRow) -> Entry:
    """What stays of an erased entry: its kind, year and what it refers to."""
    kept = KeptOpening.objects.filter(index=row.index).first()
    values = {name: value for name, value, _ in kept.openings} if kept else {}
    refers_to = values.get("refers_to")
    return Entry(
        index=row.index,
        kind=EntryKind(row.kind),
        year=int(values.get("year") or 0),
        refers_to=int(refers_to) if refers_to else None,
        event=None,
        asked=values.get("asked", ""),
    )


def forget(home: Home) -> None:
    """Drop this process's replayed state (tests and erasure)."""
    _states.pop(str(home.path), None)
