"""What a machine made of a page: every field is Read, Doubtful or Unread(reason), with where it was seen.

A reading is a proposal; a confirmation by a named person is another thing (``events.Confirmed``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .words import FormKind, StatedBasis, UnreadReason


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in fractions of its width and height (0..1), ``page`` counted from 0."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Read:
    """A value the reader holds for sure, with its score (0..1)."""

    value: str
    score: float
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A value that a person should look at, best reading first in ``others``."""

    value: str
    score: float
    box: Box | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """No value, and why."""

    reason: UnreadReason
    box: Box | None = None


FieldReading = Read | Doubtful | Unread

FIELD_NAMES: tuple[str, ...] = (
    "subject_id",
    "file_no",
    "event_no",
    "prepared",
    "to",
    "from",
    "name",
    "date_of_birth",
    "citizenship",
    "sex",
)
"""The ten key fields of I-247A page 1 in reading order; dates are ISO 8601 (YYYY-MM-DD), sex is M or F."""

PERSONAL_FIELDS: frozenset[str] = frozenset(
    {"subject_id", "file_no", "event_no", "name", "date_of_birth", "citizenship", "sex"}
)
"""Fields that tell of a person: sealed, erasable, never on a public page."""


@dataclass(frozen=True, slots=True)
class BoxReading:
    """One check box: True marked, False empty, None between the bands (a person decides)."""

    basis: StatedBasis
    marked: bool | None
    density: float
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class MarkReading:
    """A box that is no stated basis, by its name: True marked, False empty, None between the bands."""

    name: str
    marked: bool | None
    density: float
    box: Box | None = None


FURTHER_FIELDS: tuple[str, ...] = ("notify_phone", "officer")
"""What a form says of the office that sent it: read where it can be, never asked of a person."""


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """One document of a transmission: its pages (from 0), form, edition, fields and boxes.

    ``fields`` are ``FIELD_NAMES``, ``further`` are ``FURTHER_FIELDS``; ``printed`` has values as the paper spells them.
    """

    form: FormKind
    edition: str
    pages: tuple[int, ...]
    fields: dict[str, FieldReading] = field(default_factory=dict)
    boxes: tuple[BoxReading, ...] = ()
    further: dict[str, FieldReading] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    marks: tuple[MarkReading, ...] = ()


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """What the page itself says: fax header line, printed page number, pixels, damage."""

    page: int
    width: int
    height: int
    dpi_x: float
    dpi_y: float
    header: str = ""
    printed_page: str = ""
    damaged: bool = False
    upside_down: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reader version made of one original (by SHA-256): the sum of pages is closed.

    ``documents`` may be empty; then ``unread`` says why. ``reader`` names program and version.
    """

    sha256: str
    reader: str
    media: str
    pages: tuple[PageEvidence, ...]
    documents: tuple[DocumentReading, ...]
    unread: UnreadReason | None = None
    detail: str = ""
    text: str = ""
