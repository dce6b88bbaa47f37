"""What goes onto a made-up page: plain values, as the invented year hands them over. Knows no drawing.

All people, offices and numbers must be invented; ``form_pages`` refuses a file number that could be real.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PIL import Image

from tallystick.model.reading import Box
from tallystick.model.words import FormKind, StatedBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form of the detainer family with its values; ``to`` and ``from_office`` may have three lines of 40 characters.

    ``file_no`` is printed as given ("A000 123 456"), ``name`` as "LAST, First Middle"; dates are printed MM/DD/YYYY.
    ``cancels`` is the date of an earlier request that this paper withdraws (the cancel box).
    """

    form: FormKind = FormKind.I247A
    edition: str = "02/17"
    subject_id: str
    file_no: str
    event_no: str
    prepared: date
    to: str
    from_office: str
    name: str
    date_of_birth: date
    citizenship: str
    sex: str
    basis: tuple[StatedBasis, ...]
    officer: str
    cancels: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSheet:
    """A fax's first page; ``pages`` counts the sheet itself."""

    to: str
    fax: str
    sender: str
    sent: date
    pages: int
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrestWarrant:
    """A judge's warrant: another thing than an administrative one, and read as such."""

    case_no: str
    name: str
    offense: str
    judge: str
    issued: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LabReport:
    """A stranger's medical page that reached the wrong machine."""

    patient: str
    date_of_birth: date
    record: str
    collected: date


class Role(StrEnum):
    """What a piece of print is on the page."""

    LABEL = "label"
    VALUE = "value"
    BOX = "box"
    SPECIMEN = "specimen"


@dataclass(frozen=True, slots=True)
class Printed:
    """One piece of print: its text, what it is, its name (a field or a basis), its box in fractions of the page."""

    text: str
    role: Role
    box: Box
    name: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn page (mode L, 400 dots an inch, 0 is black) and everything printed on it, for tests and benchmarks."""

    image: Image.Image
    printed: tuple[Printed, ...] = ()

    def values(self) -> dict[str, str]:
        """The values on the page by field name, as printed (dates MM/DD/YYYY)."""
        return {piece.name: piece.text for piece in self.printed if piece.role is Role.VALUE}

    def turned(self) -> Drawn:
        """The page fed upside down."""
        turned = tuple(Printed(p.text, p.role, _upside_down(p.box), p.name) for p in self.printed)
        return Drawn(self.image.transpose(Image.Transpose.ROTATE_180), turned)

    def cut(self, share: float) -> Drawn:
        """The upper ``share`` (0..1) of the page, as when a call breaks off; print below the cut is gone."""
        height = max(1, round(self.image.height * share))
        kept = (p for p in self.printed if p.box.bottom <= share)
        printed = tuple(Printed(p.text, p.role, _stretched(p.box, 1 / share), p.name) for p in kept)
        return Drawn(self.image.crop((0, 0, self.image.width, height)), printed)


def american(day: date) -> str:
    """A date as the forms print it: MM/DD/YYYY."""
    return f"{day:%m/%d/%Y}"


def _upside_down(box: Box) -> Box:
    return Box(box.page, 1 - box.right, 1 - box.bottom, 1 - box.left, 1 - box.top)


def _stretched(box: Box, factor: float) -> Box:
    return Box(box.page, box.left, box.top * factor, box.right, box.bottom * factor)
