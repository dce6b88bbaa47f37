"""A report as a value: figures, each with the register entries behind it, in sums that close.

Built by ``figures``; shown by the letter, the annex and the pages. "Not recorded" is never zero: a figure of which
nothing is recorded has the value None. Must not know file formats or today's date.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from tallystick.law import Measure
from tallystick.model.errors import SumDoesNotClose
from tallystick.model.period import Period
from tallystick.model.words import Verification


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a breakdown: its label and the entries under it; ``amount_cents`` where money is counted."""

    label: str
    entries: tuple[int, ...]
    amount_cents: int | None = None

    @property
    def value(self) -> int:
        """How many entries stand under the label."""
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``value`` entries of ``unit``; ``not_recorded`` requests give no answer.

    ``given`` marks an agency-period fact that a person states and no entry stands behind. ``note`` says in plain words
    how it was counted. ``citation`` and ``verification`` are empty for what is counted apart.
    """

    id: str
    text: str
    unit: str
    value: int | None
    entries: tuple[int, ...] = ()
    not_recorded: int = 0
    number: int = 0
    measure: Measure | None = None
    citation: str = ""
    source: str = ""
    verification: Verification | None = None
    breakdown: tuple[Line, ...] = ()
    note: str = ""
    given: bool = False
    amount_cents: int | None = None

    def check(self) -> None:
        """Pass if the figure is its entries and its breakdown uses each of them once.

        Raises:
            SumDoesNotClose: naming the figure and the two numbers.

        """
        if self.given:
            return
        if len(set(self.entries)) != (self.value or 0) or len(self.entries) != (self.value or 0):
            raise SumDoesNotClose(f"figure {self.id}: {self.value} is not its {len(set(self.entries))} entries")
        lines = sorted(chain.from_iterable(line.entries for line in self.breakdown))
        if self.breakdown and lines != sorted(self.entries):
            raise SumDoesNotClose(f"figure {self.id}: its lines hold {len(lines)} entries, not {len(self.entries)}")


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One request of the period as the annex shows it: no name, no number, no station, no day."""

    entry: int
    year: int
    form: str
    asked: str
    stated_basis: str
    hold: str
    notice: str
    information: str
    transfer: str
    clause: str
    late: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one ordinance asks of one period, counted from the first ``size`` entries of the register."""

    ordinance: str
    ordinance_name: str
    ordinance_citation: str
    ordinance_sha256: str
    reporter: str
    recipient: str
    due: str
    period: Period
    size: int
    figures: tuple[Figure, ...]
    apart: tuple[Figure, ...]
    rows: tuple[AnnexRow, ...]

    def figure(self, name: str) -> Figure:
        """The figure of that id, among the report's own and those counted apart."""
        return next(figure for figure in (*self.figures, *self.apart) if figure.id == name)

    def measured(self, measure: Measure) -> Figure | None:
        """The figure that counts ``measure``; None when the ordinance does not ask for it."""
        return next((figure for figure in self.figures if figure.measure is measure), None)

    def check(self) -> None:
        """Pass if every figure is its entries and the documents of the period are used up.

        Raises:
            SumDoesNotClose: naming the sum and its two sides.

        """
        for figure in (*self.figures, *self.apart):
            figure.check()
        documents = self.figure("documents").value or 0
        kinds = sum(self.figure(name).value or 0 for name in ("all_requests", "copies", "not_requests", "unreadable"))
        if documents != kinds:
            raise SumDoesNotClose(f"documents of {self.period.name}: {documents} is not {kinds} by kind")
        if len(self.rows) != (self.figure("all_requests").value or 0):
            raise SumDoesNotClose(f"annex of {self.period.name}: {len(self.rows)} rows are not the requests")
