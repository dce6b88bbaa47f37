"""What the register says now: a pure function of its entries (``register.replay`` makes it).

Holds every sum of DESIGN §2 that the register itself must close. Must not know where entries are stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from .events import Arrival, CallBack, Contact, Disposition, Event, ReportFiled, Sweep
from .reading import FieldReading
from .words import (
    Answer,
    AnswerField,
    Asked,
    CopyRelation,
    EntryKind,
    FormKind,
    LateSource,
    SenderState,
    StatedBasis,
    UnreadReason,
)


@dataclass(slots=True)
class DocumentState:
    """One document: exactly one current class, of ``EntryKind`` request, copy_of, not_a_request or unreadable.

    ``seen_by`` is the person who confirmed or corrected it last; empty while only a machine has looked.
    """

    entry: int
    arrival: int
    document: int
    kind: EntryKind
    form: FormKind
    edition: str
    pages: tuple[int, ...]
    copy_of: int | None = None
    reason: UnreadReason | None = None
    why: str = ""
    seen_by: str = ""
    relation: CopyRelation | None = None


@dataclass(slots=True)
class RequestState:
    """One request: its number, dates, fields as read and as confirmed, its answers and its history of entries.

    ``disposition`` is the last entry of answers or facts, ``disposition_entry`` the last one that recorded an answer.
    """

    entry: int
    arrival: int
    number: str
    station: str
    line: str
    form: FormKind
    asked: Asked
    basis: tuple[StatedBasis, ...]
    received_at: datetime
    received_on: date
    registered_at: datetime
    year: int
    read: dict[str, FieldReading] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    edition: str = ""
    prepared: date | None = None
    confirmed: int | None = None
    confirmed_by: str = ""
    supersedes: int | None = None
    disposition: Disposition | None = None
    disposition_entry: int | None = None
    answers: dict[AnswerField, Answer] = field(default_factory=lambda: dict.fromkeys(AnswerField, Answer.NOT_RECORDED))
    withdrawn: int | None = None
    sender: SenderState = SenderState.NOT_VERIFIED
    call_back: CallBack | None = None
    late: int | None = None
    entered: LateSource | None = None
    erased: bool = False
    copies: list[int] = field(default_factory=list)
    history: list[int] = field(default_factory=list)


@dataclass(slots=True)
class ArrivalState:
    """One transmission and the documents found in it (indices of their class entries).

    ``numbered`` are its documents that ever were requests, in order: each keeps the number it was given.
    """

    entry: int
    event: Arrival
    received_on: date
    documents: list[int] = field(default_factory=list)
    late: int | None = None
    entered: LateSource | None = None
    numbered: list[int] = field(default_factory=list)


@dataclass(slots=True)
class RegisterState:
    """Everything, keyed by entry index; ``size`` is the number of entries replayed."""

    size: int = 0
    arrivals: dict[int, ArrivalState] = field(default_factory=dict)
    documents: dict[int, DocumentState] = field(default_factory=dict)
    requests: dict[int, RequestState] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)
    sweeps: dict[int, Sweep] = field(default_factory=dict)
    reports: dict[int, ReportFiled] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    moments: list[tuple[EntryKind, int, int | None]] = field(default_factory=list)
    """For each entry in order: kind, year, refers_to: what a report opens of every leaf."""
    asked: list[str] = field(default_factory=list)
    """For each entry in order the fourth field that a report opens: an ``Asked`` value, or empty."""
    set_aside: dict[int, RequestState] = field(default_factory=dict)
    """Requests that a correction made something else, with their history: counted nowhere, kept for their page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as replay takes it: its index in the requests log and its event (None once erased).

    ``asked`` is the opened field of that name: needed only where the event is gone (else the event tells it).
    """

    index: int
    kind: EntryKind
    year: int
    refers_to: int | None
    event: Event | None
    asked: str = ""
