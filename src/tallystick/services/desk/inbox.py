"""What waits for a person: requests not yet confirmed, papers nobody could read, a judicial warrant first of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tallystick.model.actor import Actor
from tallystick.model.errors import NotThere
from tallystick.model.reading import FIELD_NAMES, Box, Doubtful, Read, Reading, Unread
from tallystick.model.state import DocumentState, RegisterState, RequestState
from tallystick.model.words import Asked, EntryKind, FormKind, LineUse, Role, StatedBasis, UnreadReason
from tallystick.services import ledger
from tallystick.services.desk import looks
from tallystick.services.desk.looks import Looked
from tallystick.services.home import Home
from tallystick.services.intake import originals, readings, strangers


@dataclass(frozen=True, slots=True)
class Card:
    """One line of the inbox. ``entry`` is the class entry of the document; nothing in it is personal."""

    entry: int
    arrival: int
    number: str
    station: str
    channel: str
    received_at: datetime
    kind: EntryKind
    form: FormKind
    doubtful: int
    why: str


@dataclass(frozen=True, slots=True)
class ItemField:
    """One field beside the picture: ``state`` is read, doubtful or unread (``reason``); ``box`` says where to look."""

    name: str
    value: str
    state: str
    score: float
    box: Box | None
    others: tuple[str, ...]
    reason: UnreadReason | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One document as a person sees it: pages, fields in form order, boxes, and what it may be a copy of.

    ``sits_there`` is somebody else who has it open already.
    """

    card: Card
    pages: tuple[int, ...]
    fields: tuple[ItemField, ...]
    basis: tuple[tuple[StatedBasis, bool | None], ...]
    asked: Asked
    edition: str
    suspects: tuple[tuple[int, str], ...]
    next: int | None
    previous: int | None
    kept: bool
    sits_there: Looked | None


def waiting(home: Home, actor: Actor) -> tuple[Card, ...]:
    """Cards of everything that waits, judicial warrants first, then the oldest."""
    actor.need(Role.CLERK, Role.LEGAL, Role.AUDITOR)
    return ledger.kept(home, "waiting", _cards)


def _cards(state: RegisterState) -> tuple[Card, ...]:
    cards = [_card(state, document) for document in state.documents.values() if _waits(state, document)]
    cards.sort(key=lambda card: (card.form is not FormKind.JUDICIAL_WARRANT, card.received_at, card.entry))
    return tuple(cards)


def last_arrival(home: Home) -> datetime | None:
    """When the newest transmission was received (UTC); None before the first."""
    return ledger.kept(home, "last arrival", _last_arrival)


def _last_arrival(state: RegisterState) -> datetime | None:
    return max((one.event.received_at for one in state.arrivals.values()), default=None)


def _waits(state: RegisterState, document: DocumentState) -> bool:
    if document.seen_by:
        return False
    if document.kind is EntryKind.REQUEST:
        request = state.requests.get(document.entry)
        return request is not None and request.confirmed is None and not request.erased
    if document.kind is EntryKind.UNREADABLE:
        return True
    arrival = state.arrivals[document.arrival].event
    if arrival.line_use is LineUse.SHARED:
        return False
    return document.kind is EntryKind.NOT_A_REQUEST and document.form in {
        FormKind.UNKNOWN,
        FormKind.OTHER,
        FormKind.CANCELLATION,
        FormKind.JUDICIAL_WARRANT,
    }


def _card(state: RegisterState, document: DocumentState) -> Card:
    arrival = state.arrivals[document.arrival].event
    request = state.requests.get(document.entry)
    doubtful = sum(not isinstance(one, Read) for one in request.read.values()) if request else 0
    return Card(
        entry=document.entry,
        arrival=document.arrival,
        number=request.number if request else arrival.number,
        station=arrival.station,
        channel=arrival.channel.value,
        received_at=arrival.received_at,
        kind=document.kind,
        form=document.form,
        doubtful=doubtful,
        why=document.reason.value if document.reason else document.why,
    )


def open_item(home: Home, actor: Actor, entry: int) -> Item:
    """One document with its fields beside its pages; that the actor looked at it is kept.

    Raises:
        NotThere: ``entry`` is not the current class of a document.

    """
    actor.need(Role.CLERK, Role.LEGAL, Role.AUDITOR)
    state = ledger.state(home)
    document = state.documents.get(entry)
    if document is None:
        raise NotThere(f"entry {entry} is not a document that waits", remedy="go back to the inbox")
    request = state.requests.get(entry)
    arrival = state.arrivals[document.arrival].event
    reading = readings.find(home, arrival.sha256)
    order = [card.entry for card in waiting(home, actor)]
    place = order.index(entry) if entry in order else None
    sits_there = looks.sits_there(home, actor, entry)
    looks.look(home, actor, entry)
    return Item(
        card=_card(state, document),
        pages=document.pages or tuple(range(len(reading.pages))) if reading else document.pages,
        fields=_fields(request),
        basis=_basis(request, document, reading),
        asked=request.asked if request else Asked.HOLD,
        edition=document.edition,
        suspects=_suspects(state, request),
        next=None if place is None else next(iter(order[place + 1 :]), None),
        previous=None if not place else order[place - 1],
        kept=_kept(home, state, document.arrival),
        sits_there=sits_there,
    )


def _kept(home: Home, state: RegisterState, arrival: int) -> bool:
    """Whether the original can still be opened: it was neither erased nor handed back."""
    found = state.arrivals[arrival]
    digest = found.event.sha256
    return bool(digest) and home.vault.readable(digest) and not strangers.handed_back(state, found)


def _fields(request: RequestState | None) -> tuple[ItemField, ...]:
    found = request.read if request else {}
    return tuple(_field(name, found.get(name)) for name in FIELD_NAMES)


def _field(name: str, one: object) -> ItemField:
    if isinstance(one, Read):
        return ItemField(name, one.value, "read", one.score, one.box, ())
    if isinstance(one, Doubtful):
        return ItemField(name, one.value, "doubtful", one.score, one.box, one.others)
    if isinstance(one, Unread):
        return ItemField(name, "", "unread", 0.0, one.box, (), one.reason)
    return ItemField(name, "", "unread", 0.0, None, (), UnreadReason.NOT_FOUND)


def _basis(
    request: RequestState | None, document: DocumentState, reading: Reading | None
) -> tuple[tuple[StatedBasis, bool | None], ...]:
    """Boxes as read (None = between the bands), or as the entry has them when the reading is gone."""
    for one in reading.documents if reading else ():
        if one.pages == document.pages and one.boxes:
            return tuple((box.basis, box.marked) for box in one.boxes)
    ticked = request.basis if request else ()
    return tuple((basis, basis in ticked) for basis in StatedBasis)


def _suspects(state: RegisterState, request: RequestState | None) -> tuple[tuple[int, str], ...]:
    """Earlier requests of the same year that share a number on the form: shown by register number only."""
    if request is None:
        return ()
    mine = {name: one.value for name, one in request.read.items() if not isinstance(one, Unread)}
    return tuple(
        (other.entry, other.number)
        for other in state.requests.values()
        if other.entry < request.entry and other.year == request.year and _shares(mine, other.fields)
    )[:3]


def _shares(mine: dict[str, str], fields: dict[str, str]) -> bool:
    return any(mine.get(name) and mine.get(name) == fields.get(name) for name in ("event_no", "file_no", "subject_id"))


def page_picture(home: Home, actor: Actor, arrival: int, page: int) -> bytes:
    """PNG of one page of an arrival, decoded in the sandbox.

    Raises:
        NotThere: no such arrival or page, or its bytes were handed back or erased.

    """
    actor.need(Role.CLERK, Role.LEGAL, Role.AUDITOR)
    state = ledger.state(home)
    found = state.arrivals.get(arrival)
    if found is None:
        raise NotThere(f"there is no arrival {arrival}")
    if strangers.handed_back(state, found):
        raise NotThere("this page is not a request and came by a shared line: it was handed back unopened")
    if not found.event.sha256:
        raise NotThere("this paper was erased", remedy="its count stays in the register")
    looks.look_at_picture(home, actor, arrival, tuple(found.documents))
    return originals.page_png(home.vault.get(found.event.sha256), page)
