"""How well a statement does against the truth of an invented year. Must not know how either was come by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tallystick.model.errors import SumDoesNotClose
from tallystick.model.reasons import Reason
from tallystick.model.statement import Statement, UnitOutcome

from .world.words import Mode, Proof, RequestTruth, RowTruth, Truth

_COUNTED = frozenset({Reason.IN_BOTH, Reason.REGISTERED_LATER})


@dataclass(frozen=True, slots=True)
class Compared:
    """One unit: which, what the statement says (None: it leaves the unit out), what the files can prove."""

    unit: str
    said: Reason | None
    proof: Proof
    right_partner: bool = True

    @property
    def in_provable_bar(self) -> bool:
        """Whether the statement puts the unit where the files can prove it."""
        return self.said is self.proof.reason and self.right_partner

    @property
    def claimed_without_evidence(self) -> bool:
        """Whether the statement gives a reason that the files do not support, or links the wrong request."""
        if self.said in (None, Reason.NOT_ESTABLISHED):
            return False
        return self.said not in self.proof.supported or not self.right_partner


def compare(statement: Statement, truth: Truth, mode: Mode, entries: Mapping[str, int]) -> list[Compared]:
    """Every unit of both sides: all rows, and the counted requests that no row can be shown to be.

    ``entries`` maps a paper's transport id to the register's entry of its request. Rows are found by sheet and row.
    """
    by_row = {(unit.row.sheet, unit.row.row): unit for unit in statement.units if unit.side == "A" and unit.row}
    by_entry = {unit.entry: unit for unit in statement.units if unit.side != "A"}
    linked = {unit.entry: unit for unit in statement.units if unit.side == "A" and unit.reason in _COUNTED}
    papers = {
        entries[request.transport_id]: request.paper for request in truth.requests if request.transport_id in entries
    }
    compared = [_row(row, by_row.get((row.sheet, row.row)), mode, papers) for row in truth.rows]
    for request in truth.requests:
        if request.proofs[mode].reason not in _COUNTED:
            entry = entries.get(request.transport_id)
            compared.append(_request(request, by_entry.get(entry) or linked.get(entry), mode))
    return compared


def _row(row: RowTruth, unit: UnitOutcome | None, mode: Mode, papers: Mapping[int, str]) -> Compared:
    proof = row.proofs[mode]
    said = unit.reason if unit else None
    place = f"{row.sheet}!{row.row}"
    if unit is None or unit.entry is None or said not in _COUNTED:
        return Compared(place, said, proof)
    return Compared(place, said, proof, papers.get(unit.entry) == proof.partner)


def _request(request: RequestTruth, unit: UnitOutcome | None, mode: Mode) -> Compared:
    return Compared(request.paper, unit.reason if unit else None, request.proofs[mode])


def score(statement: Statement, truth: Truth, mode: Mode, entries: Mapping[str, int]) -> dict[str, int | float | bool]:
    """Units in the bar that the files can prove, claims without evidence, and whether the sums close."""
    compared = compare(statement, truth, mode, entries)
    right = sum(each.in_provable_bar for each in compared)
    return {
        "units": len(compared),
        "units_in_provable_bar": right,
        "share": round(right / len(compared), 4) if compared else 0.0,
        "claimed_without_evidence": sum(each.claimed_without_evidence for each in compared),
        "sums_close": _closes(statement),
    }


def _closes(statement: Statement) -> bool:
    try:
        statement.check()
    except SumDoesNotClose:
        return False
    return True
