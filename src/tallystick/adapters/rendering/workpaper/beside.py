"""The sheets beside the units: custody of registered requests, other rules, meetings of reasons, what changed, method.

Must not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from tallystick.model.lists import place_words
from tallystick.model.statement import Method, Statement
from tallystick.reconciliation.auditing.revision import Revision
from tallystick.reconciliation.auditing.sampling import SAMPLE_SIZE
from tallystick.reconciliation.comparison import Reconciled
from tallystick.reconciliation.telling.overlaps import overlaps
from tallystick.reconciliation.telling.wording import words_of

from .paper import Cell, Paper
from .sums import title_of

_CUSTODY = (
    ("Request", 16),
    ("Booking", 16),
    ("Booked", 12),
    ("Released", 12),
    ("To whom", 26),
    ("Bail", 20),
    ("Offense", 12),
    ("Source", 34),
)
_WHAT_IF = (("List", 10), ("Form asks for", 16), ("Unit", 16), ("Rule", 60), ("At least", 10), ("At most", 10))
_OVERLAPS = (("Side", 6), ("Reasons", 80), ("Codes", 24), ("Units", 8))
_REVISION = (("What", 10), ("File", 26), ("Sheet", 16), ("Row", 7), ("Values that differ", 60))
_LAPSED = (
    ("Unit", 28),
    ("Decided by", 20),
    ("At", 28),
    ("Decision", 20),
    ("Because", 44),
    ("Not applied, because", 44),
)


def beside_sheets(paper: Paper, found: Reconciled, seed: str) -> None:
    """All of them, in order; a sheet that would be empty is left out."""
    statement = found.statement
    if found.custody:
        paper.table("Custody", _CUSTODY, _custody(found))
    paper.table("Other rules", _WHAT_IF, _counts(statement), "The same two lists, counted by every rule.")
    meetings = overlaps(statement.units)
    paper.table("Several reasons", _OVERLAPS, _meetings(statement), meetings.words)
    if found.revision:
        paper.table("Revision", _REVISION, _changes(found.revision), found.revision.words)
    if found.lapsed:
        paper.table("Not applied", _LAPSED, _lapsed(found), "Decisions of named persons that no unit could take.")
    _method_sheet(paper, statement.method)
    _sign_sheet(paper, statement, seed)


def _custody(found: Reconciled) -> Iterator[tuple[Cell, ...]]:
    for request, booking in found.custody:
        days = (booking.booked.isoformat(), booking.released.isoformat() if booking.released else "")
        rest = (booking.released_to, booking.bail, booking.offense, place_words(booking.provenance))
        yield (request.number, booking.booking_no, *days, *rest)


def _counts(statement: Statement) -> Iterator[tuple[Cell, ...]]:
    names = {"A": "list", "B": "register"}
    for one in statement.what_if:
        yield (names[one.side], one.asked, one.unit.value, one.rule, one.value.least, one.value.most)


def _meetings(statement: Statement) -> Iterator[tuple[Cell, ...]]:
    for one in overlaps(statement.units).shown:
        labels = "; ".join(words_of(reason, one.side).label for reason in one.reasons)
        yield (one.side, labels, " ".join(one.reasons), one.count)


def _changes(revision: Revision) -> Iterator[tuple[Cell, ...]]:
    for changed in revision.changed:
        place = changed.after.provenance
        yield ("changed", place.file, place.sheet, place.row, ", ".join(changed.names))
    for what, rows in (("added", revision.added), ("gone", revision.gone)):
        for row in rows:
            yield (what, row.provenance.file, row.provenance.sheet, row.provenance.row, "")


def _lapsed(found: Reconciled) -> Iterator[tuple[Cell, ...]]:
    for one, why in found.lapsed:
        yield (one.unit, one.by, one.at, one.reason.value if one.reason else one.partner, one.because, why)


def _method_sheet(paper: Paper, method: Method) -> None:
    rows = (("method", method.version), *method.rules, ("order of reasons", method.order_sha256), *method.inputs)
    paper.table("Method", (("What", 50), ("Value", 90)), rows, "Version, rules, and SHA-256 of order and inputs.")


def _sign_sheet(paper: Paper, statement: Statement, seed: str) -> None:
    sheet, at = paper.sheet("Sign-off", (44, 90))
    paper.head(sheet, at, ("Sign-off", title_of(statement)))
    files = "; ".join(f"{name}, SHA-256 {digest}" for name, digest in statement.method.inputs)
    lines = (
        ("Inputs examined", files),
        ("Method, and the order's SHA-256", f"{statement.method.version}, {statement.method.order_sha256}"),
        ("Sample", f"seed {seed}, {SAMPLE_SIZE} of each side; see sheet Sample"),
        ("Units looked at, and differences found", ""),
        ("Judgement of the auditor", ""),
        ("Name and office", ""),
        ("Date and signature", ""),
    )
    for offset, (line, value) in enumerate(lines, at + 1):
        paper.cells(sheet, offset, (line, value))
        sheet.set_row(offset, 48)
