"""Disclosure control: what a report shows beyond what the law asks for cannot point at a person.

The law's own totals and breakdowns are always exact. Every other table goes one way only and shows a line only from
``LEAST`` on; everything below, zeros too, stands in one named rest, so that the table still adds up and nobody can tell
which of its lines is empty. Month and station are never crossed: there is no function that could.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tallystick.model.errors import SumDoesNotClose
from tallystick.model.period import Period
from tallystick.model.state import ArrivalState, RequestState
from tallystick.model.words import Channel

from .labels import listed

LEAST = 11
"""The smallest number a line may show (facts/trust.md §3: cells of 1 to 10 are not shown)."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


_CHANNELS = tuple(channel for channel in Channel if channel is not Channel.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Further:
    """A table that no law asks for: lines of label and number without entries, and the lines that make up its rest."""

    id: str
    title: str
    lines: tuple[tuple[str, int], ...]
    merged: tuple[str, ...]
    total: int

    def check(self) -> None:
        """Pass if the lines add up and none but a rest that is the total shows a small number.

        Raises:
            SumDoesNotClose: naming the table.

        """
        if sum(value for _, value in self.lines) != self.total:
            raise SumDoesNotClose(f"table {self.id} does not add up to {self.total}")
        if len(self.lines) > 1 and any(value < LEAST for _, value in self.lines):
            raise SumDoesNotClose(f"table {self.id} shows a number below {LEAST}")


def protected(name: str, title: str, counts: Sequence[tuple[str, int]], *, least: int = LEAST) -> Further:
    """A one-way table with its small lines merged; the order of the categories is kept.

    The rest has at least two categories and at least ``least`` items, unless it is the whole table: a rest of one
    category, or a smaller one, would be told by what is missing from the total.
    """
    total = sum(value for _, value in counts)
    merged = {label for label, value in counts if value < least}
    for label, value in sorted(counts, key=lambda one: one[1]):
        if not merged or (len(merged) > 1 and sum(dict(counts)[each] for each in merged) >= least):
            break
        if value >= least:
            merged.add(label)
    shown = tuple((label, value) for label, value in counts if label not in merged)
    rest = sum(value for label, value in counts if label in merged)
    names = tuple(label for label, _ in counts if label in merged)
    last = ((_rest(names), rest),) if merged else ()
    return Further(name, title, (*shown, *last), names, total)


def _rest(names: Sequence[str]) -> str:
    return f"{listed(names)}, together" if len(names) > 1 else names[0]


def further(
    requests: Iterable[RequestState], arrivals: Mapping[int, ArrivalState], period: Period
) -> tuple[Further, ...]:
    """The tables beyond the law: requests of every form by channel, by station, and by month of a longer period.

    A table that would be nothing but its total is left out. ``arrivals`` are all of the register: their stations are
    the categories, whether or not one had a request in the period.
    """
    found = list(requests)
    channels = Counter(arrivals[one.arrival].event.channel for one in found)
    by_station = Counter(one.station for one in found)
    stations = sorted({arrival.event.station for arrival in arrivals.values()})
    tables = [
        protected("by_channel", "By channel", [(name.value, channels[name]) for name in _CHANNELS]),
        protected("by_station", "By station", [(name, by_station[name]) for name in stations]),
    ]
    if period.days > 92:
        months = Counter(one.received_on.month for one in found)
        tables.append(protected("by_month", "By month", [(name, months[n]) for n, name in enumerate(MONTHS, 1)]))
    for table in tables:
        table.check()
    return tuple(table for table in tables if len(table.lines) > 1)
