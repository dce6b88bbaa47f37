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

_MOST_PAGES, _LONE_TOTAL = 200, 12

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


FURTHER_FIELDS: tuple[str, ...] = ("notify_phone", "officer", "cancels")
"""What a form says of the office that sent it, and the day of the request that it cancels: never asked of a person."""


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """One document of a transmission: its pages (from 0), form, edition, fields and boxes.

    ``fields`` are ``FIELD_NAMES``, ``further`` are ``FURTHER_FIELDS``; ``printed`` has values as the paper spells them.
    ``enclosed`` are the administrative warrants among its pages, each with its own fields.
    """

    form: FormKind
    edition: str
    pages: tuple[int, ...]
    fields: dict[str, FieldReading] = field(default_factory=dict)
    boxes: tuple[BoxReading, ...] = ()
    further: dict[str, FieldReading] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    marks: tuple[MarkReading, ...] = ()
    enclosed: tuple[DocumentReading, ...] = ()


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """What the page itself says: fax header line, printed page number, pixels, damage.

    Of the header line: its ``sender``, the sender's clock (``sent``), ``header_page`` ("2 of 4"). Of the file that the
    receiving machine kept: who called (``caller``), its clock (``received``), how the ``line`` was used. Empty means
    that it is not said.
    """

    page: int
    width: int
    height: int
    dpi_x: float
    dpi_y: float
    header: str = ""
    printed_page: str = ""
    damaged: bool = False
    upside_down: bool = False
    sender: str = ""
    sent: str = ""
    header_page: str = ""
    caller: str = ""
    received: str = ""
    line: str = ""


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

    def lost_pages(self, document: DocumentReading) -> tuple[int, ...]:
        """Page numbers of a form that its other pages print ("Page 1 of 3") and that are not there."""
        told = [_counted(page.printed_page) for page in self.pages if page.page in document.pages]
        return _missing([one for one in told if one])

    def lost_in_call(self) -> tuple[int, ...]:
        """Pages of the call that the sender's machine counted in its header lines and that are not there."""
        return _missing([one for one in (_counted(page.header_page) for page in self.pages) if one])


def _counted(text: str) -> tuple[int, int] | None:
    """("2 of 3") as numbers; None for what is no count of pages."""
    page, _, of = text.partition(" of ")
    if not (page.isdigit() and of.isdigit()) or not 0 < int(page) <= int(of) <= _MOST_PAGES:
        return None
    return int(page), int(of)


def _missing(told: list[tuple[int, int]]) -> tuple[int, ...]:
    """Numbers up to the most often printed "of n" that no page bears; a large n on one page alone is a misread one."""
    if not told:
        return ()
    totals = [of for _, of in told]
    most = max(totals, key=lambda of: (totals.count(of), -of))
    if totals.count(most) == 1 and most > _LONE_TOTAL:
        return ()
    return tuple(sorted(set(range(1, most + 1)).difference(page for page, _ in told)))
