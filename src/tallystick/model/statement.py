"""The statement: two totals, and every unit of both under one reason, in sums that close both ways.

A statement is built whole by ``reconciliation`` and only shown elsewhere. Must not know which side is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .errors import SumDoesNotClose
from .lists import Provenance
from .period import Period
from .reasons import Grade, Reason
from .words import Unit


@dataclass(frozen=True, slots=True)
class Party:
    """A party and its own word for what it counts (quoted, never ours); ``rule`` says which units its total holds."""

    name: str
    total: int
    unit: Unit
    event: str
    source: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class UnitOutcome:
    """One unit under its one primary reason, with the evidence in words and the other reasons it also meets.

    ``key`` lasts as long as the row says the same; ``decided_by`` names the person who decided, and is empty where a
    rule did.
    """

    side: str
    reason: Reason
    grade: Grade
    why: str
    row: Provenance | None = None
    entry: int | None = None
    partner: str = ""
    also: tuple[Reason, ...] = ()
    key: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """Units of one side under one reason; ``signed`` is how it moves from list A's total to list B's."""

    reason: Reason
    side: str
    count: int
    signed: int
    grades: dict[Grade, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least, at most."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Count:
    """One count by one rule: which side, what is counted, of which kind of form; bounds where it is not certain."""

    side: str
    unit: Unit
    rule: str
    asked: str
    value: Bounds

    @property
    def number(self) -> str:
        """The count in figures; at least and at most, when they differ."""
        least, most = self.value.least, self.value.most
        return str(least) if least == most else f"{least} to {most}"


@dataclass(frozen=True, slots=True)
class Measure:
    """One end of the bridge counted in one unit, and the same by reason: the parts add up to the total.

    ``end`` is ``list``, ``filed`` or ``corrected``; ``unnamed`` are units that bear no identifier, when persons are
    counted: how many persons they are is not known. A person of several units stands under the first of their reasons.
    """

    end: str
    unit: Unit
    total: int
    parts: tuple[tuple[Reason, int], ...]
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """A party's reply, printed word for word and in the same type as the statement."""

    party: str
    text: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A bar that a party disputes, by its side and reason."""

    side: str
    reason: Reason
    party: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Two totals without lists: what can and cannot be said (facts/users.md §5.6, the honest case)."""

    a: Party
    b: Party
    comparable: bool
    difference: int | None
    in_both: Bounds
    only_a: Bounds
    only_b: Bounds
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """How a statement was made: version, rules by name, the digest of the order of reasons, and every input's SHA-256.

    ``event_words`` say which day of a request decides about its period, when it is not the day of receipt.
    """

    version: str = ""
    rules: tuple[tuple[str, str], ...] = ()
    order_sha256: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    event_words: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """The bridge between list A (``a``) and list B, as filed and as corrected.

    ``a.total`` = in both + bars of side A (their counts); ``filed`` and ``corrected`` are list B's two ends. Units of
    side ``A`` and ``B`` make up the two lists; side ``L`` are late requests that stand in the corrected end only.
    ``bounds`` are how many rows can be requests at all, for a list without names; ``what_if`` other rules' counts.
    """

    a: Party
    b: Party
    period: Period
    scope: str
    filed: int
    corrected: int
    units: tuple[UnitOutcome, ...]
    bars: tuple[Bar, ...]
    in_both_filed: int
    in_both_corrected: int
    sentence: str
    sentence_back: str
    notes: tuple[str, ...] = ()
    chance: str = ""
    bounds: Bounds | None = None
    method: Method = Method()
    what_if: tuple[Count, ...] = ()
    measures: tuple[Measure, ...] = ()
    replies: tuple[Reply, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    def check(self) -> None:
        """Pass if both lists are used up and the bridge closes both ways.

        Raises:
            SumDoesNotClose: naming the sum and the two numbers that differ.

        """
        side_a = sum(unit.side == "A" for unit in self.units)
        from_a = self.in_both_filed + sum(bar.count for bar in self.bars if bar.side == "A")
        end = self.a.total + sum(bar.signed for bar in self.bars)
        only_b = sum(bar.count for bar in self.bars if bar.side == "B")
        only_late = sum(bar.count for bar in self.bars if bar.side == "L")
        for name, left, right in (
            ("units of list A", side_a, self.a.total),
            ("list A = in both + A only", from_a, self.a.total),
            ("bridge from list A to list B as filed", end, self.filed),
            ("list B as filed = in both + B only", self.in_both_filed + only_b, self.filed),
            ("list B as corrected", self.in_both_corrected + only_b + only_late, self.corrected),
            *self._in_every_unit(),
        ):
            if left != right:
                raise SumDoesNotClose(f"{name}: {left} is not {right}", where=f"statement for {self.period.name}")

    def _in_every_unit(self) -> Iterator[tuple[str, int, int]]:
        """Each end in each unit is the sum of its reasons; rows and requests are the ends of the bridge themselves."""
        ends = {("list", Unit.ROWS): self.a.total, ("filed", Unit.REQUESTS): self.filed}
        ends[("corrected", Unit.REQUESTS)] = self.corrected
        for one in self.measures:
            parts = sum(count for _, count in one.parts)
            yield f"{one.unit.value}, {one.end} = by reason", parts, ends.get((one.end, one.unit), one.total)
