"""Disclosure control, tested by an attacker who holds the other side's public rows and a public arrest log.

Everything here is made up. The attacker wants a name for a row: the arrests of the days before it, of the same sex and
birth year. A publication helps when it rules some of them out.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.registers import YEAR_2025, Register
from tallystick.reporting.disclosure import LEAST, MONTHS, Further, further, protected

STATIONS = [f"H{number}" for number in range(1, 12)]


@dataclass(frozen=True)
class Arrest:
    """One line of the public log: everything the attacker may know of a person."""

    name: str
    on: date
    station: str
    sex: str
    born: int


@dataclass(frozen=True)
class PublicRow:
    """One row of the other side's public file; ``true`` is what the attacker wants and does not have."""

    prepared: date
    sex: str
    born: int
    true: Arrest


def a_town(seed: int, requests: int, arrests: int = 3000) -> tuple[list[Arrest], list[PublicRow]]:
    rng = random.Random(seed)
    log = [
        Arrest(
            f"person {number} (INVENTED)",
            date(2025, 1, 1) + timedelta(days=rng.randrange(362)),
            rng.choice(STATIONS),
            rng.choice("MMMF"),
            rng.randrange(1955, 2007),
        )
        for number in range(arrests)
    ]
    chosen = rng.sample(log, requests)
    return log, [PublicRow(one.on + timedelta(days=rng.randrange(4)), one.sex, one.born, one) for one in chosen]


def named(log: list[Arrest], rows: list[PublicRow], may_be) -> set[str]:
    """The rows that the attacker can give one name to; ``may_be`` is what a publication lets stand."""
    found = set()
    for row in rows:
        left = [
            one
            for one in log
            if timedelta() <= row.prepared - one.on <= timedelta(days=3)
            and (one.sex, one.born) == (row.sex, row.born)
            and may_be(one)
        ]
        if len(left) == 1:
            found.add(left[0].name)
    return found


def crossed(rows: list[PublicRow]):
    """What a table of month by station would tell: every empty cell rules its arrests out."""
    cells = Counter((row.true.on.month, row.true.station) for row in rows)
    return lambda one: cells[one.on.month, one.station] > 0


def published(rows: list[PublicRow]):
    """What our tables tell: an arrest is ruled out only when a line shown by itself is empty, and none ever is."""
    register = Register()
    for station in STATIONS:
        register.arrival(date(2024, 1, 1))
        register.state.arrivals[register.state.size - 1].event = _at(register, station)
    for row in rows:
        entry = register.request(on=row.true.on)
        register.state.requests[entry].station = row.true.station
    tables = {
        table.id: table for table in further(register.state.requests.values(), register.state.arrivals, YEAR_2025)
    }
    return lambda one: (
        _possible(tables.get("by_station"), one.station) and _possible(tables.get("by_month"), MONTHS[one.on.month - 1])
    )


def _at(register: Register, station: str):
    from dataclasses import replace

    return replace(register.state.arrivals[register.state.size - 1].event, station=station)


def _possible(table: Further | None, label: str) -> bool:
    if table is None or label in table.merged:
        return True
    return dict(table.lines).get(label, 0) > 0


@pytest.mark.parametrize("requests", [15, 57, 198])
def test_our_tables_name_nobody_whom_the_other_sources_do_not_name_already(requests: int) -> None:
    for seed in range(6):
        log, rows = a_town(seed, requests)
        assert named(log, rows, published(rows)) == named(log, rows, lambda _: True)


def test_the_attacker_is_a_real_one_month_by_station_would_name_people() -> None:
    more = 0
    for seed in range(6):
        log, rows = a_town(seed, 15)
        more += len(named(log, rows, crossed(rows)) - named(log, rows, lambda _: True))
    assert more > 0


COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=14).map(
    lambda values: [(f"line {number}", value) for number, value in enumerate(values)]
)


@given(COUNTS)
def test_a_protected_table_adds_up_and_no_small_line_can_be_worked_out(counts: list[tuple[str, int]]) -> None:
    table = protected("t", "T", counts)
    table.check()
    assert sum(value for _, value in table.lines) == sum(value for _, value in counts)
    shown = {label for label, _ in table.lines}
    small = {label for label, value in counts if value < LEAST}
    assert small <= set(table.merged)
    assert not small & shown or len(counts) == 1
    if table.merged and len(table.merged) < len(counts):
        assert len(table.merged) > 1
        assert table.lines[-1][1] >= LEAST


EXAMPLES = [
    # counts, lines; why
    ([("A", 20), ("B", 3), ("C", 30)], [("C", 30), ("A and B, together", 23)], "one small line needs another beside it"),
    ([("A", 20), ("B", 6), ("C", 6)], [("A", 20), ("B and C, together", 12)], "two small lines make a rest"),
    ([("A", 20), ("B", 0), ("C", 0), ("D", 40)], [("D", 40), ("A, B and C, together", 20)], "empty lines are not told"),
    ([("A", 12), ("B", 13)], [("A", 12), ("B", 13)], "nothing is small"),
    ([("A", 2), ("B", 1)], [("A and B, together", 3)], "the law's total is exact, however small"),
]  # fmt: skip


@pytest.mark.parametrize(("counts", "lines", "why"), EXAMPLES, ids=[row[-1] for row in EXAMPLES])
def test_how_small_lines_are_merged(counts, lines, why) -> None:
    assert list(protected("t", "T", counts).lines) == lines, why
