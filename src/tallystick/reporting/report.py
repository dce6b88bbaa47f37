"""A report as a value: figures, each with the register entries behind it, in sums that close.

Built by ``figures``; shown by the letter, the annex and the pages. "Not recorded" is never zero: a figure of which
nothing is recorded has the value None. Must not know file formats or today's date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby

from tallystick.law import Duty, Measure, Zero
from tallystick.model.errors import SumDoesNotClose
from tallystick.model.period import Period
from tallystick.model.words import Verification

from .disclosure import Further


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a breakdown: its label and the entries under it; ``amount_cents`` where money is counted.

    ``by`` names the breakdown it belongs to; ``recorded`` is false for the line of what is not recorded.
    """

    label: str
    entries: tuple[int, ...]
    amount_cents: int | None = None
    by: str = ""
    recorded: bool = True

    @property
    def value(self) -> int:
        """How many entries stand under the label."""
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``value`` entries of ``unit``; ``not_recorded`` items give no answer, or no line of a breakdown.

    ``given`` marks an agency-period fact that a person states and no entry stands behind; ``narrowed`` a count of some
    items of its measure only. ``note`` says in plain words how it was counted. ``persons`` is the number of persons
    concerned where an item may concern several. ``columns`` and ``rows`` are the list of its items where the law asks
    for one: the entry, then each column. ``citation`` and ``verification`` are empty for what is counted apart.
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
    persons: int | None = None
    undivided: int = 0
    narrowed: bool = False
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def breakdowns(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """The breakdowns by name, each with its lines."""
        return tuple((by, tuple(lines)) for by, lines in groupby(self.breakdown, key=lambda line: line.by))

    def check(self) -> None:
        """Pass if the figure is its entries and its breakdown uses each of them once.

        Raises:
            SumDoesNotClose: naming the figure and the two numbers.

        """
        if self.given:
            return
        if len(set(self.entries)) != (self.value or 0) or len(self.entries) != (self.value or 0):
            raise SumDoesNotClose(f"figure {self.id}: {self.value} is not its {len(set(self.entries))} entries")
        for _, lines in self.breakdowns:
            under = sorted(chain.from_iterable(line.entries for line in lines))
            if under != sorted(self.entries):
                raise SumDoesNotClose(f"figure {self.id}: its lines hold {len(under)} entries, not {len(self.entries)}")
        if self.columns and [row[0] for row in self.rows] != [str(entry) for entry in self.entries]:
            raise SumDoesNotClose(f"figure {self.id}: its list has {len(self.rows)} rows, not {len(self.entries)}")


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
    entered: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one ordinance asks of one period, counted from the first ``size`` entries of the register."""

    ordinance: str
    ordinance_name: str
    ordinance_citation: str
    ordinance_sha256: str
    duty: Duty
    due: date | None
    period: Period
    size: int
    figures: tuple[Figure, ...]
    apart: tuple[Figure, ...]
    rows: tuple[AnnexRow, ...]
    further: tuple[Further, ...] = ()

    def figure(self, name: str) -> Figure:
        """The figure of that id, among the report's own and those counted apart."""
        return next(figure for figure in (*self.figures, *self.apart) if figure.id == name)

    @property
    def certified(self) -> tuple[Figure, ...]:
        """The figures whose zero the signer certifies: nothing came, nothing is left unrecorded."""
        if self.duty.zero is not Zero.CERTIFIED:
            return ()
        return tuple(figure for figure in self.figures if figure.value == 0 and not figure.not_recorded)

    @property
    def empty(self) -> bool:
        """Whether nothing came at all: every figure is a recorded zero."""
        return all(figure.value == 0 and not figure.not_recorded for figure in self.figures)

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
