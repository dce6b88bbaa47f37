"""Which reasons meet in one unit: the order decides which comes first, so a reader may see what stood behind it.

Must not choose a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.model.reasons import ORDER, Reason
from tallystick.model.statement import UnitOutcome


@dataclass(frozen=True, slots=True)
class Overlap:
    """The units of one side that meet exactly these reasons (two or more), in the published order."""

    side: str
    reasons: tuple[Reason, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Overlaps:
    """All meetings of reasons, most frequent first; ``smaller`` are units whose meetings an edition does not show."""

    shown: tuple[Overlap, ...]
    smaller: int = 0

    @property
    def words(self) -> str:
        """The overlaps in one sentence."""
        several = sum(overlap.count for overlap in self.shown) + self.smaller
        if not several:
            return "No unit meets more than one reason."
        smaller = f"; {self.smaller} of them in meetings of fewer than five, not shown" if self.smaller else ""
        return f"{several} {'unit meets' if several == 1 else 'units meet'} more than one reason{smaller}."


def overlaps(units: Iterable[UnitOutcome], least: int = 1) -> Overlaps:
    """The meetings of reasons among the units; those of fewer than ``least`` units are only counted together."""
    found: Counter[tuple[str, tuple[Reason, ...]]] = Counter()
    for unit in units:
        if unit.also:
            found[unit.side, tuple(sorted({unit.reason, *unit.also}, key=ORDER.index))] += 1
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0][0], [ORDER.index(one) for one in item[0][1]]))
    shown = tuple(Overlap(side, reasons, count) for (side, reasons), count in ranked if count >= least)
    return Overlaps(shown, sum(count for _, count in ranked if count < least))
