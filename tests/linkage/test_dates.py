"""Days as lists write them, and how far apart two days are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.reconciliation.linkage.compare import birth_level, day_level
from tallystick.reconciliation.linkage.dates import american, day_number, ordinal
from tallystick.reconciliation.linkage.levels import Birth, Day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1990-03-12", 19900312),
        ("1990-03-12 14:05:00", 19900312),
        ("1990-03-12T14:05", 19900312),
        ("3/12/1990", 19900312),
        ("25/12/1990", 19901225),
        ("12.25.90", 19901225),
        ("19900312", 19900312),
        ("12-MAR-1990", 19900312),
        ("March 12, 1990", 19900312),
        ("12 ENE 1990", 19900112),
        ("1990", 19900000),
        ("32944", 19900312),
        ("1990-02-30", 0),
        ("06/14/0002 03:10 PM", 0),
        ("NA", 0),
        ("", 0),
    ],
)
def test_a_day_is_read_or_is_none(text: str, number: int) -> None:
    assert day_number(text) == number


def test_the_column_tells_its_own_order() -> None:
    assert american(["01/02/2024", "03/25/2024"])
    assert not american(["01/02/2024", "25/03/2024", "28/03/2024"])
    assert day_number("03/04/2024", month_first=False) == 20240403


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_spelling(day: date) -> None:
    number = day.year * 10000 + day.month * 100 + day.day
    spellings = (day.isoformat(), f"{day:%m/%d/%Y}", f"{day:%Y%m%d}", f"{day:%d-%b-%Y}", f"{day:%B %d, %Y}")
    assert {day_number(spelling) for spelling in spellings} == {number}
    assert ordinal(number) == day.toordinal()


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (19900312, 19900312, Birth.SAME),
        (19900312, 19901203, Birth.SLIP),
        (19900312, 19900313, Birth.SLIP),
        (19900312, 19900321, Birth.SLIP),
        (19900312, 19900101, Birth.YEAR_GIVEN),
        (19900312, 19900000, Birth.YEAR_GIVEN),
        (19900312, 19740312, Birth.TWO_PARTS),
        (19900312, 19901125, Birth.YEAR),
        (19900312, 19741125, Birth.OTHER),
        (0, 19741125, Birth.MISSING),
    ],
)
def test_births(one: int, other: int, level: Birth) -> None:
    assert birth_level(one, other) is level
    assert birth_level(other, one) is level


@pytest.mark.parametrize(
    ("other", "level"),
    [
        (20240115, Day.SAME),
        (20240118, Day.DAYS_3),
        (20240125, Day.DAYS_10),
        (20240220, Day.DAYS_40),
        (20250115, Day.SLIP),
        (20240623, Day.FAR),
        (0, Day.MISSING),
    ],
)
def test_days_of_a_request(other: int, level: Day) -> None:
    assert day_level(20240115, other) is level
