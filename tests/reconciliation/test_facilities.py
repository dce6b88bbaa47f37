"""A facility is charged to an agency only when it is certain which one is meant."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tallystick.cli.inspect import app
from tallystick.services.inspect import facilities

FISCAL_2015 = Path(__file__).parents[3] / "shared" / "data" / "ice_releases" / "massachusetts_FY15YTD.csv"


@pytest.mark.parametrize(
    ("facility", "state", "agency", "why"),
    [
        ("BOSTON POLICE DEPT", "MASSACHUSETTS", "Boston Police Department", "table"),
        ("Boston Police Dept.", "MA", "Boston Police Department", "table"),
        ("BOSTON POLICE DEPT, DISTRICT #3", "MASSACHUSETTS", "Boston Police Department", "table"),
        ("NASHUA ST. JAIL", "MASSACHUSETTS", "Suffolk County Sheriff's Department", "table"),
        ("SUFFOLK HDC SBAY", "MASSACHUSETTS", "Suffolk County Sheriff's Department", "table"),
        ("SUFFOLK CO.CORREC FAC", "NEW YORK", "", "no known facility"),
        ("US MARSHALS, BOSTON,MA", "MASSACHUSETTS", "U.S. Marshals Service", "table"),
        ("BOSTON HOLDROOM", "MASSACHUSETTS", "U.S. Immigration and Customs Enforcement", "table"),
        ("LAWRENCE POLICE DEPT", "MASSACHUSETTS", "Lawrence Police Department", "named after"),
        ("BOSTON POLICE DEPT", "TEXAS", "Boston Police Department (Texas)", "named after"),
        ("BOSTON COLLEGE POLICE DEPT", "MASSACHUSETTS", "", "no known facility"),
        ("MIDDLESEX COUNTY POLICE DEPT", "MASSACHUSETTS", "", "no known facility"),
        ("PLYMOUTH COUNTY HOC.", "MASSACHUSETTS", "Plymouth County Sheriff's Department", "table"),
        ("PLYMOUTH COUNTY H.O.C", "MASSACHUSETTS", "Plymouth County Sheriff's Department", ""),
        ("OTHER-OTHER FACILITY", "", "", "no known facility"),
        ("", "", "", "names no facility"),
    ],
)
def test_a_facility_belongs_to_its_agency(facility, state, agency, why):
    found = facilities().attribute(facility, "", state)
    assert found.agency == agency
    assert why in found.why


def test_a_district_is_kept_apart_from_the_name():
    assert facilities().attribute("BOSTON POLICE DEPT, DISTRICT #3", "DORCHESTER", "MA").district == "3"


def test_without_a_clear_margin_nobody_is_charged():
    known = facilities().with_agency("Lydd County Jail", "ZZ", []).with_agency("Lydd County Gaol", "ZZ", [])
    found = known.attribute("LYDD COUNTY JAIOL", "", "ZZ")
    assert found.agency == ""
    assert "no clear margin" in found.why


def test_a_name_in_two_states_needs_a_state():
    known = facilities().with_agency("Harborton Police (Z)", "ZZ", ["HARBORTON PD"])
    known = known.with_agency("Harborton Police (Y)", "YY", ["HARBORTON PD"])
    assert known.attribute("HARBORTON PD", "", "ZZ").agency == "Harborton Police (Z)"
    assert "gives no state" in known.attribute("HARBORTON PD").why


@pytest.mark.shared
@pytest.mark.skipif(not FISCAL_2015.exists(), reason="the released rows are not beside the checkout")
def test_the_released_rows_tell_the_police_from_the_jails_of_the_same_city():
    answer = json.loads(CliRunner().invoke(app, [str(FISCAL_2015), "--json"]).stdout)
    assert answer["rows"] == 410
    assert answer["dialect"] == "FOIA-15-87693"
    assert answer["period"]["last"] == "2015-07-17"
    police = {
        entry["facility"]: entry for entry in answer["facilities"] if entry["agency"] == "Boston Police Department"
    }
    assert {name: entry["rows"] for name, entry in police.items()} == {
        "BOSTON POLICE DEPT": 15,
        "BOSTON POLICE DEPT, DISTRICT #3": 3,
    }
    boston = [entry for entry in answer["facilities"] if entry["city"] == "BOSTON"]
    assert len(boston) == 4
    assert sum(entry["rows"] for entry in answer["facilities"]) == 410


def test_an_agency_bears_nine_characters_of_its_number_or_none():
    assert facilities().attribute("BOSTON POLICE DEPT", "BOSTON", "MA").ori == "MA0130100"
    assert facilities().attribute("BOSTON COLLEGE POLICE DEPT", "BOSTON", "MA").ori == ""
    assert facilities().attribute("NASHUA ST. JAIL", "BOSTON", "MA").ori == ""


@pytest.mark.shared
@pytest.mark.skipif(not FISCAL_2015.exists(), reason="the released rows are not beside the checkout")
def test_rows_that_no_agency_can_be_charged_with_are_counted():
    told = json.loads(CliRunner().invoke(app, [str(FISCAL_2015), "--json"]).stdout)
    without = sum(entry["rows"] for entry in told["facilities"] if entry["agency"] is None)
    assert told["rows_without_agency"] == without
    assert sum(entry["rows"] for entry in told["facilities"]) == told["rows"] == 410
