"""Rows of imported lists, each knowing the file, sheet and row it came from.

A value that the file does not give is absent (``None``) and its cell's redaction or blank is kept in ``raw``; nothing
is guessed. Must not know how a sheet is opened.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from .words import Asked


class Columnar(Sequence[tuple[str, ...]]):
    """Rows of a long table that are kept by columns: a reader of columns need not make 600,000 rows of 65 texts."""

    @property
    @abstractmethod
    def width(self) -> int:
        """Columns of the table."""

    @abstractmethod
    def column(self, at: int) -> tuple[list[str], Sequence[int]]:
        """The different texts of a column, and for each row the place of its text among them."""

    @abstractmethod
    def filled(self) -> Sequence[int]:
        """How many cells of each row are filled."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One sheet as cells of text, as a reader of files hands it over (row 1 is ``rows[0]``).

    ``remarks`` tell what had to be done to read it.
    """

    file: str
    sheet: str
    rows: Sequence[tuple[str, ...]]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a row came from: ``row`` is the sheet's own 1-based row number."""

    file: str
    sheet: str
    row: int


def place_words(provenance: Provenance) -> str:
    """Where something stands, in words: file, sheet, row."""
    sheet = f", sheet {provenance.sheet}" if provenance.sheet else ""
    return f"{provenance.file}{sheet}, row {provenance.row}"


class Column(StrEnum):
    """What a column of a list means to us. The names are also accepted as headings of a generic list."""

    PREPARED = "prepared"
    RECEIVED = "received"
    FACILITY = "facility"
    FACILITY_CODE = "facility_code"
    CITY = "city"
    STATE = "state"
    FORM = "form"
    LIFT_REASON = "lift_reason"
    SEX = "sex"
    CITIZENSHIP = "citizenship"
    BIRTH_YEAR = "birth_year"
    BIRTH_DATE = "birth_date"
    NAME = "name"
    FILE_NO = "file_no"
    EVENT_NO = "event_no"
    SUBJECT_ID = "subject_id"
    ROW_ID = "row_id"
    PERSON_ID = "person_id"
    RESUME_CUSTODY = "resume_custody"
    FINAL_ORDER = "final_order"
    BIOMETRIC = "biometric"
    STATEMENTS = "statements"
    DUTY_SITE = "duty_site"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a counterpart's list: one detainer as prepared, in words that all dialects share.

    ``resume_custody``, ``final_order``, ``biometric`` and ``statements`` are boxes of the form, None where not given.
    """

    provenance: Provenance
    raw: dict[str, str] = field(default_factory=dict)
    prepared: date | None = None
    received: date | None = None
    facility: str = ""
    facility_code: str = ""
    city: str = ""
    state: str = ""
    form: str = ""
    asked: Asked | None = None
    lift_reason: str = ""
    sex: str = ""
    citizenship: str = ""
    birth_year: int | None = None
    birth_date: date | None = None
    name: str = ""
    file_no: str = ""
    event_no: str = ""
    subject_id: str = ""
    row_id: str = ""
    person_id: str = ""
    resume_custody: bool | None = None
    final_order: bool | None = None
    biometric: bool | None = None
    statements: bool | None = None
    duty_site: str = ""


@dataclass(frozen=True, slots=True)
class ImportedList:
    """A list as understood: dialect, what each column was taken for, the rows, and what was left aside and why.

    ``remarks`` tell what a reader should know of the list as a whole.
    """

    files: tuple[str, ...]
    sha256: tuple[str, ...]
    dialect: str
    columns: dict[str, Column]
    rows: tuple[Row, ...]
    asides: tuple[tuple[Provenance, str], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registered:
    """One request of the register as reconciliation sees it (list B), whatever store it came from.

    ``transmissions`` counts how often it arrived, copies among them. The boxes are as in a ``Row``.
    """

    entry: int
    number: str
    station: str
    line: str
    received: date
    registered: date
    prepared: date | None
    asked: Asked
    in_filed_figure: bool
    late: bool = False
    transmissions: int = 1
    sender: str = ""
    name: str = ""
    birth_date: date | None = None
    sex: str = ""
    citizenship: str = ""
    file_no: str = ""
    event_no: str = ""
    subject_id: str = ""
    resume_custody: bool | None = None
    final_order: bool | None = None
    biometric: bool | None = None
    statements: bool | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One line of a fax journal (xferfaxlog or an office machine's report) or mail log: a transmission that came in.

    ``pages`` 0 or a ``failure`` text means that the call reached the line and brought nothing whole.
    """

    provenance: Provenance
    line: str
    station: str
    at: datetime
    sender: str
    pages: int
    failure: str = ""
    transport_id: str = ""


@dataclass(frozen=True, slots=True)
class LineCoverage:
    """Days (both included) for which a line's log is complete, as the log itself or the station's journal states."""

    line: str
    station: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class JournalNote:
    """A station's own journal: a line out of service, a call by telephone, an officer present."""

    provenance: Provenance
    station: str
    kind: str
    first: date
    last: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class Custody:
    """One booking of the custody extract: who was held from when to when, and to whom released.

    ``bail`` is the moment as the records system writes it, ``offense`` the NIBRS group. ``released_at`` and ``bail_at``
    are local moments, where the system writes the time of day.
    """

    provenance: Provenance
    name: str
    birth_date: date | None
    sex: str
    booked: date
    released: date | None
    released_to: str = ""
    booking_no: str = ""
    bail: str = ""
    offense: str = ""
    released_at: datetime | None = None
    bail_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything but the two lists that a statement may lean on: sent x delivered x recorded x custody.

    ``federal_senders`` are the counterpart's telephone numbers; ``taken_in`` the transport ids that intake registered;
    ``custody_complete`` the days (both included) of which the extract is stated to hold everybody in custody.
    """

    calls: tuple[Call, ...] = ()
    coverage: tuple[LineCoverage, ...] = ()
    notes: tuple[JournalNote, ...] = ()
    custody: tuple[Custody, ...] = ()
    federal_senders: frozenset[str] = frozenset()
    taken_in: frozenset[str] = frozenset()
    custody_complete: tuple[date, date] | None = None
