"""Every unit with both sides beside each other, its reason, evidence and who decided; and a sample to look up on paper.

Must not leave out a unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from tallystick.model.lists import Registered, Row
from tallystick.model.statement import UnitOutcome
from tallystick.reconciliation.auditing.keys import key_of_request
from tallystick.reconciliation.auditing.sampling import sample
from tallystick.reconciliation.case import Case
from tallystick.reconciliation.comparison import Reconciled
from tallystick.reconciliation.telling.wording import words_of

from .paper import Cell, Paper

UNITS = "Units"
_HEAD = (
    ("Side", 6),
    ("Code", 7),
    ("Reason", 34),
    ("Grade", 7),
    ("Evidence", 70),
    ("Also", 12),
    ("Decided by", 16),
    ("File", 26),
    ("Sheet", 16),
    ("Row", 7),
    ("List: prepared", 12),
    ("List: facility", 36),
    ("List: city", 16),
    ("List: state", 18),
    ("List: form", 30),
    ("List: lift reason", 28),
    ("List: birth", 12),
    ("List: sex", 8),
    ("List: citizenship", 16),
    ("Request", 16),
    ("Request: prepared", 12),
    ("Request: received", 12),
    ("Request: registered", 12),
    ("Request: station", 10),
    ("Request: sender", 26),
    ("Request: birth", 12),
    ("Request: sex", 8),
    ("Request: citizenship", 16),
    ("Key", 24),
)
_SAMPLE_HEAD = (
    ("Test", 34),
    ("Unit", 28),
    ("Where it stands", 44),
    ("Reason", 30),
    ("Paper or entry seen", 26),
    ("Agrees (yes, no)", 14),
    ("What differs", 34),
)


def units_sheet(paper: Paper, found: Reconciled) -> None:
    """All units of both sides."""
    rows = {row.provenance: row for row in found.case.rows}
    requests = {request.entry: request for request in found.case.requests}
    paper.table(
        UNITS,
        _HEAD,
        (
            (
                *_outcome(unit),
                *_row(rows.get(unit.row) if unit.row else None),
                *_request(requests.get(unit.entry) if unit.entry is not None else None),
                unit.key,
            )
            for unit in found.statement.units
        ),
    )


def _outcome(unit: UnitOutcome) -> tuple[Cell, ...]:
    place = (unit.row.file, unit.row.sheet, unit.row.row) if unit.row else ("", "", None)
    also = " ".join(reason.value for reason in unit.also)
    label = words_of(unit.reason, unit.side).label
    return (unit.side, unit.reason.value, label, unit.grade.value, unit.why, also, unit.decided_by or "rule", *place)


def _row(row: Row | None) -> tuple[Cell, ...]:
    if row is None:
        return ("",) * 9
    born = row.birth_date.isoformat() if row.birth_date else str(row.birth_year or "")
    prepared = row.prepared.isoformat() if row.prepared else ""
    place = (row.facility, row.city, row.state)
    return (prepared, *place, row.form, row.lift_reason, born, row.sex, row.citizenship)


def _request(request: Registered | None) -> tuple[Cell, ...]:
    if request is None:
        return ("",) * 9
    days = (request.prepared, request.received, request.registered)
    return (
        request.number,
        *(day.isoformat() if day else "" for day in days),
        request.station,
        request.sender,
        request.birth_date.isoformat() if request.birth_date else "",
        request.sex,
        request.citizenship,
    )


def sample_sheet(paper: Paper, found: Reconciled, seed: str) -> None:
    """Two tests: units of the list looked up in the papers, and requests of the register looked up in the papers."""
    words = (
        f"Seed {seed}. The units are ordered by SHA-256 over the seed, a line feed and the key; the first 25 of each "
        "side are taken. Anybody can draw the same sample again; another seed (--seed) draws another one."
    )
    rows = ((*one, "", "", "") for one in sampled(found, seed))
    paper.table("Sample", _SAMPLE_HEAD, rows, words)


def sampled(found: Reconciled, seed: str) -> Iterator[tuple[str, str, str, str]]:
    """The units that the seed draws: which test, the key, where the unit stands, and its reason if it has one."""
    yield from _from_list(found, seed)
    yield from _from_register(found.case, seed)


def _from_list(found: Reconciled, seed: str) -> Iterator[tuple[str, str, str, str]]:
    units = {unit.key: unit for unit in found.statement.units if unit.side == "A"}
    for key in sample(units, seed):
        unit = units[key]
        place = f"{unit.row.file} {unit.row.sheet} row {unit.row.row}" if unit.row else ""
        yield ("from the list to the papers", key, place, words_of(unit.reason, "A").label)


def _from_register(case: Case, seed: str) -> Iterator[tuple[str, str, str, str]]:
    requests = {key_of_request(request): request for request in case.requests if case.counted(request)}
    for key in sample(requests, seed):
        request = requests[key]
        yield ("from the register to the papers", key, f"entry {request.entry}, received {request.received}", "")
