"""Whoever sets the machine's clock gains nothing: years, numbers and sums hold, and an entry's place tells when it came.

Back, forward, both changes of daylight saving time, and the seconds around New Year where the agency is.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from desk import SYSTEM

from conftest import Clock
from tallystick.model.state import RegisterState
from tallystick.model.words import Channel, Log
from tallystick.records import append as records
from tallystick.records.models import Entry
from tallystick.register import checkpoint, note, sums, tree
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake.batches import Received
from tallystick.services.intake.receive import Transmission, receive

NEW_YORK = ZoneInfo("America/New_York")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=NEW_YORK)


def arrives(home: Home, name: str, at: datetime | None = None) -> Received:
    paper = Transmission(name.encode(), Channel.FAX, "H1", transport_id=name, received_at=at)
    return receive(home, SYSTEM, paper)


def sound(home: Home) -> RegisterState:
    """The register's state, once its sums close and its signed checkpoint is the root of what is stored."""
    ledger.forget(home)
    state = ledger.state(home)
    sums.check(state)
    signed = records.latest_note(Log.REQUESTS)
    assert signed is not None
    text = note.verify(signed, [note.Verifier.parse(home.vkey(Log.REQUESTS))])
    stated = checkpoint.Checkpoint.parse(text)
    assert stated.root == tree.root(stated.size, records.reader(Log.REQUESTS))
    return state


@pytest.mark.parametrize(
    ("offset", "year", "day"),
    [(-1, 2025, "2025-12-31"), (0, 2026, "2026-01-01"), (1, 2026, "2026-01-01")],
    ids=["a second before", "midnight", "a second after"],
)
def test_the_year_changes_at_midnight_where_the_agency_is(home: Home, offset: int, year: int, day: str) -> None:
    moment = (NEW_YEAR + timedelta(seconds=offset)).astimezone(UTC)
    done = arrives(home, "at new year", moment)
    arrival = sound(home).arrivals[done.entry]
    assert (arrival.event.year, arrival.received_on.isoformat()) == (year, day)
    assert done.number == f"H1-{year}-0001"


def test_midnight_in_greenwich_changes_nothing(home: Home) -> None:
    done = arrives(home, "in greenwich", datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC))
    assert sound(home).arrivals[done.entry].event.year == 2025


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2025, 3, 9, 6, 59, 59, tzinfo=UTC), "2025-03-09"),
        (datetime(2025, 3, 9, 7, 0, 0, tzinfo=UTC), "2025-03-09"),
        (datetime(2025, 3, 10, 3, 59, 59, tzinfo=UTC), "2025-03-09"),
        (datetime(2025, 3, 10, 4, 0, 0, tzinfo=UTC), "2025-03-10"),
        (datetime(2025, 11, 2, 5, 30, tzinfo=UTC), "2025-11-02"),
        (datetime(2025, 11, 2, 6, 30, tzinfo=UTC), "2025-11-02"),
        (datetime(2025, 11, 3, 4, 59, 59, tzinfo=UTC), "2025-11-02"),
        (datetime(2025, 11, 3, 5, 0, 0, tzinfo=UTC), "2025-11-03"),
    ],
    ids=lambda value: value.isoformat() if isinstance(value, datetime) else value,
)
def test_a_day_of_23_or_25_hours_ends_at_its_own_midnight(home: Home, moment: datetime, day: str) -> None:
    done = arrives(home, "when clocks change", moment)
    assert sound(home).arrivals[done.entry].received_on.isoformat() == day


def test_the_hour_that_comes_twice_is_two_moments(home: Home) -> None:
    """01:30 in New York on 2 November 2025, first in summer time, then in winter time."""
    wall = datetime(2025, 11, 2, 1, 30, tzinfo=NEW_YORK)
    first = arrives(home, "first", wall.replace(fold=0).astimezone(UTC))
    second = arrives(home, "second", wall.replace(fold=1).astimezone(UTC))
    arrivals = sound(home).arrivals
    apart = arrivals[second.entry].event.received_at - arrivals[first.entry].event.received_at
    assert apart == timedelta(hours=1)
    assert first.number != second.number


@pytest.mark.parametrize("years", [-30, -1, 1, 30])
def test_a_clock_set_back_or_forward_breaks_no_number_sum_or_proof(home: Home, clock: Clock, years: int) -> None:
    before = [arrives(home, f"before {number}") for number in range(3)]
    clock.now = clock.now.replace(year=clock.now.year + years)
    during = [arrives(home, f"during {number}") for number in range(3)]
    clock.now = clock.now.replace(year=clock.now.year - years)
    after = [arrives(home, f"after {number}") for number in range(3)]
    done = [*before, *during, *after]
    assert [one.entry for one in done] == list(range(9))
    assert len({one.number for one in done}) == 9
    assert [one.number for one in after] == [f"H1-2025-{serial:04d}" for serial in (4, 5, 6)]
    assert len(sound(home).arrivals) == 9


def test_the_same_transmission_after_the_clock_went_back_is_the_same_arrival(home: Home, clock: Clock) -> None:
    first = arrives(home, "once")
    clock.now -= timedelta(days=400)
    again = arrives(home, "once")
    assert (again.entry, again.number, again.again) == (first.entry, first.number, True)
    assert Entry.objects.filter(log=Log.REQUESTS).count() == 1


def test_what_is_dated_back_stands_after_the_checkpoints_given_since(home: Home, clock: Clock) -> None:
    """The clock says last year; the entry's index says that it came after what was already given outside."""
    arrives(home, "in its time")
    held = checkpoint.Checkpoint.parse(note.parse(records.latest_note(Log.REQUESTS) or "").text)
    clock.now = datetime(2024, 12, 30, 15, 0, tzinfo=UTC)
    dated_back = arrives(home, "dated back")
    assert dated_back.number.startswith("H1-2024-")
    assert dated_back.entry >= held.size
    assert sound(home).arrivals[dated_back.entry].event.at < sound(home).arrivals[0].event.at
