"""Pages of the detainer family: page 1 modelled on I-247A (02/17), I-247G, and the notice pages 2 and 3.

The printed labels are those that public copies of the form show; the arrangement is our own. SPECIMEN and INVENTED
stand between all rows. The empty page is drawn once for each form and edition; values go onto a copy.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple, NoReturn

from tallystick.model.errors import WrongUse
from tallystick.model.words import FormKind, StatedBasis

from .content import Drawn, Filled, american
from .sheet import LEFT, LOOKS, RIGHT, Look, Sheet
from .wording import wording

DRAWN_FORMS: Final = (FormKind.I247A, FormKind.I247G)
MIDDLE: Final = 4.25
INDENT: Final = LEFT + 0.08
MOST_LINES: Final = 3


class _Spot(NamedTuple):
    """Where something is filled in: left, top, and the right edge it may reach (inches)."""

    x: float
    y: float
    right: float = RIGHT


@dataclass(frozen=True, slots=True)
class _Blank:
    """An empty page and where its values go."""

    page: Drawn
    spots: dict[str, _Spot]


def form_pages(filled: Filled, rng: random.Random) -> list[Drawn]:
    """The pages of a filled form, first page first; the look of the printed values comes from ``rng``.

    Raises:
        WrongUse: a form that is not drawn here, a file number that could be real (not A000…), or what does not fit.

    """
    if filled.form not in DRAWN_FORMS:
        raise WrongUse(f"{filled.form} is not drawn", remedy="draw one of " + ", ".join(DRAWN_FORMS))
    check_invented(filled)
    return [_first_page(filled, rng), *notice_pages(filled.form, filled.edition)]


def check_invented(filled: Filled) -> None:
    """Refuse a file number that could be a person's.

    Raises:
        WrongUse: it does not begin with A000.

    """
    if not filled.file_no.replace(" ", "").startswith("A000"):
        raise WrongUse(f"'{filled.file_no}' could be a real number", remedy="invented file numbers begin with A000")


def notice_pages(form: FormKind, edition: str) -> list[Drawn]:
    """The pages of notices that follow page 1: two for I-247A, none for I-247G."""
    return [_notice_page(form, edition, number) for number in range(2, wording()[form]["pages"] + 1)]


def _first_page(filled: Filled, rng: random.Random) -> Drawn:
    blank = _blank(filled.form, filled.edition)
    sheet = Sheet(base=blank.page)
    values = _lines(filled)
    look = rng.choice([look for look in LOOKS if _fits(values, look, blank)] or _too_long(values))
    for name, lines in values.items():
        spot = blank.spots[name]
        for number, line in enumerate(lines):
            sheet.value(f"{name}.{number + 1}" if number else name, line, spot.x, spot.y + number * 0.165, look)
    for box in (*filled.basis, *(["cancel"] if filled.cancels else [])):
        sheet.tick(blank.spots[box].x, blank.spots[box].y, look, rng)
    sheet.signature(blank.spots["signature"].x, blank.spots["signature"].y, rng)
    return sheet.drawn()


def _lines(filled: Filled) -> dict[str, list[str]]:
    values = {
        "subject_id": filled.subject_id,
        "file_no": filled.file_no,
        "event_no": filled.event_no,
        "prepared": american(filled.prepared),
        "to": filled.to,
        "from": filled.from_office,
        "name": filled.name,
        "date_of_birth": american(filled.date_of_birth),
        "citizenship": filled.citizenship,
        "sex": filled.sex,
        "officer": filled.officer,
    }
    if filled.cancels:
        values["cancels"] = american(filled.cancels)
    return {name: text.split("\n") for name, text in values.items()}


def _fits(values: dict[str, list[str]], look: Look, blank: _Blank) -> bool:
    return all(
        len(lines) <= MOST_LINES and blank.spots[name].x + look.width(line) <= blank.spots[name].right
        for name, lines in values.items()
        for line in lines
    )


def _too_long(values: dict[str, list[str]]) -> NoReturn:
    longest = max((line for lines in values.values() for line in lines), key=len)
    raise WrongUse(
        f"what is to be filled in does not fit (the longest line is '{longest}')",
        remedy=f"shorten it: TO and FROM hold {MOST_LINES} lines of 40 characters",
    )


@cache
def _blank(form: FormKind, edition: str) -> _Blank:
    words = wording()
    drawer = _Drawer(edition, words[form])
    drawer.head()
    drawer.grid(words["grid"])
    drawer.subject(words["subject"])
    drawer.sections()
    drawer.requests()
    drawer.officer(words["officer"])
    drawer.agency(words["agency"])
    drawer.foot()
    return _Blank(drawer.sheet.drawn(), drawer.spots)


class _Drawer:
    """Draws the empty first page downwards; ``y`` is how far it has come (inches)."""

    def __init__(self, edition: str, words: dict[str, Any]) -> None:
        self.sheet = Sheet()
        self.spots: dict[str, _Spot] = {}
        self.y = 0.38
        self._words = words
        self._footer = words["footer"].format(edition=edition) + f"  Page 1 of {words['pages']}"

    def head(self) -> None:
        """Title lines."""
        self._band()
        for line in self._words["title"]:
            self.sheet.centred(line, self.y + 0.02, size=11, bold=True)
            self.y += 0.19
        self.y += 0.03

    def grid(self, words: dict[str, str]) -> None:
        """The ruled grid: two rows of two, then TO and FROM side by side."""
        top = self.y
        self._ruled_band()
        for left, right in (("subject_id", "file_no"), ("event_no", "prepared")):
            self._field(left, words[left], INDENT, MIDDLE)
            self._field(right, words[right], MIDDLE + 0.08, RIGHT)
            self.y += 0.27
            self._ruled_band()
        self._address("to", words["to"], INDENT, MIDDLE - 0.05)
        self._address("from", words["from"], MIDDLE + 0.08, RIGHT)
        self.y += 0.87
        self._ruled_band()
        for x in (LEFT, RIGHT):
            self.sheet.post(x, top, self.y)
        self.sheet.post(MIDDLE, top + 0.115, self.y - 0.115)

    def subject(self, words: dict[str, str]) -> None:
        """Name on one row; birth, citizenship and sex on the next."""
        self.y += 0.03
        self._field("name", words["name"], INDENT, RIGHT)
        self.y += 0.25
        self._band()
        self._field("date_of_birth", words["date_of_birth"], INDENT, 2.85)
        self._field("citizenship", words["citizenship"], 2.9, 6.65)
        self._field("sex", words["sex"], 6.7, RIGHT)
        self.y += 0.25
        self._ruled_band()

    def sections(self) -> None:
        """Section 1 with its four boxes, section 2 with its one."""
        boxes = self._words["boxes"]
        self._heading(self._words["section1"])
        for basis in list(StatedBasis)[:4]:
            self._box(basis, boxes[basis])
            self._band()
        self._heading(self._words["section2"])
        self._box(StatedBasis.RESUME_CUSTODY, boxes[StatedBasis.RESUME_CUSTODY])
        self._ruled_band()

    def requests(self) -> None:
        """What the office asks for, and the cancel box."""
        self._heading(self._words["requests"])
        for number, bullet in enumerate(self._words["bullets"]):
            self.sheet.dot(INDENT + 0.03, self.y)
            self.y = self.sheet.paragraph(bullet, INDENT + 0.16, self.y) + 0.01
            if number in (0, 1):
                self._band()
        self.sheet.tick_box("cancel", INDENT, self.y)
        self.spots["cancel"] = _Spot(INDENT, self.y)
        end = self.sheet.label(self._words["cancel"], INDENT + 0.2, self.y + 0.01)
        self.sheet.rule(self.y + 0.13, left=end + 0.05, right=end + 1.0)
        self.spots["cancels"] = _Spot(end + 0.1, self.y, end + 1.1)
        self.sheet.label("(date).", end + 1.05, self.y + 0.01)
        self.y += 0.17
        self._ruled_band()

    def officer(self, words: dict[str, str]) -> None:
        """Name and signature of the officer, then the notice."""
        self.spots["officer"] = _Spot(INDENT, self.y + 0.08, MIDDLE)
        self.spots["signature"] = _Spot(MIDDLE + 0.4, self.y + 0.16)
        self._signature_row(words["name"], words["signature"])
        self._band()
        self.y = self.sheet.paragraph(self._words["notice"], INDENT, self.y)
        self._ruled_band()

    def agency(self, words: dict[str, Any]) -> None:
        """The part that the agency would fill in; nobody does here."""
        self.y = self.sheet.paragraph(words["heading"], INDENT, self.y, bold=True)
        self.y = self.sheet.paragraph(words["intro"], INDENT, self.y)
        self._band()
        self._open(words["booking"], INDENT, MIDDLE - 0.1)
        self._open(words["release"], MIDDLE, RIGHT)
        self.y += 0.2
        self._open(words["charge_date"], INDENT, MIDDLE - 0.1)
        self._open(words["charge"], MIDDLE, RIGHT)
        self.y += 0.19
        self._band()
        self._open(words["served"], INDENT, MIDDLE - 0.1)
        self.sheet.label(words["manner"], MIDDLE, self.y)
        self.y += 0.19
        x = INDENT
        for manner in words["manners"]:
            self.sheet.tick_box("", x, self.y)
            x = self.sheet.label(manner, x + 0.2, self.y + 0.01) + 0.4
        self.y += 0.18
        self._band()
        self._signature_row(words["officer_name"], words["officer_signature"])

    def foot(self) -> None:
        """The last band and the footer with the form's number."""
        self._band()
        self.sheet.label(self._footer, INDENT, 10.55, size=8)

    def _field(self, name: str, text: str, x: float, right: float) -> None:
        end = self.sheet.label(text, x, self.y + 0.085)
        self.spots[name] = _Spot(end + 0.1, self.y + 0.085, right)

    def _address(self, name: str, text: str, x: float, right: float) -> None:
        self.sheet.paragraph(text, x, self.y + 0.03, right=right, size=7.6)
        self.sheet.mark(wording()["specimen"], right - 1.15, self.y + 0.17)
        self.spots[name] = _Spot(x + 0.05, self.y + 0.34, right)

    def _heading(self, text: str) -> None:
        self.y = self.sheet.paragraph(text, INDENT, self.y + 0.02, bold=True) + 0.02

    def _box(self, basis: StatedBasis, text: str) -> None:
        self.sheet.tick_box(basis, INDENT + 0.12, self.y)
        self.spots[basis] = _Spot(INDENT + 0.12, self.y)
        self.y = self.sheet.paragraph(text, INDENT + 0.36, self.y) + 0.03

    def _open(self, text: str, x: float, right: float) -> None:
        end = self.sheet.label(text, x, self.y)
        self.sheet.rule(self.y + 0.13, left=end + 0.05, right=right)

    def _signature_row(self, left: str, right: str) -> None:
        self.y += 0.26
        self.sheet.rule(self.y, left=INDENT, right=MIDDLE - 0.2)
        self.sheet.rule(self.y, left=MIDDLE + 0.2, right=RIGHT - 0.1)
        self.sheet.label(left, INDENT + 0.6, self.y + 0.02, size=7)
        self.sheet.label(right, MIDDLE + 0.7, self.y + 0.02, size=7)
        self.y += 0.14

    def _band(self) -> None:
        self.y = self.sheet.band(wording()["specimen"], self.y)

    def _ruled_band(self) -> None:
        self.sheet.rule(self.y)
        self._band()
        self.sheet.rule(self.y)


@cache
def _notice_page(form: FormKind, edition: str, number: int) -> Drawn:
    words = wording()
    page = next(notice for notice in words["notices"] if notice["page"] == number)
    sheet = Sheet(page=number - 1)
    y = sheet.band(words["specimen"], 0.4) + 0.1
    for heading, text in page["blocks"]:
        sheet.centred(heading, y, size=11, bold=True)
        y = sheet.band(words["specimen"], y + 0.22) + 0.03
        for sentence in text.replace(". ", ".\n").split("\n"):
            y = sheet.paragraph(sentence, LEFT, y, size=10) + 0.04
            y = sheet.band(words["specimen"], y) + 0.04
        y += 0.12
    footer = words[form]["footer"].format(edition=edition)
    sheet.label(f"{footer}  Page {number} of {words[form]['pages']}", INDENT, 10.55, size=8)
    return sheet.drawn()
