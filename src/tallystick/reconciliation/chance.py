"""What chance alone would link, and how many links there can be at all: for lists without names.

Matching by day and facility alone looks convincing and is nearly worthless (facts/forms_and_data.md §B.3), so a
statement on a redacted list prints what chance would give, and bounds instead of one number. Must not change a link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from tallystick.model.lists import Registered, Row
from tallystick.model.period import Period
from tallystick.model.said import Said
from tallystick.model.statement import Bounds
from tallystick.model.words import Asked

from .linking import Linker, agree_where_given, link, marks_of
from .population import Place

_TRIALS = 40
_WEEK, _FEWEST_WEEKS = 7, 5
"""Days are shifted by whole weeks, so that weekdays keep their share; in fewer weeks than these by single days."""
_Marks = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """Links made, and what the same linker gives when the prepared days of one side are shifted in a circle.

    ``by_day`` are the pairs, one to one, that the prepared day and the facility alone would give, ``by_day_mean`` their
    mean over the same ``trials``; ``bounds`` are how many rows can be requests of the register, if no mark was keyed
    wrong.
    """

    links: int
    mean: float
    most: int
    by_day: int
    by_day_mean: float
    bounds: Bounds
    trials: int

    @property
    def words(self) -> str:
        """The baseline and the bounds in four sentences."""
        return Said(
            "Linked by marks only, without names or numbers: %(links)s. By chance alone %(mean)s links would be "
            "expected, at most %(most)s: the mean and the most of %(trials)s trials with the prepared days of one"
            " side shifted in a circle. The prepared day and the facility alone would pair %(by_day)s, and "
            "%(by_day_mean)s by chance: they prove nothing. If neither a prepared day nor another mark was keyed "
            "wrong, at least %(at_least)s and at most %(at_most)s rows are requests of the register.",
            links=self.links,
            mean=f"{self.mean:.2f}",
            most=self.most,
            trials=self.trials,
            by_day=self.by_day,
            by_day_mean=f"{self.by_day_mean:.1f}",
            at_least=self.bounds.least,
            at_most=self.bounds.most,
        )


def chance(
    rows: Sequence[Row], requests: Sequence[Registered], linker: Linker, place: Place, period: Period
) -> Chance | None:
    """The baseline and bounds of a redacted list against the requests for a hold; None where none has a day."""
    holds = [request for request in requests if request.asked is Asked.HOLD]
    dated = [request for request in holds if request.prepared]
    if not dated:
        return None
    trials = _trials(rows, dated, period)
    facilities = [(row.prepared, *place.facility_of(row)) for row in rows]
    marks = [(row.prepared, *marks_of(row)) for row in rows]

    def linked(requests: Sequence[Registered]) -> int:
        return len(link(rows, requests, linker, named=False, place=place).sure)

    def by_day(requests: Sequence[Registered]) -> int:
        return paired(facilities, [(one.prepared, *place.receiver_of(one)) for one in requests])

    links, by_chance = linked(dated), [linked(one) for one in trials]
    return Chance(
        links=links,
        mean=sum(by_chance) / len(trials),
        most=max(by_chance),
        by_day=by_day(dated),
        by_day_mean=sum(map(by_day, trials)) / len(trials),
        bounds=Bounds(
            max(0, links - max(by_chance)),
            max(links, paired(marks, [(one.prepared, *marks_of(one)) for one in holds])),
        ),
        trials=len(trials),
    )


def _trials(rows: Sequence[Row], requests: Sequence[Registered], period: Period) -> list[list[Registered]]:
    """The requests with their prepared days shifted in a circle, up to 40 times.

    The circle is the days that both sides span, or the period where these are few. One day gives no other trial than
    itself: there everything may be chance.
    """
    given = (*(row.prepared for row in rows), *(request.prepared for request in requests))
    days = [day for day in given if day]
    if (max(days) - min(days)).days < _FEWEST_WEEKS * _WEEK:
        days = [*days, period.first, period.last]
    first, length = min(days), (max(days) - min(days)).days + 1
    unit = _WEEK if length >= _FEWEST_WEEKS * _WEEK else 1
    steps = -(-length // unit)
    shifts = range(1, steps) or range(1)
    picked = dict.fromkeys(shifts[at * len(shifts) // _TRIALS] for at in range(_TRIALS))

    def shifted(request: Registered, by: int) -> Registered:
        at = ((request.prepared or first) - first).days + by * unit
        return replace(request, prepared=first + timedelta(days=at % (steps * unit)))

    return [[shifted(request, by) for request in requests] for by in picked]


def paired(left: Sequence[_Marks], right: Sequence[_Marks]) -> int:
    """The most pairs, one to one, of which no mark differs that both give (augmenting paths; Kuhn 1955)."""
    beginning: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, marks in enumerate(left):
        beginning[marks[0]].append(at)
    holder: dict[int, int] = {}
    held: dict[int, int] = {}
    for number in range(len(right)):
        reached: dict[int, int] = {}
        waiting = [number]
        for one in waiting:
            own = right[one]
            near = beginning.get(own[0], ()) if own[0] else range(len(left))
            for at in near:
                if at not in reached and agree_where_given(left[at], own):
                    reached[at] = one
                    waiting.extend([holder[at]] if at in holder else [])
            free = next((at for at in reached if at not in holder), None)
            if free is not None:
                _move_over(free, reached, holder, held)
                break
    return len(holder)


def _move_over(at: int | None, reached: dict[int, int], holder: dict[int, int], held: dict[int, int]) -> None:
    """Give what is free to whoever reached it, what that one held to whoever reached that, and so on."""
    while at is not None:
        one = reached[at]
        before = held.get(one)
        holder[at], held[one] = one, at
        at = before
