"""What the law says differently on two days: rules, clauses, duties, items and clocks that came, went or changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tallystick.model.words import AnswerField

from .decide import at
from .ordinance import Ordinance, Row, RulePeriod


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same on both days; ``before`` or ``after`` is empty where there was or is nothing."""

    kind: str
    id: str
    before: str
    after: str


class _Dated(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...

    def in_force(self, day: date) -> bool: ...


def differences(ordinance: Ordinance, before: date, after: date) -> tuple[Difference, ...]:
    """Everything that differs between two days, rules first.

    Raises:
        NotThere: the ordinance has no rules for one of the days.

    """
    days = (before, after)
    return (
        *_rules(at(ordinance, before), at(ordinance, after)),
        *_dated("clause", ordinance.clauses.values(), days),
        *_dated("report", ordinance.duties, days),
        *_dated("report item", ordinance.report_items, days),
        *_dated("clock", ordinance.clocks, days),
    )


def _rules(before: RulePeriod, after: RulePeriod) -> Iterator[Difference]:
    if before.id == after.id:
        return
    yield Difference("period", "rules", f"{before.id}: {before.note}", f"{after.id}: {after.note}")
    for answer in AnswerField:
        yield from _rows(answer, before.tables[answer], after.tables[answer])


def _rows(answer: AnswerField, before: tuple[Row, ...], after: tuple[Row, ...]) -> Iterator[Difference]:
    old = {conditions(row): outcome(row) for row in before}
    new = {conditions(row): outcome(row) for row in after}
    for when in (*old, *(one for one in new if one not in old)):
        if old.get(when) != new.get(when):
            yield Difference("rule", f"{answer.value}: {when}", old.get(when, ""), new.get(when, ""))


def conditions(row: Row) -> str:
    """The conditions of a row in words: ``in_custody = yes, judicial_warrant = none``, or ``always``."""
    return ", ".join(f"{word} = {' or '.join(sorted(values))}" for word, values in row.when.items()) or "always"


def outcome(row: Row) -> str:
    """What a row says: ``shall not [clause]``, or why nothing is covered."""
    if row.clause is None or row.effect is None:
        return f"not covered. {row.not_covered}"
    return f"{row.effect.replace('_', ' ')} [{row.clause.id}]"


def _dated(kind: str, every: Iterable[_Dated], days: tuple[date, date]) -> Iterator[Difference]:
    for each in every:
        before, after = (each.text if each.in_force(day) else "" for day in days)
        if before != after:
            yield Difference(kind, each.id, before, after)
