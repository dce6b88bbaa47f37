"""Other people's papers on a shared line (DESIGN §7.2): what is no request is handed back and leaves little behind.

At once: the bytes' key is destroyed and no reading is kept. After ``shared_days``: the key of the arrival's body goes
too, with its sender and its transport id. What stays is the class entry: time, line, pages, kind. The sums still close.
"""

from __future__ import annotations

from datetime import timedelta

from tallystick.model.events import Arrival, Classified, Erasure, NotARequest
from tallystick.model.state import ArrivalState, RegisterState
from tallystick.model.words import Channel, EntryKind, LineUse, Log
from tallystick.records import append as records
from tallystick.records.models import Entry
from tallystick.services import ledger
from tallystick.services.erase import keep_openings
from tallystick.services.home import Home


def is_strangers(arrival: Arrival, events: list[Classified]) -> bool:
    """Whether a transmission is wholly somebody else's: it came by a shared line and holds no request."""
    return arrival.line_use is LineUse.SHARED and all(isinstance(event, NotARequest) for event in events)


def hand_back(home: Home, arrival: Arrival) -> None:
    """Destroy the bytes' key; bytes that came by a dedicated line as well stay kept."""
    kept_elsewhere = any(
        one.event.sha256 == arrival.sha256 and one.event.line_use is LineUse.DEDICATED
        for one in ledger.state(home).arrivals.values()
    )
    if not kept_elsewhere and home.vault.readable(arrival.sha256):
        home.vault.destroy(arrival.sha256)


def forget_old(home: Home) -> tuple[int, ...]:
    """Erase the bodies of strangers' arrivals older than ``shared_days``; returns their entries.

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
    if _destroy_keys(home):
        ledger.forget(home)
    return tuple(old)


def _is_old(home: Home, state: RegisterState, arrival: ArrivalState) -> bool:
    if arrival.entry in state.erased or arrival.event.line_use is not LineUse.SHARED or not arrival.documents:
        return False
    strangers = all(state.documents[one].kind is EntryKind.NOT_A_REQUEST for one in arrival.documents)
    return strangers and home.clock() - arrival.event.at > timedelta(days=home.settings.shared_days)


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
    """Destroy the keys of arrivals whose erasure is registered; whether any was still there."""
    state = ledger.state(home)
    erased = [one for one in state.erased & state.arrivals.keys() if not _is_blank(state.arrivals[one].event)]
    open_still = [
        row.slot
        for row in Entry.objects.filter(log=Log.REQUESTS, index__in=erased)
        if home.keys.get(row.slot) is not None
    ]
    for slot in open_still:
        home.keys.destroy(slot)
    return bool(open_still)


def _is_blank(arrival: Arrival) -> bool:
    return arrival.channel is Channel.UNKNOWN
