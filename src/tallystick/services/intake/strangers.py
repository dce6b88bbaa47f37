"""Other people's papers on a shared line (DESIGN §7.2): what is no request is handed back and leaves little behind.

At once: no reading is kept, and nobody can open the page any more. For ``shared_days`` its bytes stay sealed, so that a
person who was handed the paper can say that it is a request after all. Then the keys of the bytes and of the arrival's
body are destroyed. What stays is the class entry: time, line, pages, kind. The sums still close.
"""

from __future__ import annotations

from datetime import timedelta

from tallystick.model.events import Arrival, Classified, Erasure, NotARequest
from tallystick.model.state import ArrivalState, RegisterState
from tallystick.model.words import Channel, EntryKind, LineUse, Log
from tallystick.records import append as records
from tallystick.records.models import Entry
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.keeping.erase import keep_openings


def is_strangers(arrival: Arrival, events: list[Classified]) -> bool:
    """Whether a transmission is wholly somebody else's: it came by a shared line and holds no request."""
    return arrival.line_use is LineUse.SHARED and all(isinstance(event, NotARequest) for event in events)


def handed_back(state: RegisterState, arrival: ArrivalState) -> bool:
    """Whether a transmission was read and is wholly somebody else's, so that nobody may open it."""
    classes = [state.documents[one].kind for one in arrival.documents]
    shared = arrival.event.line_use is LineUse.SHARED
    return shared and bool(classes) and all(kind is EntryKind.NOT_A_REQUEST for kind in classes)


def forget_old(home: Home) -> tuple[int, ...]:
    """Destroy the keys of strangers' bytes and bodies older than ``shared_days``; returns their arrivals' entries.

    Order: what the count needs is kept and the erasure is registered in one transaction, then keys are overwritten. A
    crash in between is finished by the next call.
    """
    with records.sequencer(Log.REQUESTS):
        state = ledger.state(home)
        old = [one.entry for one in state.arrivals.values() if _is_old(home, state, one)]
        for entry in old:
            keep_openings(home, entry)
        if old:
            ledger.append(home, [_erasure(home, state.arrivals[entry].event, entry) for entry in old])
    with records.sequencer(Log.REQUESTS):  # nobody registers the same bytes meanwhile
        destroyed = _destroy_keys(home)
    if destroyed:
        ledger.forget(home)
    return tuple(old)


def _is_old(home: Home, state: RegisterState, arrival: ArrivalState) -> bool:
    if arrival.entry in state.erased or not handed_back(state, arrival):
        return False
    return home.clock() - arrival.event.at > timedelta(days=home.settings.shared_days)


def _erasure(home: Home, arrival: Arrival, entry: int) -> Erasure:
    return Erasure(
        agency=arrival.agency,
        station=arrival.station,
        line=arrival.line,
        at=home.clock(),
        year=arrival.year,
        by="system",
        of=entry,
        authority=f"shared line: not a request, {home.settings.shared_days} days",
    )


def _destroy_keys(home: Home) -> bool:
    """Destroy the keys of arrivals whose erasure is registered, bytes before body; whether any was still there."""
    state = ledger.state(home)
    erased = [one for one in state.erased & state.arrivals.keys() if not _is_blank(state.arrivals[one].event)]
    for arrival in erased:
        _destroy_bytes(home, state, state.arrivals[arrival].event.sha256)
    open_still = [
        row.slot
        for row in Entry.objects.filter(log=Log.REQUESTS, index__in=erased)
        if home.keys.get(row.slot) is not None
    ]
    for slot in open_still:
        home.keys.destroy(slot)
    return bool(open_still)


def _destroy_bytes(home: Home, state: RegisterState, sha256: str) -> None:
    """Destroy the bytes' key; bytes that another transmission brought, which is not erased, stay kept."""
    kept_elsewhere = any(
        one.event.sha256 == sha256 and one.entry not in state.erased for one in state.arrivals.values()
    )
    if not kept_elsewhere and home.vault.readable(sha256):
        home.vault.destroy(sha256)


def _is_blank(arrival: Arrival) -> bool:
    return arrival.channel is Channel.UNKNOWN
