"""report.json as the audit reads it: every number as it stands there, and refused in words where it has not the form."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from register.making import ORIGIN, a_year, report_json
from tallystick.model.errors import ProofFails
from tallystick.register import printed

PLAIN: dict[str, Any] = json.loads(report_json(a_year(), 23, "root"))
FIGURE = PLAIN["figures"][0]


def _read(**changes: Any) -> printed.PrintedReport:
    return printed.read(json.dumps(PLAIN | changes).encode())


def test_a_report_is_read_as_it_stands() -> None:
    found = _read(apart=[FIGURE | {"id": "x", "measure": "contacts"}], amends=7, version=2)
    entries = tuple(FIGURE["entries"])
    line = printed.PrintedFigure("1, no box", 3, entries)
    assert (found.name, found.version, found.amends) == ("2025 version 2", 2, 7)
    assert (found.first, found.last, found.year) == (date(2025, 1, 1), date(2025, 12, 31), 2025)
    assert (found.origin, found.size, found.root) == (ORIGIN, 23, "root")
    assert found.figures == (
        printed.PrintedFigure("1", 3, entries, lines=(line,)),
        printed.PrintedFigure("5", 3, (), given=True),
    )
    (apart,) = found.apart
    assert (apart.name, apart.measure, [one.name for one in apart.lines]) == ("x", "contacts", ["x, no box"])
    assert [one.name for one in found.every()] == ["1", "1, no box", "5", "x", "x, no box"]


@pytest.mark.parametrize(
    ("figures", "apart", "name"),
    [
        ([FIGURE], [], "1"),
        ([FIGURE, FIGURE | {"id": "7", "measure": printed.HOLDS}], [], "7"),
        ([FIGURE], [FIGURE | {"id": "holds"}], "holds"),
        ([], [FIGURE], None),
    ],
    ids=["the first", "by its measure", "by its name, counted apart", "none"],
)
def test_the_recounted_figure_is_the_one_of_holds_or_the_first(
    figures: list[Any], apart: list[Any], name: str | None
) -> None:
    found = _read(figures=figures, apart=apart).recounted
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("first", "last", "year"),
    [
        ("2025-01-01", "2025-12-31", 2025),
        ("2025-01-02", "2025-12-31", None),
        ("2025-01-01", "2025-12-30", None),
        ("2025-01-01", "2026-12-31", None),
        ("2025-02-01", "2025-02-28", None),
    ],
)
def test_only_a_whole_calendar_year_is_a_year(first: str, last: str, year: int | None) -> None:
    assert _read(period={"name": "x", "first": first, "last": last}).year == year


@pytest.mark.parametrize(
    "changes",
    [
        {"figures": [FIGURE | {"value": "3"}]},
        {"figures": [FIGURE | {"value": True}]},
        {"figures": [FIGURE | {"value": 3.0}]},
        {"figures": [FIGURE | {"entries": ["1"]}]},
        {"figures": [FIGURE | {"entries": [True]}]},
        {"figures": [{}]},
        {"figures": 7},
        {"period": {"name": "x", "first": "yesterday", "last": "2025-12-31"}},
        {"log": {"origin": ORIGIN, "size": "many", "root": "x"}},
        {"log": []},
    ],
)
def test_what_has_not_the_form_of_a_report_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ProofFails, match="has not the form of a report"):
        _read(**changes)


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(ProofFails, match=r"report\.json"):
        printed.read(data)
