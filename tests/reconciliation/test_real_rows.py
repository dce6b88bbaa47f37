"""Real rows without names (Massachusetts, October 2014 to July 2015): what day and facility pair, and what chance pairs.

The rows are dealt out into two lists that share not one row, so every pair between them is wrong, and the truth is 0.
Only counts are looked at, no row.
"""

from pathlib import Path

import pytest

from tallystick.model.agency import Agency
from tallystick.model.lists import Registered, Row
from tallystick.model.period import parse_period
from tallystick.model.statement import Bounds
from tallystick.model.words import Asked
from tallystick.reconciliation.chance import chance
from tallystick.reconciliation.population import Place
from tallystick.services.inspect import facilities, load_list
from tallystick.services.statement.linker import shipped_linker

RELEASED = Path(__file__).parents[3] / "shared" / "data" / "ice_releases" / "massachusetts_FY15YTD.csv"
PERIOD = parse_period("2014-10-01..2015-07-19")
PLACE = Place(
    Agency("MA0130100", "Boston Police Department", "Boston", "MASSACHUSETTS", "America/New_York"), facilities()
)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not RELEASED.exists(), reason="the released rows are not beside the checkout"),
]


@pytest.fixture(scope="module")
def rows():
    return load_list([RELEASED]).rows


def as_requests(rows):
    return [
        Registered(
            number, f"r{number}", "", "", row.prepared, row.prepared, row.prepared, row.asked or Asked.HOLD, True
        )
        for number, row in enumerate(rows)
    ]


def found(left, right):
    return chance(left, as_requests(right), shipped_linker(), PLACE, PERIOD)


def test_the_day_alone_pairs_as_many_as_chance_though_no_pair_is_right(rows):
    holds = [Row(row.provenance, prepared=row.prepared) for row in rows if row.asked is Asked.HOLD]
    said = found(holds[::2], holds[1::2])
    assert (said.by_day, round(said.by_day_mean, 1), said.trials) == (100, 89.1, 40)
    assert (said.links, said.bounds) == (0, Bounds(0, 100)), "of that list nobody can say more"


def test_day_and_facility_pair_rows_of_one_batch_though_no_pair_is_right(rows):
    own = [row for row in rows if PLACE.is_own(row)]
    said = found(own[::2], own[1::2])
    assert (len(own), said.by_day, round(said.by_day_mean, 2)) == (18, 2, 0.28)
    assert (said.links, said.bounds) == (0, Bounds(0, 2))


def test_without_a_birth_year_not_even_the_same_rows_are_linked(rows):
    own = [row for row in rows if PLACE.is_own(row)]
    said = found(own, own)
    assert (said.by_day, said.links, said.bounds) == (18, 0, Bounds(0, 18))
