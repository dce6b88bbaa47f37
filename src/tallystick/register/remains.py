"""What is left of an entry whose body was erased: its opened fields (kind, year, refers_to, asked) still count.

No sum may break because a person was erased. What the openings do not tell becomes unknown, never a guess; the first
moment of the year stands for a day that is gone. Must not know whether an entry could still be unsealed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from tallystick.model.events import Arrival
from tallystick.model.state import ArrivalState, Entry, RegisterState, RequestState
from tallystick.model.words import Asked, Channel, EntryKind, LateSource, LineUse

from . import documents

CLASSES: frozenset[EntryKind] = frozenset(
    {EntryKind.REQUEST, EntryKind.COPY_OF, EntryKind.NOT_A_REQUEST, EntryKind.UNREADABLE}
)
"""The four kinds of entry that give a document its class."""


def apply(state: RegisterState, entry: Entry) -> None:
    """Replay an entry without its event."""
    if entry.kind is EntryKind.ARRIVAL:
        state.arrivals[entry.index] = _blank_arrival(entry)
    elif entry.kind in CLASSES and entry.refers_to is not None:
        _document(state, entry, entry.refers_to)
    elif entry.kind is EntryKind.ERASURE and entry.refers_to is not None:
        state.erased.add(entry.refers_to)
    elif entry.kind is EntryKind.CORRECTION and entry.asked:
        _correction(state, entry)
    elif entry.kind is EntryKind.LATE and entry.refers_to in state.arrivals:
        mark_late(state, entry.refers_to, entry.index, None)
    elif request := documents.find(state, entry.refers_to):
        _about_request(request, entry)
        documents.note(state, request.entry, entry.index)


def mark_late(state: RegisterState, of: int, index: int, found: date | None, source: LateSource | None = None) -> None:
    """Arrival ``of`` and its requests are late by entry ``index``; ``found`` is the day a station first had it."""
    arrival = state.arrivals[of]
    arrival.late, arrival.received_on, arrival.entered = index, found or arrival.received_on, source
    for request in filter(None, (documents.find(state, entry) for entry in arrival.documents)):
        request.late, request.received_on, request.entered = index, arrival.received_on, source
        documents.note(state, request.entry, index)


def year_start(year: int) -> datetime:
    """The first moment of a year (UTC)."""
    return datetime(year, 1, 1, tzinfo=UTC)


def _blank_arrival(entry: Entry) -> ArrivalState:
    start = year_start(entry.year)
    event = Arrival(
        agency="",
        station="",
        line="",
        at=start,
        year=entry.year,
        by="",
        number="",
        channel=Channel.UNKNOWN,
        line_use=LineUse.SHARED,
        transport_id="",
        sha256="",
        size=0,
        media="",
        received_at=start,
        same_bytes_as=entry.refers_to,
    )
    return ArrivalState(entry=entry.index, event=event, received_on=start.date())


def _document(state: RegisterState, entry: Entry, arrival: int) -> None:
    document = documents.unknown(entry.index, arrival, entry.kind)
    documents.place(state, document)
    if entry.kind is EntryKind.REQUEST:
        documents.open_request(state, document, _asked(entry), year_start(entry.year))


def _correction(state: RegisterState, entry: Entry) -> None:
    document = state.documents.get(-1 if entry.refers_to is None else entry.refers_to)
    if document is None:
        return
    asked = _asked(entry)
    now = EntryKind.NOT_A_REQUEST if asked is Asked.NOTHING else EntryKind.REQUEST
    documents.reclassify(state, entry.index, document, now, year_start(entry.year), asked=asked)
    documents.note(state, document.entry, entry.index)


def _about_request(request: RequestState, entry: Entry) -> None:
    if entry.kind is EntryKind.CONFIRMED:
        request.confirmed = entry.index
        request.asked = Asked(entry.asked) if entry.asked else request.asked
    elif entry.kind is EntryKind.DISPOSITION:
        request.disposition_entry = entry.index
    elif entry.kind is EntryKind.WITHDRAWAL:
        request.withdrawn = entry.index


def _asked(entry: Entry) -> Asked:
    return Asked(entry.asked) if entry.asked else Asked.NOTHING
