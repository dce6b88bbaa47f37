"""Collecting: each filing is checked, nobody's silence is a zero, and nothing of a refused packet is kept."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from desk import request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_report import signed, sweep_all

from agencies import AUDITOR, CLERK, LEGAL
from tallystick.model.errors import NotAllowed, ProofFails, WrongUse
from tallystick.records.models import CollectedFiling
from tallystick.register import manifest
from tallystick.services.collecting.overview import Wanted, overview, published
from tallystick.services.collecting.take import expect, keep, take
from tallystick.services.home import Home
from tallystick.services.operations import adopt

HARBORTON = ("ZZ0990100", "Harborton Police Department (INVENTED)")
SOMEBODY = ("ZZ0990200", "Saltmarsh Police Department (INVENTED)")
ILLINOIS = Wanted("illinois", "attorney-general", "2025")


@pytest.fixture
def packet(home: Home, tmp_path: Path) -> Path:
    """A signed packet as an agency hands it in."""
    adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    request(home)
    return Path(shutil.copytree(signed(home).folder, tmp_path / "filing"))


def a_filing(number: int = 0, *, version: int = 1, **figures: int | None) -> dict[str, Any]:
    """A made-up report.json as ``keep`` takes it."""
    values = {"assistance": 0, "detainers": 0, "warrants": 0} | figures
    return {
        "agency": {"ori": f"ZZ{number:07d}", "name": f"Agency {number} (INVENTED)"},
        "ordinance": "illinois",
        "report": "attorney-general",
        "period": {"name": "2025"},
        "version": version,
        "certified_zero": [name for name, value in values.items() if value == 0],
        "figures": [
            {
                "id": name,
                "text": name,
                "unit": "requests",
                "value": value,
                "not_recorded": 0 if value is not None else 1,
            }
            for name, value in values.items()
        ],
    }


def test_a_signed_packet_is_taken_once_and_added_up(home: Home, packet: Path) -> None:
    assert expect(home, CLERK, [HARBORTON, SOMEBODY]) == 2
    assert take(home, CLERK, packet).state == "taken"
    assert take(home, CLERK, packet).state == "known"
    found = overview(home, CLERK, Wanted("boston", "annual", "2025"))
    assert (found.filed, found.expected, found.missing, found.not_checked) == (1, 2, (SOMEBODY,), 1)
    assert {one.id: (one.value, one.not_recorded) for one in found.sums}["requests"] == (1, 0)
    assert {one.id: one.not_recorded for one in found.sums}["reentry-arrests"] == 1
    assert set(published(found)) == {"sum.json", "sum.csv", "not-filed.csv"}


def changed(packet: Path, **more: Any) -> None:
    """Change report.json as somebody would who also sets the manifest right."""
    plain = json.loads((packet / "report.json").read_text()) | more
    (packet / "report.json").write_text(json.dumps(plain))
    files = {path.name: path.read_bytes() for path in packet.iterdir()}
    listed = {name: data for name, data in files.items() if name not in {manifest.NAME, "receipt.tlog-proof"}}
    (packet / manifest.NAME).write_bytes(manifest.write(listed))


def test_a_changed_packet_is_refused_and_nothing_of_it_is_kept(home: Home, packet: Path) -> None:
    changed(packet, version=2)
    refused = take(home, CLERK, packet)
    assert refused.refused
    assert "proofs do not hold" in refused.why[0]
    assert not CollectedFiling.objects.exists()


def test_an_agency_that_is_not_on_the_list_is_told(home: Home, packet: Path) -> None:
    expect(home, CLERK, [SOMEBODY])
    assert take(home, CLERK, packet).why == ("ZZ0990100 is no agency of the list",)


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_what_is_no_packet_is_refused_without_a_crash(home: Home, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    assert take(home, CLERK, tmp_path / name).refused


def test_an_ori_of_seven_characters_or_twice_is_no_list(home: Home) -> None:
    for wrong in ([("ZZ09901", "short")], [HARBORTON, HARBORTON]):
        with pytest.raises(WrongUse):
            expect(home, CLERK, wrong)


def test_only_a_clerk_takes_filings(home: Home, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        take(home, AUDITOR, tmp_path)


def test_the_newest_version_counts_and_another_of_the_same_number_is_refused(home: Home) -> None:
    keep(home, a_filing(1, detainers=3), "consistent")
    keep(home, a_filing(1, detainers=5, version=2), "consistent")
    (detainers,) = (one for one in overview(home, CLERK, ILLINOIS).sums if one.id == "detainers")
    assert detainers.value == 5
    with pytest.raises(ProofFails, match="handed in before"):
        keep(home, a_filing(1, detainers=9, version=2), "consistent")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.none() | st.integers(0, 500), max_size=12))
def test_the_sum_is_that_of_who_filed_and_the_rest_is_named(home: Home, values: list[int | None]) -> None:
    CollectedFiling.objects.all().delete()
    for number, value in enumerate(values):
        keep(home, a_filing(number, detainers=value), "consistent")
    expect(home, CLERK, [(f"ZZ{number:07d}", f"Agency {number}") for number in range(15)])
    found = overview(home, CLERK, ILLINOIS)
    assert found.filed + len(found.missing) == found.expected == 15
    for one in (one for one in found.sums if one.id == "detainers"):
        assert one.value == sum(value or 0 for value in values)
        assert (one.agencies, one.not_recorded) == (sum(v is not None for v in values), values.count(None))
        assert one.certified == values.count(0)
