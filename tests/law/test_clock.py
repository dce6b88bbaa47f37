"""Clocks: 48 hours by the form, by the regulation, by the local text; a computed fact, never advice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.adapters.holidays import federal, of_state
from tallystick.law import Begins, Clock, Excluded, Holidays, ends
from tallystick.model.errors import WrongUse
from tallystick.model.words import Verification
from tallystick.services.desk.clocks import clocks

EAST = ZoneInfo("America/New_York")
FIRST, LAST = (datetime.fromisoformat(f"{year}-01-01T00:00") for year in (2020, 2030))
HOLIDAYS = Holidays(federal={date(2024, 12, 24), date(2024, 12, 25)}, state={date(2024, 4, 15), date(2024, 12, 25)})
FEDERAL = {Excluded.SATURDAYS, Excluded.SUNDAYS, Excluded.FEDERAL_HOLIDAYS}


def clock(*excluded: Excluded) -> Clock:
    return Clock("c", 48, Begins.RELEASE, frozenset(excluded), "", "", "", "", Verification.VERIFIED, date(2000, 1, 1))


CASES = [
    # begins, excluded days, ends; why
    ("2024-05-03T17:00", (), "2024-05-05T17:00", "no day is excluded: the form of 2017"),
    ("2024-05-03T17:00", FEDERAL, "2024-05-07T17:00", "a Friday afternoon: Saturday and Sunday do not run"),
    ("2024-05-04T10:00", FEDERAL, "2024-05-08T00:00", "it begins on a day that does not run"),
    ("2024-04-12T12:00", FEDERAL, "2024-04-16T12:00", "Patriots' Day is no federal holiday"),
    ("2024-04-12T12:00", (*FEDERAL, Excluded.STATE_HOLIDAYS), "2024-04-17T12:00", "Patriots' Day is one of Massachusetts"),
    ("2024-12-23T09:00", FEDERAL, "2024-12-27T09:00", "24 December 2024 was a federal day off"),
    ("2024-03-09T20:00", (), "2024-03-11T21:00", "a night of 23 hours in between"),
    ("2024-11-02T20:00", (), "2024-11-04T19:00", "a night of 25 hours in between"),
]  # fmt: skip


@pytest.mark.parametrize(("begins", "excluded", "until", "why"), CASES, ids=[case[-1] for case in CASES])
def test_a_clock_ends(begins, excluded, until, why) -> None:
    start = datetime.fromisoformat(begins).replace(tzinfo=EAST)
    assert ends(clock(*excluded), start, HOLIDAYS) == datetime.fromisoformat(until).replace(tzinfo=EAST), why


@given(
    st.datetimes(FIRST, LAST, timezones=st.just(EAST)),
    st.sets(st.sampled_from(Excluded)),
)
def test_a_clock_never_ends_before_its_hours_and_never_later_with_fewer_days_excluded(start, excluded) -> None:
    plain, longer = ends(clock(), start, HOLIDAYS), ends(clock(*excluded), start, HOLIDAYS)
    assert plain.timestamp() - start.timestamp() == timedelta(hours=48).total_seconds()
    assert longer >= plain


def test_the_clocks_of_boston_are_shown_side_by_side() -> None:
    release = datetime.fromisoformat("2024-04-12T17:00").replace(tzinfo=EAST)
    ran = {one.clock.id: one.ends for one in clocks("boston", release=release, receipt=None)}
    assert {name: f"{end:%m-%d %H:%M}" for name, end in ran.items() if end} == {
        "8-cfr-287-7-d": "04-16 17:00",
        "i-247a": "04-14 17:00",
        "definition-48": "04-17 17:00",
    }


def test_federal_days_off_and_state_holidays_differ() -> None:
    days = (date(2024, 4, 15), date(2024, 12, 24))
    assert [day in of_state("MA", [2024]) for day in days] == [True, False]
    assert [day in federal([2024]) for day in days] == [False, True]
    with pytest.raises(WrongUse, match="is not a state"):
        of_state("ZZ", [2024])
