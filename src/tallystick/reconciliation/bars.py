"""Units counted under their reasons: the bars that lead from list A to list B. Must not give a unit a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tallystick.model.reasons import ORDER, Grade, Reason
from tallystick.model.statement import Bar, UnitOutcome


def bars_of(units: Iterable[UnitOutcome]) -> tuple[Bar, ...]:
    """One bar for each side and reason that has units, in the published order; rows that are in both are no bar.

    Side A moves down from list A's total, side B up to list B as filed; side L stands in the corrected end only.
    """
    grades: dict[tuple[str, Reason], Counter[Grade]] = {}
    for unit in units:
        if (unit.side, unit.reason) != ("A", Reason.IN_BOTH):
            grades.setdefault((unit.side, unit.reason), Counter())[unit.grade] += 1
    sign = {"A": -1, "B": 1, "L": 0}
    return tuple(
        Bar(reason, side, found.total(), sign[side] * found.total(), dict(sorted(found.items())))
        for side in sign
        for reason in ORDER
        if (found := grades.get((side, reason)))
    )
