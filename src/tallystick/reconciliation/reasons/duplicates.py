"""Which row repeats which other one, by the rule that was chosen. Nothing is merged or deleted: a row gets a partner.

Rows of one person are those with an equal identifier or file number; a row without either repeats nothing. In each cell
of rows that a rule takes for one request, the first stands for it, or one that is linked to a request of the register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tallystick.model.lists import Row, place_words
from tallystick.model.reasons import Reason
from tallystick.reconciliation.rules import DUPLICATE_WORDS, DuplicateRule

from .lift import lift_reason

_SAME_EPISODE = timedelta(days=1)
_IDENTIFIERS: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("person identifier", lambda row: row.person_id),
    ("file number", lambda row: row.file_no),
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """The row that another one repeats, by its position, and why, in words."""

    of: int
    why: str


def repeats(rows: Sequence[Row], linked: Collection[int], rule: DuplicateRule) -> dict[int, Repeat]:
    """The rows that repeat another one, by position; ``linked`` are the positions of rows that are a request."""
    cells_of = _CELLS.get(rule)
    found: dict[int, Repeat] = {}
    if cells_of is None:
        return found
    for shared, identifier in _IDENTIFIERS:
        for person in _persons(rows, identifier):
            for cell in cells_of(rows, person):
                for position, of in _pairs(rows, cell, linked):
                    why = f"{shared} is that of {place_words(rows[of].provenance)}; rule: {DUPLICATE_WORDS[rule]}"
                    found.setdefault(position, Repeat(of, why))
    return found


def _persons(rows: Sequence[Row], identifier: Callable[[Row], str]) -> Iterator[list[int]]:
    of_person: defaultdict[str, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        if given := identifier(row):
            of_person[given].append(position)
    return (positions for positions in of_person.values() if len(positions) > 1)


def _pairs(rows: Sequence[Row], cell: Sequence[int], linked: Collection[int]) -> Iterator[tuple[int, int]]:
    """Each position of a cell with the first other one that stands for the request."""
    standing = [position for position in cell if lift_reason(rows[position].lift_reason) is not Reason.DUPLICATE]
    for rank, position in enumerate(cell):
        before = set(cell[:rank])
        of = next((one for one in standing if one != position and (one in before or one in linked)), None)
        if of is not None:
            yield position, of


def _of_a_day(rows: Sequence[Row], person: Iterable[int]) -> Iterator[list[int]]:
    days: defaultdict[date | None, list[int]] = defaultdict(list)
    for position in person:
        days[rows[position].prepared].append(position)
    return iter(days.values())


def _of_an_episode(rows: Sequence[Row], person: Iterable[int]) -> Iterator[list[int]]:
    """Rows chained by gaps of at most a day, then apart by form and facility."""
    cells: dict[tuple[int, str, str], list[int]] = {}
    episode, last = 0, date.min
    for day, position in _dated(rows, person):
        episode += day - last > _SAME_EPISODE
        last = day
        cells.setdefault((episode, rows[position].form, rows[position].facility), []).append(position)
    return iter(cells.values())


def _newest_first(rows: Sequence[Row], person: Iterable[int]) -> Iterator[list[int]]:
    yield [position for _, position in reversed(_dated(rows, person))]


def _dated(rows: Sequence[Row], person: Iterable[int]) -> list[tuple[date, int]]:
    return sorted((rows[position].prepared or date.min, position) for position in person)


_CELLS: dict[DuplicateRule, Callable[[Sequence[Row], Iterable[int]], Iterator[list[int]]]] = {
    DuplicateRule.DAY: _of_a_day,
    DuplicateRule.EPISODE: _of_an_episode,
    DuplicateRule.NEWEST: _newest_first,
}
