"""An ordinance as data: clauses with their source and verification, dated periods of rules, what a report asks.

Built whole by ``law.load``; every value is immutable. Must not know persons, storage or how a clause is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tallystick.model.words import AnswerField, Verification

from .vocabulary import AgencyKind, Breakdown, CountUnit, Effect, Measure

NOT_COVERED = "not covered"
"""What is written where no row of the table speaks."""


@dataclass(frozen=True, slots=True)
class Clause:
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

    def in_force(self, day: date) -> bool:
        """Whether the clause speaks on that local day."""
        return self.first <= day and (self.last is None or day <= self.last)


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
class RulePeriod:
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
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One figure that the report must show, with its unit and by what it is divided."""

    id: str
    number: int
    measure: Measure
    unit: CountUnit
    breakdown: Breakdown
    citation: str
    text: str
    quotation: str
    source: str
    verification: Verification
    first: date
    last: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether the item is asked for a report whose period ends on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Duty:
    """Who reports to whom, until when (MM-DD), under which clause."""

    reporter: str
    recipient: str
    due: str
    clause: Clause


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
    """One ordinance; ``sha256`` is the digest of the file's text, which counsel's adoption names."""

    id: str
    name: str
    citation: str
    state: str
    agency_kinds: tuple[AgencyKind, ...]
    duty: Duty
    clauses: Mapping[str, Clause]
    definitions: tuple[Definition, ...]
    periods: tuple[RulePeriod, ...]
    report_items: tuple[ReportItem, ...]
    cases: tuple[Case, ...]
    sha256: str
    invented: bool = False
    note: str = ""

    def items_on(self, day: date) -> tuple[ReportItem, ...]:
        """The report items asked of a report whose period ends on ``day``, by number."""
        asked = (item for item in self.report_items if item.in_force(day))
        return tuple(sorted(asked, key=lambda item: item.number))


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
