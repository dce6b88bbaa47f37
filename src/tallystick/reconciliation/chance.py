"""What chance alone would link, and how many links there can be at all: for lists without names.

Matching by day alone looks convincing and is nearly worthless (facts/forms_and_data.md §B.3), so a statement on a
redacted list prints what chance would give, and bounds instead of one number. Must not change a link.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tallystick.model.lists import Registered, Row
from tallystick.model.statement import Bounds
from tallystick.model.words import Asked

from .linking import Linker, agree_where_given, link, marks_of

_SHIFTS = tuple(days for weeks in range(3, 23) for days in (7 * weeks, -7 * weeks))


@dataclass(frozen=True, slots=True)
class Chance:
    """Links made, and what the same linker gives over 40 shifts of one side by whole weeks (weekdays keep their share).

    ``by_day`` are the pairs that the prepared day alone would give, ``by_day_mean`` their mean over the same shifts;
    ``bounds`` are how many rows can be requests of the register, if no prepared day was keyed wrong.
    """

    links: int
    mean: float
    most: int
    by_day: int
    by_day_mean: float
    bounds: Bounds

    @property
    def words(self) -> str:
        """The baseline and the bounds in three sentences."""
        return (
            f"Linked by marks only, without names or numbers: {self.links}. By chance alone {self.mean:.2f} links "
            f"would be expected, at most {self.most}: the mean and the most of {len(_SHIFTS)} trials with the prepared "
            f"days of one side shifted by whole weeks. The prepared day alone would pair {self.by_day}, and "
            f"{self.by_day_mean:.1f} by chance: it proves nothing. If no prepared day was keyed wrong, at least "
            f"{self.bounds.least} and at most {self.bounds.most} rows are requests of the register."
        )


def chance(rows: Sequence[Row], requests: Sequence[Registered], linker: Linker, *, named: bool) -> Chance | None:
    """The baseline and bounds of a redacted list against the requests for a hold; None where names decide."""
    dated = [request for request in requests if request.prepared and request.asked is Asked.HOLD]
    if not dated or named:
        return None
    links = len(link(rows, dated, linker, named=False).sure)
    trials = [_shifted(dated, days) for days in _SHIFTS]
    by_chance = [len(link(rows, trial, linker, named=False).sure) for trial in trials]
    by_day = [_by_day(rows, trial) for trial in trials]
    most = _most(rows, [request for request in requests if request.asked is Asked.HOLD])
    return Chance(
        links=links,
        mean=sum(by_chance) / len(trials),
        most=max(by_chance),
        by_day=_by_day(rows, dated),
        by_day_mean=sum(by_day) / len(trials),
        bounds=Bounds(max(0, links - max(by_chance)), max(links, most)),
    )


def _shifted(requests: Sequence[Registered], days: int) -> list[Registered]:
    return [
        replace(request, prepared=request.prepared + timedelta(days=days)) for request in requests if request.prepared
    ]


def _by_day(rows: Sequence[Row], requests: Sequence[Registered]) -> int:
    """How many pairs the prepared day alone gives, one to one."""
    return (Counter(row.prepared for row in rows) & Counter(request.prepared for request in requests)).total()


def _most(rows: Sequence[Row], requests: Sequence[Registered]) -> int:
    """The most pairs, one to one, that nothing contradicts (augmenting paths; Kuhn 1955)."""
    on_day: defaultdict[date | None, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        on_day[row.prepared].append(at)
    row_of: dict[int, int] = {}

    def finds_a_row(number: int, tried: set[int]) -> bool:
        request = requests[number]
        for at in on_day[request.prepared] if request.prepared else range(len(rows)):
            if at not in tried and _possible(rows[at], request):
                tried.add(at)
                if at not in row_of or finds_a_row(row_of[at], tried):
                    row_of[at] = number
                    return True
        return False

    return sum(finds_a_row(number, set()) for number in range(len(requests)))


def _possible(row: Row, request: Registered) -> bool:
    """Whether nothing that both give differs."""
    return agree_where_given((row.prepared, *marks_of(row)), (request.prepared, *marks_of(request)))
