"""What must hold across an ordinance file: dates, one row for every case of facts, and the file's own cases.

Gaps and overlaps are found by enumeration: a table names few words of few values, so every combination is tried.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import pairwise, product

from tallystick.model.words import AnswerField

from .check_reports import reports
from .decide import decide, meets
from .ordinance import Case, Expected, Mistake, Ordinance, Row, RulePeriod, Ruling
from .vocabulary import WORDS

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_SHOWN = 3


def check(ordinance: Ordinance) -> tuple[Mistake, ...]:
    """Every mistake that only the whole file shows; empty when the file may be used."""
    found = [
        *_names(ordinance),
        *_dates(ordinance),
        *_clause_dates(ordinance),
        *_tables(ordinance),
        *reports(ordinance),
    ]
    return tuple(found) if found else (*_cases(ordinance), *_untried(ordinance))


def _names(ordinance: Ordinance) -> Iterator[Mistake]:
    if not _ID.fullmatch(ordinance.id):
        yield Mistake("", "id", f"'{ordinance.id}' is not of small letters, digits and hyphens")
    for kind, ids in (
        ("period", [period.id for period in ordinance.periods]),
        ("report", [duty.id for duty in ordinance.duties]),
        ("report_item", [item.id for item in ordinance.report_items]),
        ("clock", [clock.id for clock in ordinance.clocks]),
        ("definition", [definition.id for definition in ordinance.definitions]),
        ("case", [case.title for case in ordinance.cases]),
    ):
        for name in _twice(ids):
            yield Mistake(f"{kind} {name}", "id", "is given twice")


def _twice(values: Iterable[object]) -> list[object]:
    return [value for value, times in Counter(values).items() if times > 1]


def _dates(ordinance: Ordinance) -> Iterator[Mistake]:
    for kind, dated in (
        ("clause", ordinance.clauses.values()),
        ("period", ordinance.periods),
        ("report", ordinance.duties),
        ("report_item", ordinance.report_items),
        ("clock", ordinance.clocks),
    ):
        for each in dated:
            if each.last is not None and each.last < each.first:
                yield Mistake(f"{kind} {each.id}", "to", f"{each.last} is before from, {each.first}")
    for before, after in pairwise(ordinance.periods):
        if before.last is None:
            yield Mistake(f"period {before.id}", "to", f"is missing: period {after.id} follows it")
        elif after.first != before.last + timedelta(days=1):
            follows = f"period {before.id}, whose last day is {before.last}"
            yield Mistake(f"period {after.id}", "from", f"{after.first} is not the day after {follows}")


def _clause_dates(ordinance: Ordinance) -> Iterator[Mistake]:
    """A clause may speak in a table only if it is in force on every day of the table's period."""
    for period, answer, number, row in _rows(ordinance):
        if row.clause is None:
            continue
        ends = row.clause.last is None or (period.last is not None and period.last <= row.clause.last)
        if not (row.clause.first <= period.first and ends):
            yield Mistake(
                _place(period, answer, number), "clause", f"{row.clause.id} is not in force on every day of the period"
            )


def _rows(ordinance: Ordinance) -> Iterator[tuple[RulePeriod, AnswerField, int, Row]]:
    for period in ordinance.periods:
        for answer, rows in period.tables.items():
            for number, row in enumerate(rows, 1):
                yield period, answer, number, row


def _place(period: RulePeriod, answer: AnswerField, number: int | None = None) -> str:
    row = "" if number is None else f" row {number}"
    return f"period {period.id}, {answer.value}{row}"


def combinations(rows: tuple[Row, ...]) -> Iterator[dict[str, str]]:
    """Every combination of the values of the words that a table names."""
    named = [word for word in WORDS if any(word in row.when for row in rows)]
    for values in product(*(WORDS[word].values for word in named)):
        yield dict(zip(named, values, strict=True))


def _tables(ordinance: Ordinance) -> Iterator[Mistake]:
    for period in ordinance.periods:
        for answer, rows in period.tables.items():
            yield from _table(_place(period, answer), rows)


def _table(place: str, rows: tuple[Row, ...]) -> Iterator[Mistake]:
    gaps: list[str] = []
    overlaps: dict[tuple[int, ...], str] = {}
    for facts in combinations(rows):
        met = tuple(number for number, row in enumerate(rows, 1) if meets(row, facts))
        if not met:
            gaps.append(_spoken(facts))
        elif len(met) > 1:
            overlaps.setdefault(met, _spoken(facts))
    if gaps:
        shown = "; ".join(gaps[:_SHOWN])
        more = f" and {len(gaps) - _SHOWN} more" if len(gaps) > _SHOWN else ""
        yield Mistake(place, "when", f"gap, no row says anything for {shown}{more}: add a row, or one with not_covered")
    for numbers, example in overlaps.items():
        yield Mistake(place, "when", f"overlap, rows {' and '.join(map(str, numbers))} both speak for {example}")


def _spoken(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{word} = {value}" for word, value in facts.items()) or "any facts"


def _cases(ordinance: Ordinance) -> Iterator[Mistake]:
    for case in ordinance.cases:
        if not any(case.on in period for period in ordinance.periods):
            yield Mistake(f"case {case.title}", "on", f"{case.on} is in no period")
            continue
        rulings = decide(ordinance, case.on, case.facts).rulings
        for answer, expected in case.expected.items():
            if not _as_expected(rulings[answer], expected):
                yield Mistake(
                    f"case {case.title}",
                    f"expect.{answer.value}",
                    f"expected {_say(expected)}, the table says {_say(_given(rulings[answer]))}",
                )


def _given(ruling: Ruling) -> Expected:
    return Expected(ruling.clause.id, ruling.effect) if ruling.clause else Expected()


def _as_expected(ruling: Ruling, expected: Expected) -> bool:
    """A case that expects "not covered" means a row that says so, not a want of facts."""
    return _given(ruling) == expected and not ruling.missing


def _say(expected: Expected) -> str:
    return f"{expected.clause} {expected.effect.value}" if expected.effect else "not covered (or facts are missing)"


def _untried(ordinance: Ordinance) -> Iterator[Mistake]:
    """A row that no case meets has been tried by nobody."""
    for period, answer, number, row in _rows(ordinance):
        if not any(_tries(case, period, answer, row) for case in ordinance.cases):
            yield Mistake(_place(period, answer, number), "case", "no case of the file meets this row")


def _tries(case: Case, period: RulePeriod, answer: AnswerField, row: Row) -> bool:
    return case.on in period and answer in case.expected and meets(row, case.facts)
