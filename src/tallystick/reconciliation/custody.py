"""The custody extract against registered requests, and in the auditor's statement against a list with names.

A booking that matches neither is discarded unread: only its number is counted. Must not be asked about a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.model.lists import Custody, Registered, Row

from .linking import names_alike


@dataclass(frozen=True, slots=True)
class Bookings:
    """What was kept of an extract: bookings of registered requests by entry, bookings of rows; the rest as a number."""

    given: int
    of_request: dict[int, tuple[Custody, ...]]
    kept: tuple[Custody, ...]

    @property
    def discarded(self) -> int:
        """How many bookings matched nothing and were not kept."""
        return self.given - len(self.kept)


def bookings(extract: Sequence[Custody], requests: Iterable[Registered], rows: Iterable[Row]) -> Bookings:
    """The bookings of an extract that concern a request or a row: same birth date and a like name."""
    on_day: defaultdict[date, list[int]] = defaultdict(list)
    for at, booking in enumerate(extract):
        if booking.birth_date:
            on_day[booking.birth_date].append(at)

    def of(person: Registered | Row) -> list[int]:
        born = on_day.get(person.birth_date, []) if person.birth_date else []
        return [at for at in born if names_alike(extract[at].name, person.name)]

    of_request = {request.entry: found for request in requests if (found := of(request))}
    kept = {at for found in of_request.values() for at in found} | {at for row in rows for at in of(row)}
    return Bookings(
        given=len(extract),
        of_request={entry: tuple(extract[at] for at in found) for entry, found in of_request.items()},
        kept=tuple(extract[at] for at in sorted(kept)),
    )
