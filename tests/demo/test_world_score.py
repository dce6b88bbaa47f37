"""The score of a statement: what stands in the provable bar, what was claimed without evidence, whether sums close."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tallystick.demo.score import compare, score
from tallystick.demo.world import Mode, make_world
from tallystick.model.lists import Provenance
from tallystick.model.period import parse_period
from tallystick.model.reasons import Grade, Reason
from tallystick.model.statement import Bar, Party, Statement, UnitOutcome
from tallystick.model.words import Unit

WORLD = make_world(3)
ENTRIES = {request.transport_id: 10 + number for number, request in enumerate(WORLD.truth.requests)}
COUNTED = (Reason.IN_BOTH, Reason.REGISTERED_LATER)


def true_units(mode):
    entry_of = {request.paper: ENTRIES[request.transport_id] for request in WORLD.truth.requests}
    for row in WORLD.truth.rows:
        proof = row.proofs[mode]
        entry = entry_of.get(proof.partner) if proof.reason in COUNTED else None
        yield UnitOutcome("A", proof.reason, Grade.NONE, "", Provenance("x.xlsx", row.sheet, row.row), entry)
    for request in WORLD.truth.requests:
        proof = request.proofs[mode]
        if proof.reason not in COUNTED:
            yield UnitOutcome("L" if request.late else "B", proof.reason, Grade.NONE, "", entry=entry_of[request.paper])


def statement(mode, change=lambda unit: unit):
    units = tuple(change(unit) for unit in true_units(mode))
    bars = Counter((unit.side, unit.reason) for unit in units if unit.reason is not Reason.IN_BOTH)
    signs = {"A": -1, "B": 1, "L": 0}
    both = sum(unit.reason is Reason.IN_BOTH for unit in units)
    late = sum(request.late for request in WORLD.truth.requests)
    return Statement(
        a=Party("One", 214, Unit.REQUESTS, "prepared"),
        b=Party("Other", 17, Unit.REQUESTS, "registered"),
        period=parse_period("2025"),
        scope="city",
        filed=17,
        corrected=17 + late,
        units=units,
        bars=tuple(Bar(reason, side, count, signs[side] * count) for (side, reason), count in bars.items()),
        in_both_filed=both,
        in_both_corrected=both + bars["A", Reason.REGISTERED_LATER],
        sentence="",
        sentence_back="",
    )


@pytest.mark.parametrize("mode", Mode)
def test_a_statement_that_says_what_can_be_proved_has_the_full_score(mode):
    found = score(statement(mode), WORLD.truth, mode, ENTRIES)
    assert found == {
        "units": len(WORLD.truth.reasons(mode)),
        "units_in_provable_bar": len(WORLD.truth.reasons(mode)),
        "share": 1.0,
        "claimed_without_evidence": 0,
        "sums_close": True,
    }


def test_a_reason_for_what_is_not_established_is_a_claim_without_evidence():
    def claim(unit):
        return replace(unit, reason=Reason.DUPLICATE) if unit.reason is Reason.NOT_ESTABLISHED else unit

    found = score(statement(Mode.NAMED, claim), WORLD.truth, Mode.NAMED, ENTRIES)
    assert found["claimed_without_evidence"] == WORLD.truth.reasons(Mode.NAMED).count(Reason.NOT_ESTABLISHED)


def test_saying_not_established_is_never_a_claim():
    def shrug(unit):
        return replace(unit, reason=Reason.NOT_ESTABLISHED, entry=None if unit.side == "A" else unit.entry)

    found = score(statement(Mode.NAMED, shrug), WORLD.truth, Mode.NAMED, ENTRIES)
    assert found["claimed_without_evidence"] == 0
    assert found["units_in_provable_bar"] == WORLD.truth.reasons(Mode.NAMED).count(Reason.NOT_ESTABLISHED)


def test_a_second_reason_that_also_holds_is_in_the_wrong_bar_but_no_claim_without_evidence():
    two = next(row for row in WORLD.truth.rows if len(row.proofs[Mode.NAMED].supported) > 1)
    other = next(reason for reason in two.proofs[Mode.NAMED].supported if reason is not two.proofs[Mode.NAMED].reason)

    def swap(unit):
        here = unit.row and (unit.row.sheet, unit.row.row) == (two.sheet, two.row)
        return replace(unit, reason=other) if here else unit

    found = score(statement(Mode.NAMED, swap), WORLD.truth, Mode.NAMED, ENTRIES)
    assert found["units_in_provable_bar"] == found["units"] - 1
    assert found["claimed_without_evidence"] == 0


def test_a_link_to_the_wrong_request_is_a_claim_without_evidence():
    first, second = [unit.entry for unit in true_units(Mode.NAMED) if unit.reason is Reason.IN_BOTH][:2]

    def cross(unit):
        return replace(unit, entry={first: second, second: first}.get(unit.entry, unit.entry))

    assert score(statement(Mode.NAMED, cross), WORLD.truth, Mode.NAMED, ENTRIES)["claimed_without_evidence"] == 2


def test_a_unit_that_the_statement_leaves_out_is_found_and_the_sums_no_longer_close():
    whole = statement(Mode.REDACTED)
    cut = replace(whole, units=whole.units[1:])
    found = score(cut, WORLD.truth, Mode.REDACTED, ENTRIES)
    assert not found["sums_close"]
    assert [each.said for each in compare(cut, WORLD.truth, Mode.REDACTED, ENTRIES)].count(None) == 1
