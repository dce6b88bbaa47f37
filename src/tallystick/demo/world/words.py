"""The values of an invented year: what happened to each unit, the papers, the other side's rows, logs and truth.

Everything here is invented. ``fate`` is what truly happened; a ``Proof`` is what the files alone can support. Must not
know how a fate comes about, how a proof is decided, nor how a file is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from tallystick.demo.paper.content import ArrestWarrant, Filled, LabReport
from tallystick.model.reasons import Reason
from tallystick.model.words import Asked, Channel, StatedBasis


class Mode(StrEnum):
    """Which of the other side's two lists is looked at."""

    REDACTED = "redacted"
    NAMED = "named"


class Fate(StrEnum):
    """What truly happened to a unit (facts/users.md §1.6)."""

    REGISTERED = "registered_in_time"
    FOUND_LATE = "received_at_a_station_and_entered_later"
    NEXT_YEAR = "received_in_the_next_year"
    LAST_YEAR = "prepared_in_the_year_before"
    OTHER_SENDER = "sent_by_another_federal_agency"
    OTHER_STATE = "sent_to_a_same_named_place_in_another_state"
    SHERIFF = "sent_to_the_sheriff"
    COURT = "sent_to_the_court"
    MARSHALS = "sent_to_the_marshals"
    CAMPUS = "sent_to_the_campus_police"
    HOLDROOM = "kept_in_the_senders_own_hold_room"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    NOTICE_ONLY = "notice_only_form"
    BOX_2 = "person_lent_to_the_city"
    PERSON_LEFT = "person_had_left"
    CLOSED = "closed_by_the_sender_before_it_was_sent"
    FAILED_CALL = "call_failed"
    OUT_OF_ORDER = "number_out_of_order"
    NOT_REGISTERED = "received_by_the_line_and_never_registered"
    BY_TELEPHONE = "asked_by_telephone_without_paper"
    IN_PERSON = "asked_in_person_without_paper"
    NEVER_SENT = "never_sent"


LIFT_DUPLICATE: Final = "Duplicate"
LIFT_SUPERSEDED: Final = "Superseding - New Form Issued"
LIFT_LEFT: Final = "No longer in State, Local, or Federal Custody"
LIFT_CLOSED: Final = (
    "Case Closed",
    "Prosecutorial Discretion",
    "(Noncitizen) Not Amenable to Removal",
    "USC or Presumptive Claim to US Citizenship",
    "Judicial Review",
)
I247A_2017: Final = "I247A - Immigration Detainer - Immigration Detainer - Notice of Action"
I247A_2025: Final = "I247A - Immigration Detainer - Notice of Action (as of May 2025)"
I247G: Final = "I247G - Request for Advance Notification of Release"

REGISTER_ONLY: Final[frozenset[Fate]] = frozenset({Fate.LAST_YEAR, Fate.OTHER_SENDER})
"""Fates of requests that stand in the register and have no row in the other side's year."""


class PaperKind(StrEnum):
    """What a paper is."""

    REQUEST = "request"
    COPY = "copy"
    NOTICE_ONLY = "notice_only"
    JUNK = "junk"
    MEDICAL = "medical"
    JUDICIAL_WARRANT = "judicial_warrant"
    LINE_TEST = "line_test"


class PaperRole(StrEnum):
    """When intake gets it: at once, after a sweep, never, after the year, or left for the visitor to do."""

    IN_TIME = "in_time"
    LATE = "late"
    NEVER_REGISTERED = "never_registered"
    NEXT_YEAR = "next_year"
    INBOX = "inbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One transmission. ``received_at`` is UTC: when the line, mailbox or desk took it.

    ``quality`` is 1 (computer fax, 196 lines an inch) to 5 (standard, rough). ``copy_of`` names the paper whose request
    came again, ``same_bytes`` says that this transmission has that paper's very bytes. ``delivered_on`` is the local
    day on which a paper found by a sweep was handed to intake. ``seed`` makes its drawing repeatable.
    """

    id: str
    kind: PaperKind
    role: PaperRole
    printed: Filled | ArrestWarrant | LabReport | None
    station: str
    line: str
    channel: Channel
    received_at: datetime
    transport_id: str
    sender_number: str
    sender_name: str
    quality: int
    with_cover: bool
    upside_down: bool
    seed: int
    fate: Fate | None = None
    copy_of: str = ""
    same_bytes: bool = False
    delivered_on: date | None = None

    @property
    def filled(self) -> Filled | None:
        """The values of its form, if it is a form of the detainer family."""
        return self.printed if isinstance(self.printed, Filled) else None

    @property
    def given(self) -> bool:
        """Whether intake ever gets it."""
        return self.role is not PaperRole.NEVER_REGISTERED


@dataclass(frozen=True, slots=True, kw_only=True)
class FederalRow:
    """One row of the other side's list as its own office knows it; what each list shows of it is less.

    ``None`` and empty text mean that the office left the cell blank; ``boxes`` are those not left blank, and whether
    they are ticked. ``sheet`` and ``row`` (1-based) are where it stands in both workbooks.
    """

    prepared: date
    facility: str
    code: str
    city: str
    state: str
    form: str
    lift_reason: str
    resume_custody: bool
    name: str
    sex: str
    born: date | None
    citizenship: str
    file_no: str
    event_no: str
    person_id: str
    boxes: tuple[tuple[StatedBasis, bool], ...] = ()
    sheet: str = ""
    row: int = 0

    @property
    def key(self) -> tuple[str, int]:
        """Its place: sheet and row."""
        return self.sheet, self.row


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredRequest:
    """What the register knows of one request once a person has confirmed it (days are local)."""

    paper: str
    transport_id: str
    station: str
    received: date
    asked: Asked
    in_filed_figure: bool
    late: bool
    filled: Filled


class LogKind(StrEnum):
    """Which log shows a call."""

    HYLAFAX = "hylafax"
    JOURNAL = "journal"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCall:
    """A call that a line received, at a local minute; ``pages`` 0 or a ``failure`` means that nothing whole came."""

    station: str
    at: datetime
    number: str
    caller: str
    pages: int
    failure: str
    transport_id: str
    log: LogKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StationNote:
    """A line of a station's own journal: ``kind`` is out_of_service, telephone, in_person or log_complete."""

    station: str
    kind: str
    first: date
    last: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A line of the custody extract."""

    name: str
    born: date
    sex: str
    booked: date
    released: date | None
    released_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationSweep:
    """A station's signed statement after looking for papers that were not entered (zero is a statement)."""

    station: str
    on: date
    found: int
    signed_by: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What the files alone support for one unit: the first reason, all that hold, the linked unit of the other side.

    ``partner`` is the paper of the linked request, or "sheet!row" of the linked row.
    """

    reason: Reason
    supported: frozenset[Reason] = frozenset()
    partner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTruth:
    """One row of the other side's year: its fate, the paper that truly belongs to it, and its proof by list."""

    sheet: str
    row: int
    fate: Fate
    paper: str
    proofs: dict[Mode, Proof]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTruth:
    """One hold request that the register counts, as filed or as corrected, and its proof by list."""

    paper: str
    transport_id: str
    fate: Fate
    late: bool
    proofs: dict[Mode, Proof]


@dataclass(frozen=True, slots=True)
class Truth:
    """Every unit of both sides. For scoring only: no part of the product reads it."""

    rows: tuple[RowTruth, ...]
    requests: tuple[RequestTruth, ...]

    def reasons(self, mode: Mode) -> list[Reason]:
        """The provable reason of every unit: all rows, then the requests that no row is linked to."""
        linked = Reason.IN_BOTH, Reason.REGISTERED_LATER
        of_rows = [row.proofs[mode].reason for row in self.rows]
        of_requests = [request.proofs[mode].reason for request in self.requests]
        return of_rows + [reason for reason in of_requests if reason not in linked]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One invented year. ``rows`` are the 214 of the population; ``noise`` are rows of other places and years."""

    seed: int
    year: int
    papers: tuple[Paper, ...]
    rows: tuple[FederalRow, ...]
    noise: tuple[FederalRow, ...]
    requests: tuple[RegisteredRequest, ...]
    calls: tuple[PhoneCall, ...]
    notes: tuple[StationNote, ...]
    custody: tuple[Booking, ...]
    sweeps: tuple[StationSweep, ...]
    truth: Truth = field(default_factory=lambda: Truth((), ()))

    def paper(self, name: str) -> Paper:
        """The paper of that id."""
        return next(paper for paper in self.papers if paper.id == name)

    def given(self) -> tuple[Paper, ...]:
        """The papers that intake gets, in the order of their arrival."""
        return tuple(paper for paper in self.papers if paper.given)
