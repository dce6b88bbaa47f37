"""Other pages that reach a fax line: administrative and judicial warrants, covers, a stranger's paper, the line test.

Their wording is our own, modelled on public forms; SPECIMEN and INVENTED stand between all rows.
"""

from __future__ import annotations

import random
from typing import Final

from tallystick.model.words import FormKind, StatedBasis

from .content import ArrestWarrant, CoverSheet, Drawn, Filled, LabReport, american
from .sheet import HEIGHT, LEFT, LOOKS, Look, Sheet
from .wording import wording

_MIDDLE: Final = 4.25
_I200_EDITION: Final = "Rev. 09/16"
_TICKED: Final = {
    StatedBasis.PENDING_PROCEEDINGS: "pending_proceedings",
    StatedBasis.BIOMETRIC: "biometric",
    StatedBasis.STATEMENTS: "statements",
}


def administrative_warrant(filled: Filled, rng: random.Random) -> Drawn:
    """A page modelled on I-200 for the subject of ``filled``: the paper that goes with an I-247A."""
    words = wording()[FormKind.I200]
    pen = Pen(rng)
    pen.title(words["title"])
    pen.field("File No.", "file_no", filled.file_no, left=5.2)
    pen.field("Date:", "prepared", american(filled.prepared), left=5.2)
    pen.text(words["to"])
    pen.text(words["found"])
    pen.field("", "name", filled.name, left=1.5)
    pen.text(words["removable"])
    ticked = {_TICKED.get(basis, "charging_document") for basis in filled.basis}
    for name, text in words["boxes"].items():
        pen.box(name, text, ticked=name in ticked)
    pen.text(words["command"], bold=True)
    pen.signatures(words["officer"], name=filled.officer)
    pen.heading(words["service"])
    pen.text(words["served"])
    pen.signatures(words["served_by"])
    return pen.done(words["footer"].format(edition=_I200_EDITION))


def judicial_warrant(warrant: ArrestWarrant, rng: random.Random) -> Drawn:
    """An arrest warrant signed by a judge of an invented court."""
    words = wording()["judicial"]
    pen = Pen(rng)
    pen.title(words["court"])
    pen.field(words["number"], "case_no", warrant.case_no, left=5.0)
    pen.heading(words["title"])
    pen.text(words["to"])
    pen.text(words["command"])
    pen.field("", "name", warrant.name, left=1.5)
    pen.text(words["accused"])
    for number, document in enumerate(words["documents"]):
        pen.box("", document, ticked=number == 2)
    pen.text(words["offense"])
    pen.field("", "offense", warrant.offense)
    pen.field("Date:", "issued", american(warrant.issued))
    pen.signatures(words["judge"], name=warrant.judge)
    return pen.done(words["footer"])


def medical_page(report: LabReport, rng: random.Random) -> Drawn:
    """A stranger's laboratory report that was sent to the wrong number."""
    words = wording()["medical"]
    pen = Pen(rng)
    pen.title(words["title"])
    values = (report.patient, american(report.date_of_birth), report.record, american(report.collected))
    for label, name, text in zip(
        words["labels"], ("patient", "date_of_birth", "record", "collected"), values, strict=True
    ):
        pen.field(label, name, text)
    for test, unit, usual in words["tests"]:
        low, high = (float(edge) for edge in usual.split(" - "))
        pen.row(test, f"{rng.uniform(low * 0.9, high * 1.1):.1f}", unit, usual)
    pen.text(words["note"])
    return pen.done("")


def cover_page(cover: CoverSheet, rng: random.Random) -> Drawn:
    """A cover sheet."""
    words = wording()["cover"]
    pen = Pen(rng)
    pen.title([words["title"]], size=20)
    values = (cover.to, cover.fax, cover.sender, american(cover.sent), str(cover.pages), cover.subject)
    for label, text in zip(words["labels"], values, strict=True):
        pen.field(label, "cover_" + label.strip(":").lower(), text)
    pen.text(words["note"])
    return pen.done("")


def line_test_page() -> Drawn:
    """The page a station sends to try its line: it names nobody and looks like no form."""
    sheet = Sheet()
    y = 0.6
    while y < HEIGHT - 0.8:
        sheet.centred(wording()["line_test"], y, size=17, bold=True)
        y += 0.7
    return sheet.drawn()


class Pen:
    """Writes a page downwards, a SPECIMEN band after every row."""

    def __init__(self, rng: random.Random) -> None:
        self._sheet = Sheet()
        self._rng = rng
        self._look: Look = rng.choice(LOOKS)
        self._y = 0.4
        self._band()

    def title(self, lines: list[str], *, size: float = 13) -> None:
        """Big centred lines."""
        for line in lines:
            self._y += 0.06
            self._sheet.centred(line, self._y, size=size, bold=True)
            self._y += size / 72 * 1.3
            self._band()

    def heading(self, text: str) -> None:
        """One centred line with space above."""
        self._y += 0.2
        self.title([text], size=12)

    def text(self, text: str, *, bold: bool = False) -> None:
        """A paragraph of print."""
        self._y = self._sheet.paragraph(text, LEFT + 0.1, self._y + 0.1, size=10, bold=bold) + 0.04
        self._band()

    def field(self, label: str, name: str, text: str, *, left: float = LEFT + 0.1) -> None:
        """A label and its value over a ruled line."""
        self._y += 0.12
        end = max(self._sheet.label(label, left, self._y) + 0.1, left + 0.1)
        self._sheet.value(name, text, end, self._y, self._look)
        self._y += 0.19
        self._sheet.rule(self._y, left=end - 0.05)
        self._y += 0.02
        self._band()

    def box(self, name: str, text: str, *, ticked: bool) -> None:
        """A check box with its words."""
        self._y += 0.05
        self._sheet.tick_box(name, LEFT + 0.3, self._y)
        if ticked:
            self._sheet.tick(LEFT + 0.3, self._y, self._look, self._rng)
        self._y = self._sheet.paragraph(text, LEFT + 0.55, self._y, size=9) + 0.03
        self._band()

    def row(self, *cells: str) -> None:
        """A row of a table in four columns."""
        self._y += 0.06
        for number, cell in enumerate(cells):
            self._sheet.label(cell, LEFT + 0.1 + number * 1.9, self._y, size=10)
        self._y += 0.17
        self._band()

    def signatures(self, captions: list[str], *, name: str = "") -> None:
        """Two ruled lines; with a ``name`` the right one is signed and the left one bears the name."""
        self._y += 0.3
        if name:
            self._sheet.value("signed_by", name, LEFT + 0.1, self._y - 0.16, self._look)
            self._sheet.signature(_MIDDLE + 0.6, self._y - 0.08, self._rng)
        for x, caption in zip((LEFT + 0.1, _MIDDLE + 0.2), captions, strict=True):
            self._sheet.rule(self._y, left=x, right=x + 3.4)
            self._sheet.label(caption, x + 0.3, self._y + 0.03, size=7.5)
        self._y += 0.19
        self._band()

    def done(self, footer: str) -> Drawn:
        """The finished page."""
        self._sheet.label(footer, LEFT + 0.1, 10.55)
        return self._sheet.drawn()

    def _band(self) -> None:
        self._y = self._sheet.band(wording()["specimen"], self._y)
