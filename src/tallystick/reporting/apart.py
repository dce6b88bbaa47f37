"""What a report shows beside its figures: other forms, copies, late finds, transmissions, what nobody could read.

Nothing here is added to the figures that the ordinance asks for; it is shown so that nothing drops out silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from tallystick.model.contacts import Direction
from tallystick.model.events import Contact
from tallystick.model.period import Period
from tallystick.model.state import ArrivalState, DocumentState, RegisterState, RequestState
from tallystick.model.words import Asked, EntryKind, LateSource, Unit

from .report import Figure
from .within import counts_in


def received_in(state: RegisterState, period: Period) -> tuple[ArrivalState, ...]:
    """The transmissions received in the period, by entry."""
    return tuple(
        arrival
        for _, arrival in sorted(state.arrivals.items())
        if counts_in(period, year=arrival.event.year, day=arrival.received_on)
    )


def contacts_of(state: RegisterState, period: Period, zone: str) -> dict[int, Contact]:
    """The contacts that happened in the period, by entry."""
    return {
        entry: contact
        for entry, contact in sorted(state.contacts.items())
        if counts_in(period, year=contact.year, day=contact.happened_at.astimezone(ZoneInfo(zone)).date())
    }


def apart(
    state: RegisterState,
    arrivals: tuple[ArrivalState, ...],
    requests: tuple[RequestState, ...],
    contacts: Mapping[int, Contact],
) -> tuple[Figure, ...]:
    """The counts apart, each with its entries: transmissions by arrival entry, the rest by class entry."""
    documents = _documents(state, arrivals, requests)
    waiting = [arrival for arrival in arrivals if not arrival.documents]
    return (
        _count("transmissions", "Transmissions received", Unit.TRANSMISSIONS, arrivals),
        _count("waiting", "Transmissions not yet read", Unit.TRANSMISSIONS, waiting),
        _count("documents", "Documents found in them", Unit.DOCUMENTS, documents),
        *_of_requests(requests),
        _kind("copies", "Copies and continuation pages of a request", EntryKind.COPY_OF, documents),
        _kind("not_requests", "Documents that are not requests", EntryKind.NOT_A_REQUEST, documents),
        _kind("unreadable", "Documents nobody could read, kept", EntryKind.UNREADABLE, documents),
        *_of_contacts(contacts),
    )


def _of_contacts(contacts: Mapping[int, Contact]) -> Iterator[Figure]:
    """A yearly figure of contacts, also where no law asks for one; nothing is said of a year without any."""
    if not contacts:
        return
    civil = {entry: contact for entry, contact in contacts.items() if not contact.matter.criminal}
    words = {
        Direction.ASKED_BY_THEM: "Contacts about civil immigration enforcement that another agency began",
        Direction.ASKED_BY_US: "Contacts about civil immigration enforcement that we began",
        Direction.UNASKED: "Information or help given unasked in civil immigration enforcement",
    }
    for direction, text in words.items():
        yield _contacts(f"contacts_{direction}", text, [e for e, one in civil.items() if one.direction is direction])
    criminal = "Contacts in criminal matters: trafficking, child exploitation, drugs, weapons, cybercrime, other"
    yield _contacts("contacts_criminal", criminal, [entry for entry in contacts if entry not in civil])


def _contacts(name: str, text: str, entries: list[int]) -> Figure:
    return Figure(id=name, text=text, unit="contacts", value=len(entries), entries=tuple(entries))


def _of_requests(requests: tuple[RequestState, ...]) -> tuple[Figure, ...]:
    withdrawn = [request for request in requests if request.withdrawn is not None]
    late = [request for request in requests if request.late is not None]
    old = [request for request in late if request.entered not in {None, LateSource.SWEEP}]
    unconfirmed = [request for request in requests if request.confirmed is None]
    stay = "Requests withdrawn by the sender (they stay counted as lodged)"
    return (
        _asked("holds", "Requests to hold a person", Asked.HOLD, requests),
        _count("all_requests", "Requests of every form", Unit.REQUESTS, requests),
        _asked("notice_only", "Forms that ask for notice of release only", Asked.NOTICE, requests),
        _asked("transfer_only", "Forms that ask for a transfer only", Asked.TRANSFER, requests),
        _asked("asks_nothing", "Forms that ask for none of these", Asked.NOTHING, requests),
        _count("withdrawn", stay, Unit.REQUESTS, withdrawn),
        _count("late", "Requests entered after the day they reached a station", Unit.REQUESTS, late),
        _count(
            "day_zero", "Requests entered afterwards from an old log, letter or paper (grade C)", Unit.REQUESTS, old
        ),
        _count("unconfirmed", "Requests that no named person has confirmed", Unit.REQUESTS, unconfirmed),
    )


def _documents(
    state: RegisterState, arrivals: tuple[ArrivalState, ...], requests: tuple[RequestState, ...]
) -> tuple[DocumentState, ...]:
    """The period's documents: its requests as they count, everything else with its transmission."""
    inside = {arrival.entry for arrival in arrivals}
    own = {request.entry for request in requests}
    return tuple(
        document
        for entry, document in sorted(state.documents.items())
        if (entry in own if document.kind is EntryKind.REQUEST else document.arrival in inside)
    )


def _asked(name: str, text: str, asked: Asked, requests: Iterable[RequestState]) -> Figure:
    return _count(name, text, Unit.REQUESTS, [request for request in requests if request.asked is asked])


def _kind(name: str, text: str, kind: EntryKind, documents: Iterable[DocumentState]) -> Figure:
    return _count(name, text, Unit.DOCUMENTS, [document for document in documents if document.kind is kind])


def _count(
    name: str, text: str, unit: Unit, counted: Sequence[ArrivalState] | Sequence[DocumentState] | Sequence[RequestState]
) -> Figure:
    entries = tuple(one.entry for one in counted)
    return Figure(id=name, text=text, unit=unit.value, value=len(entries), entries=entries)
