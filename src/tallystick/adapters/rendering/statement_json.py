"""Statements as plain values for one JSON document: words by their vocabulary codes, days ISO 8601.

Must not know a file.
"""

from __future__ import annotations

from typing import Any

from tallystick.model.lists import Custody, Registered
from tallystick.model.period import Period
from tallystick.model.said import Said
from tallystick.model.statement import Bounds, Count, Measure, Method, Party, Totals, UnitOutcome
from tallystick.reconciliation.comparison import Reconciled
from tallystick.reconciliation.telling.editions import Edition, ShownBar, View
from tallystick.reconciliation.telling.overlaps import Overlap
from tallystick.reconciliation.without_lists.totals import TotalsStatement

from .statement_content import LIMITS


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


def lists_values(view: View, *, invented: bool = False) -> dict[str, Any]:
    """A statement between two lists as its edition shows it; ``units`` are there for the auditor only."""
    made = view.statement
    values: dict[str, Any] = {
        "kind": "statement",
        "edition": view.edition.value,
        "invented": invented,
        "scope": made.scope,
        "period": period_values(made.period),
        "a": party_values(made.a),
        "b": party_values(made.b),
        "filed": made.filed,
        "corrected": made.corrected,
        "in_both_filed": made.in_both_filed,
        "in_both_corrected": made.in_both_corrected,
        "bars": [_bar(bar) for bar in view.bars],
        "in_short": view.short,
        "statement": view.sentence,
        "statement_back": view.sentence_back,
        "notes": list(made.notes),
        "chance": made.chance,
        "by_template": {
            "a_rule": _by_template(made.a.rule),
            "b_rule": _by_template(made.b.rule),
            "notes": [_by_template(note) for note in made.notes],
            "chance": _by_template(made.chance),
        },
        "bounds": _bounds(made.bounds) if made.bounds else None,
        "overlaps": [_overlap(overlap) for overlap in view.overlaps.shown],
        "overlaps_not_shown": view.overlaps.smaller,
        "what_if": [count_values(count) for count in made.what_if],
        "measures": [_measure(one, by_reason=view.edition is not Edition.COUNCIL) for one in made.measures],
        "method": _method(made.method),
        "replies": [{"party": reply.party, "text": reply.text} for reply in made.replies],
        "limits": list(LIMITS),
    }
    if view.units:
        values["units"] = [_unit(unit) for unit in view.units]
    return values


def workpaper_values(found: Reconciled, view: View, *, invented: bool = False) -> dict[str, Any]:
    """The auditor's edition with what stands beside it: bookings of registered requests, and decisions not applied."""
    return lists_values(view, invented=invented) | {
        "custody": [_booking(request, booking) for request, booking in found.custody],
        "not_applied": [{"unit": one.unit, "by": one.by, "why": why} for one, why in found.lapsed],
    }


def _by_template(text: str) -> Any:
    """A text as its template and values, from which it can be said in another language; or the text itself."""
    if not isinstance(text, Said):
        return text
    values = {name: _by_template(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return {"template": text.template, "values": values}


def _booking(request: Registered, booking: Custody) -> dict[str, Any]:
    return {
        "request": request.number,
        "booking": booking.booking_no,
        "booked": booking.booked.isoformat(),
        "released": booking.released.isoformat() if booking.released else None,
        "released_to": booking.released_to,
        "bail": booking.bail,
        "offense": booking.offense,
    }


def _bar(bar: ShownBar) -> dict[str, Any]:
    return {
        "reason": bar.reason.value if bar.reason else None,
        "words": bar.words.label,
        "side": bar.side,
        "count": bar.count,
        "signed": bar.signed,
        "grades": {grade.value: count for grade, count in bar.grades.items()},
        "disputed_by": list(bar.disputed_by),
    }


def _overlap(overlap: Overlap) -> dict[str, Any]:
    return {"side": overlap.side, "reasons": [reason.value for reason in overlap.reasons], "count": overlap.count}


def count_values(count: Count) -> dict[str, Any]:
    """One count by one rule."""
    return {
        "side": count.side,
        "unit": count.unit.value,
        "asked": count.asked,
        "rule": count.rule,
        **_bounds(count.value),
    }


def _measure(measure: Measure, *, by_reason: bool) -> dict[str, Any]:
    """One end in one unit; by reason only where small counts may be shown."""
    told: dict[str, Any] = {
        "end": measure.end,
        "unit": measure.unit.value,
        "total": measure.total,
        "without_identifier": measure.unnamed,
    }
    return told | ({"by_reason": {reason.value: count for reason, count in measure.parts}} if by_reason else {})


def _method(method: Method) -> dict[str, Any]:
    return {
        "version": method.version,
        "rules": dict(method.rules),
        "order_sha256": method.order_sha256,
        "inputs": [{"name": name, "sha256": digest} for name, digest in method.inputs],
    }


def _unit(unit: UnitOutcome) -> dict[str, Any]:
    place = {"file": unit.row.file, "sheet": unit.row.sheet, "row": unit.row.row} if unit.row else None
    return {
        "side": unit.side,
        "reason": unit.reason.value,
        "grade": unit.grade.value,
        "why": unit.why,
        "row": place,
        "entry": unit.entry,
        "request": unit.partner,
        "also": [reason.value for reason in unit.also],
        "key": unit.key,
        "decided_by": unit.decided_by or "rule",
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
        **({"rule": party.rule} if party.rule else {}),
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
