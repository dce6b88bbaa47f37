"""What must hold across the reports of an ordinance file: numbers, units, and items that can be counted as asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .duty import Duty
from .measures import STATED, UNITS
from .ordinance import Mistake, Ordinance, ReportItem


def reports(ordinance: Ordinance) -> Iterator[Mistake]:
    """Every mistake in duties and items that one table alone does not show."""
    for duty in ordinance.duties:
        yield from _duty(ordinance, duty)
    for item in ordinance.report_items:
        yield from _item(item)


def _duty(ordinance: Ordinance, duty: Duty) -> Iterator[Mistake]:
    items = [item for item in ordinance.report_items if item.duty == duty.id]
    if not items:
        yield Mistake(f"report {duty.id}", "id", "no report_item belongs to this report")
    for number, times in Counter(item.number for item in items if item.last is None).items():
        if times > 1:
            yield Mistake(f"report {duty.id}", "report_item", f"number {number} is given {times} times")


def _item(item: ReportItem) -> Iterator[Mistake]:
    where = f"report_item {item.id}"
    if item.unit is not UNITS[item.measure]:
        yield Mistake(where, "unit", f"{item.measure} is counted in {UNITS[item.measure]}, not in {item.unit}")
    if item.measure in STATED and (item.where or item.breakdown or item.columns):
        yield Mistake(where, "measure", f"{item.measure} is stated by the agency: it cannot be narrowed or divided")
