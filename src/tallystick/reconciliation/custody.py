"""The custody extract against registered requests, and in the auditor's statement against a list with names.

A booking that matches neither is discarded unread: only its number is counted. A name is looked at to match, and then
no more: what follows from a booking is said without one. Must not be asked about a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from tallystick.model.lists import Custody, Registered, Row, place_words

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


AROUND = timedelta(days=7)
"""How far an extract must be complete on either side of a day to show that somebody was never there."""


class Finding(StrEnum):
    """What an extract says of a person at the moment when a request was received."""

    HERE = "in custody"
    HAD_LEFT = "had left"
    NEVER_HERE = "never here"
    NOT_ESTABLISHED = "not established"


@dataclass(frozen=True, slots=True)
class Found:
    """The finding, the booking that shows it (none where nobody was found), and why in words, without a name."""

    finding: Finding
    booking: Custody | None
    why: str


def at_receipt(held: Sequence[Custody], received: datetime, complete: tuple[date, date] | None) -> Found:
    """What the bookings of one person say about the moment when a request was received.

    Args:
        held: the person's bookings, in any order.
        received: the agency's local moment, without a zone.
        complete: the days (both included) of which the extract is stated to hold everybody.

    """
    day = received.date()
    here = [one for one in held if one.booked <= day and not _gone(one, received)]
    if sure := [one for one in here if one.released != day or one.released_at]:
        return Found(Finding.HERE, sure[-1], _booked(sure[-1]))
    if here:
        return Found(Finding.NOT_ESTABLISHED, here[-1], f"{_booked(here[-1])}, on the day of receipt")
    if held and all(_gone(one, received) for one in held):
        last = max(held, key=lambda one: (one.released or date.max, one.booked))
        return Found(Finding.HAD_LEFT, last, f"{_booked(last)}, before the request was received; no later booking")
    if not held and complete and complete[0] <= day - AROUND and day + AROUND <= complete[1]:
        words = f"the extract is stated to be complete from {complete[0]} to {complete[1]} and holds no such person"
        return Found(Finding.NEVER_HERE, None, words)
    return Found(Finding.NOT_ESTABLISHED, None, "the extract does not say")


def _gone(booking: Custody, received: datetime) -> bool:
    if booking.released_at:
        return booking.released_at <= received
    return booking.released is not None and booking.released < received.date()


def _booked(booking: Custody) -> str:
    number = f"booking {booking.booking_no}, " if booking.booking_no else ""
    until = f"released {booking.released_at or booking.released}" if booking.released else "not released"
    return f"{place_words(booking.provenance)}: {number}booked {booking.booked}, {until}"
