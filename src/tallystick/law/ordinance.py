"""An ordinance as data: clauses with their source and verification, dated periods of rules, what a report asks.

Built whole by ``law.load``; every value is immutable. Must not know persons, storage or how a clause is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tallystick.model.errors import NotThere
from tallystick.model.words import AnswerField, Verification

from .clock import Clock
from .dated import Dated
from .duty import Duty
from .measures import CountUnit, Measure
from .vocabulary import AgencyKind, Effect, Word, words_named

NOT_COVERED = "not covered"
"""What is written where no row of the table speaks."""


@dataclass(frozen=True, slots=True)
class Clause(Dated):
    """One provision: ``quotation`` is the source's own words (short, may be empty), ``text`` is ours.

    ``first`` and ``last`` are the days on which it speaks, both included; ``last`` None is open.
    """

    id: str
    citation: str
    quotation: str
    text: str
    source: str
    verification: Verification
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term in our words, with where it was read."""

    id: str
    term: str
    text: str
    source: str
    verification: Verification


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a decision table: when all conditions hold, the clause has this effect, or nothing is covered."""

    when: Mapping[str, frozenset[str]]
    clause: Clause | None = None
    effect: Effect | None = None
    not_covered: str = ""


@dataclass(frozen=True, slots=True)
class RulePeriod(Dated):
    """The days between two changes of the law, and one decision table for each of the four answers."""

    id: str
    first: date
    last: date | None
    note: str
    source: str
    verification: Verification
    tables: Mapping[AnswerField, tuple[Row, ...]]

    def __contains__(self, day: date) -> bool:
        """Whether a local day falls into the period."""
        return self.in_force(day)


@dataclass(frozen=True, slots=True)
class ReportItem(Dated):
    """One thing that a report must show: a figure, by what it is divided, or the list of its items.

    ``where`` narrows the measure to items with these facts; each of ``breakdown`` divides it once, by one or more
    details together; ``columns`` make it a list: one row for each item.
    """

    id: str
    number: int
    duty: str
    measure: Measure
    unit: CountUnit
    citation: str
    text: str
    quotation: str
    source: str
    verification: Verification
    first: date
    last: date | None = None
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    breakdown: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case expects for one answer: clause id and effect, or both empty for not covered."""

    clause: str = ""
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A worked example that stands beside the tables and is run whenever the file is loaded."""

    title: str
    on: date
    facts: Mapping[str, str]
    expected: Mapping[AnswerField, Expected]


@dataclass(frozen=True, slots=True)
class Ordinance:
    """One ordinance; ``sha256`` is the digest of the file's text, which counsel's adoption names.

    ``draft`` marks a file whose texts were not read: it may be looked at and counts nothing that is signed.
    """

    id: str
    name: str
    citation: str
    state: str
    agency_kinds: tuple[AgencyKind, ...]
    duties: tuple[Duty, ...]
    clauses: Mapping[str, Clause]
    definitions: tuple[Definition, ...]
    clocks: tuple[Clock, ...]
    periods: tuple[RulePeriod, ...]
    report_items: tuple[ReportItem, ...]
    cases: tuple[Case, ...]
    sha256: str
    invented: bool = False
    draft: bool = False
    note: str = ""

    def duty(self, name: str = "") -> Duty:
        """The duty of that id; the first one where none is named.

        Raises:
            NotThere: there is no such duty.

        """
        found = next((duty for duty in self.duties if name in {"", duty.id}), None)
        if found is None:
            known = ", ".join(duty.id for duty in self.duties) or "none: no duty to report was read"
            raise NotThere(f"{self.name} has no report '{name}'", remedy=f"there are {known}")
        return found

    def items_on(self, day: date, duty: str = "") -> tuple[ReportItem, ...]:
        """The items asked of a report (the first one where ``duty`` is empty) whose period ends on ``day``."""
        name = self.duty(duty).id
        asked = (item for item in self.report_items if item.duty == name and item.in_force(day))
        return tuple(sorted(asked, key=lambda item: item.number))

    def words_on(self, day: date) -> tuple[Word, ...]:
        """The facts that the rules of that day or an item of a report turn on, in the order of the questions."""
        rows = (row for period in self.periods if day in period for table in period.tables.values() for row in table)
        asked = {word for row in rows for word in row.when}
        for item in self.report_items:
            asked.update(item.where, item.columns, *item.breakdown)
        return words_named(asked)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in an ordinance file: ``where`` names clause, period or row, ``key`` the TOML key."""

    where: str
    key: str
    what: str
    file: str = ""

    def __str__(self) -> str:
        """One line: file, place, key, words."""
        place = ", ".join(part for part in (self.file, self.where, self.key) if part)
        return f"{place}: {self.what}"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the law says about one answer: a clause and its effect, or why it is not covered.

    ``missing`` names the facts that were not given and could change it.
    """

    answer: AnswerField
    clause: Clause | None = None
    effect: Effect | None = None
    why: str = ""
    missing: tuple[str, ...] = ()

    @property
    def covered(self) -> bool:
        """Whether a clause speaks."""
        return self.clause is not None


@dataclass(frozen=True, slots=True)
class Decision:
    """What an ordinance says on a day about given facts, for each of the four answers.

    ``main`` is the ruling on what the paper asks for; its clause is what a disposition names. It decides nothing for
    an officer: it cites.
    """

    ordinance: str
    on: date
    period: RulePeriod
    facts: Mapping[str, str]
    rulings: Mapping[AnswerField, Ruling]
    main: Ruling = field(default_factory=lambda: Ruling(AnswerField.HOLD))

    @property
    def clause(self) -> str:
        """The id of the clause that speaks to what was asked, or ``not covered``."""
        return self.main.clause.id if self.main.clause else NOT_COVERED
