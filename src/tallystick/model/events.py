"""The closed set of events. A reader learns the product from this file.

Every event becomes one entry of the requests log (``register.canonical`` gives its bytes). Nothing is ever edited:
a later event refers to an earlier entry by its index. ``PERSONAL`` says which attributes tell of a person; they lie in
the sealed body only and are erased with its key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from .contacts import ContactKind, ContactNumber, Counterpart, CustodyMoment, Direction, Matter
from .reading import FieldReading
from .words import (
    Answer,
    AnswerField,
    Asked,
    Channel,
    CopyRelation,
    EntryKind,
    FormKind,
    LateSource,
    LineUse,
    SenderState,
    StatedBasis,
    UnreadReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event bears: agency, station, line, moment, local year and who wrote it.

    ``at`` is UTC; ``year`` is the local calendar year the event counts in; ``by`` is a user name or ``system``.
    """

    KIND: ClassVar[EntryKind]
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    agency: str
    station: str
    line: str
    at: datetime
    year: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival(Event):
    """A transmission arrived and its bytes are durable in the vault. Bears the receipt.

    ``number`` is what is written on the paper (station-year-serial). ``received_at`` is when the line took it (UTC);
    ``at`` when it was registered. ``transport_id`` is the channel's own name for it (HylaFAX commid, Message-ID, ...).
    """

    KIND: ClassVar[EntryKind] = EntryKind.ARRIVAL
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"file_name"})

    number: str
    channel: Channel
    line_use: LineUse
    transport_id: str
    sha256: str
    size: int
    media: str
    received_at: datetime
    sender: str = ""
    file_name: str = ""
    same_bytes_as: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified(Event):
    """Base of the four classes a document can have; ``arrival`` is the index of its transmission's entry."""

    arrival: int
    document: int = 0
    pages: tuple[int, ...] = ()
    form: FormKind = FormKind.UNKNOWN
    edition: str = ""
    reader: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Classified):
    """A detainer request as a machine read it (or as found on paper); fields still await a person."""

    KIND: ClassVar[EntryKind] = EntryKind.REQUEST
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"fields"})

    asked: Asked = Asked.HOLD
    fields: dict[str, FieldReading] = field(default_factory=dict)
    basis: tuple[StatedBasis, ...] = ()
    supersedes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOf(Classified):
    """The same request again (``of`` is the index of the request entry), or a page that continues it."""

    KIND: ClassVar[EntryKind] = EntryKind.COPY_OF

    of: int
    relation: CopyRelation = CopyRelation.COPY
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotARequest(Classified):
    """A document that asks for none of the things a request asks; ``form`` says what it is."""

    KIND: ClassVar[EntryKind] = EntryKind.NOT_A_REQUEST

    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable(Classified):
    """Kept and counted, though nobody could read it, with the reason."""

    KIND: ClassVar[EntryKind] = EntryKind.UNREADABLE

    reason: UnreadReason
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed(Event):
    """A named person saw the request (index ``of``), image beside fields, and says what it reads.

    ``fields`` are plain strings by the names of ``reading.FIELD_NAMES``; a field that cannot be read is left out.
    """

    KIND: ClassVar[EntryKind] = EntryKind.CONFIRMED
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"fields"})

    of: int
    fields: dict[str, str]
    form: FormKind
    asked: Asked
    basis: tuple[StatedBasis, ...] = ()
    edition: str = ""
    prepared: date | None = None
    supersedes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition(Event):
    """What was done about request ``of``, under which clause. Answers not named stay not recorded.

    ``moments`` are those of the custody (UTC); ``offense`` is the citation of an offense that the law relies on;
    ``evidence`` is the file, its digest and the row that facts were taken from without typing.
    """

    KIND: ClassVar[EntryKind] = EntryKind.DISPOSITION
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"evidence", "note"})

    of: int
    answers: dict[AnswerField, Answer]
    ordinance: str
    clause: str
    rule_period: str
    facts: dict[str, str] = field(default_factory=dict)
    reimbursement_cents: int | None = None
    note: str = ""
    moments: dict[CustodyMoment, datetime] = field(default_factory=dict)
    offense: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Event):
    """A request for, or a giving of, information or help, with or without paper; its own kind, never a request.

    ``who`` and ``asked_what`` are free words and sealed; ``title`` names a task force and its purpose, never a person.
    ``facts`` are words of the ordinance's vocabulary; ``request`` is the entry of a request it belongs to;
    ``ended_on`` is the last local day of an assignment that began with ``happened_at``.
    """

    KIND: ClassVar[EntryKind] = EntryKind.CONTACT
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"asked_what", "who"})

    channel: Channel
    direction: Direction
    who: str
    asked_what: str
    happened_at: datetime
    contact: ContactKind = ContactKind.OTHER
    counterpart: Counterpart = Counterpart.OTHER
    matter: Matter = Matter.CIVIL
    answer: Answer = Answer.NOT_RECORDED
    clause: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    numbers: dict[ContactNumber, int] = field(default_factory=dict)
    offense: str = ""
    title: str = ""
    request: int | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Event):
    """A person sets right an earlier entry: its class (``now``) or its fields; the earlier entry stays.

    ``waits_again`` takes back what that person had said last: the document waits as a machine left it.
    """

    KIND: ClassVar[EntryKind] = EntryKind.CORRECTION
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"fields"})

    of: int
    now: EntryKind | None = None
    copy_of: int | None = None
    form: FormKind | None = None
    fields: dict[str, str] = field(default_factory=dict)
    why: str
    waits_again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(Event):
    """The sender withdrew or cancelled request ``of``."""

    KIND: ClassVar[EntryKind] = EntryKind.WITHDRAWAL

    of: int
    on: date
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBack(Event):
    """The office that request ``of`` names was called back: ``sender`` is what it said of having sent it.

    ``number`` is the one that was called, ``who`` the person who answered, ``note`` free words.
    """

    KIND: ClassVar[EntryKind] = EntryKind.CALL_BACK
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"note", "who"})

    of: int
    sender: SenderState
    office: str = ""
    number: str = ""
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Late(Event):
    """Arrival ``of`` had reached a station on ``found_received`` (local day) and was entered afterwards.

    ``source`` other than a sweep is day zero: from an old log, letter or paper, never mixed with live arrivals.
    """

    KIND: ClassVar[EntryKind] = EntryKind.LATE

    of: int
    found_received: date
    found_where: str
    sweep: int | None = None
    source: LateSource = LateSource.SWEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep(Event):
    """A station's signed statement: we looked, we have ``found`` that were not entered. Zero is a statement."""

    KIND: ClassVar[EntryKind] = EntryKind.SWEEP

    period: str
    found: int
    signed_by: str
    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure(Event):
    """The keys of entry ``of`` were destroyed: the person is erased, the count and every proof stay."""

    KIND: ClassVar[EntryKind] = EntryKind.ERASURE

    of: int
    authority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiled(Event):
    """A report was signed: its SHA-256, the log size it counts, its version and the one it amends.

    ``report`` names the report where the ordinance asks for several (empty: its first); ``stated`` are the facts of
    agency and period that the department stated; ``remarks`` stand in the letter; ``prepared_by`` is another person.
    """

    KIND: ClassVar[EntryKind] = EntryKind.REPORT

    ordinance: str
    period: str
    version: int
    sha256: str
    log_size: int
    log_root: str
    figures: dict[str, int]
    amends: int | None = None
    report: str = ""
    stated: dict[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    prepared_by: str = ""


EVENTS: tuple[type[Event], ...] = (
    Arrival,
    Request,
    CopyOf,
    NotARequest,
    Unreadable,
    Confirmed,
    Disposition,
    Contact,
    Correction,
    Withdrawal,
    CallBack,
    Late,
    Sweep,
    Erasure,
    ReportFiled,
)
