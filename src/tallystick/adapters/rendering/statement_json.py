"""Statements as plain values for one JSON document: words by their vocabulary codes, days ISO 8601.

Must not know a file.
"""

from __future__ import annotations

from typing import Any

from tallystick.model.period import Period
from tallystick.model.statement import Bounds, Party, Totals
from tallystick.reconciliation.totals import TotalsStatement


def totals_values(statement: TotalsStatement, *, invented: bool = False) -> dict[str, Any]:
    """A statement without two lists; ``totals`` is null when only one side has a figure."""
    return {
        "kind": "totals",
        "invented": invented,
        "title": statement.title,
        "period": period_values(statement.period),
        "parties": [party_values(party) for party in statement.parties],
        "totals": _totals(statement.totals) if statement.totals else None,
        "statement": " ".join(statement.sentences),
        "remarks": list(statement.remarks),
        "limits": list(statement.limits),
    }


def period_values(period: Period) -> dict[str, Any]:
    """Name, first and last day."""
    return {"name": period.name, "first": period.first.isoformat(), "last": period.last.isoformat()}


def party_values(party: Party) -> dict[str, Any]:
    """One party's total with its unit and source."""
    return {
        "name": party.name,
        "total": party.total,
        "unit": party.unit.value,
        "event": party.event,
        "source": party.source,
    }


def _totals(totals: Totals) -> dict[str, Any]:
    if not totals.comparable:
        return {"comparable": False, "difference": None}
    return {
        "comparable": True,
        "difference": totals.difference,
        "in_both": _bounds(totals.in_both),
        "only": {totals.a.name: _bounds(totals.only_a), totals.b.name: _bounds(totals.only_b)},
    }


def _bounds(bounds: Bounds) -> dict[str, int]:
    return {"least": bounds.least, "most": bounds.most}
