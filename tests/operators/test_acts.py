"""Each act against a report, and what exposes it: hundreds of invented years, one act in each.

A log that was written anew with its key agrees with itself. What exposes it is what somebody outside holds: a receipt
given on arrival, or the checkpoint of a later day. What is only opened falsely is exposed by the leaves themselves.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from operators import acts
from register.making import Published
from soak import Tell, often
from tallystick.model.words import EntryKind
from tallystick.register.audit import Audit, audit
from tallystick.register.source import Held

pytestmark = pytest.mark.once

YEARS = often(50)


def years(act: str) -> Iterator[tuple[random.Random, Published]]:
    for number in range(YEARS):
        chance = random.Random(f"{act} {number}")
        yield chance, acts.a_year_of_papers(chance)


def found(shown: Published, **receipts: str) -> Audit:
    held = {name: text.encode() for name, text in receipts.items()}
    return audit(Held(shown.log()), acts.KEYS[1], receipts=Held(held) if held else None)


def failed(audit_: Audit) -> set[int]:
    return {one.step for one in audit_.findings if one.ok is False}


def words(audit_: Audit) -> str:
    return "\n".join(one.words for one in audit_.findings)


@pytest.mark.parametrize("act", sorted(acts.ANEW))
def test_a_log_written_anew_agrees_with_itself_and_not_with_a_checkpoint_held_outside(
    act: str, record_property: Tell
) -> None:
    for chance, keeper in years(act):
        forged = acts.ANEW[act](chance, keeper)
        assert found(forged).ok, "nothing inside shows it: this is why somebody outside must hold something"
        size = min(len(keeper.leaves), len(forged.leaves))
        held = keeper.receipt(chance.randrange(size), size)
        assert failed(found(keeper, held=held)) == set()
        assert failed(found(forged, held=held)) == {5}
    record_property("operator acts exposed by a checkpoint held outside", YEARS)


def test_a_log_that_ends_before_a_checkpoint_held_outside_is_told() -> None:
    for chance, keeper in years("shorter"):
        forged = acts.drop(chance, keeper)
        held = keeper.receipt(len(keeper.leaves) - 1)
        assert f"the published log ends before it, at size {len(forged.leaves)}" in words(found(forged, held=held))


@pytest.mark.parametrize("act", ["drop", "void as a line test", "another year", "swap"])
def test_whoever_holds_the_receipt_of_the_request_itself_sees_it(act: str, record_property: Tell) -> None:
    for chance, keeper in years(act):
        forged = acts.ANEW[act](chance, keeper)
        receipts = {f"arrival {entry}": at_once(keeper, entry) for entry in arrivals(keeper)}
        assert failed(found(keeper, **receipts)) == set()
        assert failed(found(forged, **receipts)) == {5}
    record_property("operator acts exposed by a receipt given on arrival", YEARS)


def test_a_request_that_was_relabelled_is_told_to_whoever_holds_its_receipt(record_property: Tell) -> None:
    for chance, keeper in years("relabel"):
        forged = acts.relabel(chance, keeper)
        (entry,) = set(acts.counted(keeper)) - set(acts.counted(forged))
        receipt = at_once(keeper, acts.arrival_of(keeper, entry))
        assert f"entry {entry}: request, asks hold" in words(found(keeper, held=receipt))
        assert f"entry {entry}: not_a_request, asks nothing" in words(found(forged, held=receipt))
    record_property("operator acts told by the receipt of the request itself", YEARS)


@pytest.mark.parametrize("act", sorted(acts.OPENED_FALSELY))
def test_what_is_opened_falsely_does_not_hold_on_the_leaves(act: str, record_property: Tell) -> None:
    for chance, keeper in years(act):
        assert failed(found(acts.OPENED_FALSELY[act](chance, keeper))) == {4}
    record_property("operator acts exposed by the leaves themselves", YEARS)


def test_a_request_corrected_away_in_the_open_is_told_to_whoever_holds_its_receipt() -> None:
    """Nothing fails: a correction is lawful. It stands in the log, and the receipt of the arrival leads to it."""
    for chance, keeper in years("correct away"):
        entry = acts.a_hold(chance, keeper)
        receipt = at_once(keeper, acts.arrival_of(keeper, entry))
        keeper.life.correct(entry, now=EntryKind.NOT_A_REQUEST)
        after = Published.of(keeper.life, acts.KEYS)
        assert entry not in acts.counted(after)
        shown = found(after, held=receipt)
        assert shown.ok
        assert f"entry {entry}: request, asks nothing" in words(shown)


def test_a_request_entered_afterwards_stands_after_every_checkpoint_held_by_then() -> None:
    for chance, keeper in years("back-date"):
        held = keeper.receipt(chance.randrange(len(keeper.leaves)))
        before = len(keeper.leaves)
        keeper.life.request()
        after = Published.of(keeper.life, acts.KEYS)
        assert found(after, held=held).ok
        assert set(acts.counted(after)) - set(acts.counted(keeper)) == {before + 1}


def test_one_log_for_each_of_two_audiences_cannot_answer_both_their_receipts() -> None:
    for chance, keeper in years("fork"):
        other = acts.fork(chance, keeper)
        last = len(keeper.leaves) - 1
        mine, theirs = keeper.receipt(last), other.receipt(last)
        assert [failed(found(shown, mine=mine, theirs=theirs)) for shown in (keeper, other)] == [{5}, {5}]


def arrivals(keeper: Published) -> list[int]:
    return [entry for entry, value in enumerate(keeper.values) if value["kind"] == EntryKind.ARRIVAL.value]


def at_once(keeper: Published, entry: int) -> str:
    """The receipt as it is given on arrival: at the size that the arrival made."""
    return keeper.receipt(entry, size=entry + 1)
