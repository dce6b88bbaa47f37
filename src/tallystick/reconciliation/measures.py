"""Both ends of the bridge in every unit: rows, requests, transmissions, persons.

Each count is made twice, as a whole and by reason, so that a sum that does not close shows. Must not give a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tallystick.model.lists import Registered
from tallystick.model.reasons import ORDER, Reason
from tallystick.model.statement import Measure, UnitOutcome
from tallystick.model.words import Unit

from .case import Case

_Named = tuple[Reason, str]


def measures(case: Case, units: Sequence[UnitOutcome]) -> tuple[Measure, ...]:
    """The list, the register as filed and as corrected, each in every unit that is known of it."""
    rows = [unit for unit in units if unit.side == "A"]
    persons = [(unit.reason, row.person_id or row.file_no) for unit, row in zip(rows, case.rows, strict=True)]
    by_entry = {request.entry: request for request in case.requests}
    filed = _requests(units, by_entry, ("A", Reason.IN_BOTH), "B")
    later = _requests(units, by_entry, ("A", Reason.REGISTERED_LATER), "L")
    return (
        _measure("list", Unit.ROWS, len(case.rows), ((unit.reason, 1) for unit in rows)),
        _persons("list", persons),
        *_of_register("filed", filed),
        *_of_register("corrected", [*filed, *later]),
    )


def _requests(
    units: Iterable[UnitOutcome], by_entry: dict[int, Registered], linked: tuple[str, Reason], side: str
) -> list[tuple[Reason, Registered]]:
    """The requests of one end with their reasons: those that a row is, and those of a side of their own."""
    return [
        (unit.reason, by_entry[unit.entry])
        for unit in units
        if unit.entry is not None and ((unit.side, unit.reason) == linked or unit.side == side)
    ]


def _of_register(end: str, found: Sequence[tuple[Reason, Registered]]) -> Iterator[Measure]:
    yield _measure(end, Unit.REQUESTS, len(found), ((reason, 1) for reason, _ in found))
    sent = sum(request.transmissions for _, request in found)
    yield _measure(end, Unit.TRANSMISSIONS, sent, ((reason, request.transmissions) for reason, request in found))
    yield _persons(end, [(reason, request.file_no or request.subject_id) for reason, request in found])


def _measure(end: str, unit: Unit, total: int, counts: Iterable[tuple[Reason, int]], unnamed: int = 0) -> Measure:
    by_reason: Counter[Reason] = Counter()
    for reason, count in counts:
        by_reason[reason] += count
    parts = tuple((reason, by_reason[reason]) for reason in ORDER if by_reason[reason])
    return Measure(end, unit, total, parts, unnamed)


def _persons(end: str, named: Sequence[_Named]) -> Measure:
    """Persons by identifier or file number, each under the first reason of its units in the published order."""
    first: dict[str, Reason] = {}
    for reason, identifier in named:
        if identifier:
            first[identifier] = min(reason, first.get(identifier, reason), key=ORDER.index)
    known = len({identifier for _, identifier in named} - {""})
    unnamed = sum(not identifier for _, identifier in named)
    return _measure(end, Unit.PERSONS, known, ((reason, 1) for reason in first.values()), unnamed)
