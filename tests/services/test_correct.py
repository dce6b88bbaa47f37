"""Corrections: new entries, never edits; what is counted follows; who confirmed a request does not set it aside."""

from __future__ import annotations

from datetime import date

import pytest
from desk import FIELDS, arrives, document, request

from agencies import AUDITOR, CLERK, LEGAL, person
from tallystick.model.errors import NotAllowed, NotThere, TallystickError, WrongUse
from tallystick.model.words import Asked, EntryKind, FormKind, Role, StatedBasis
from tallystick.register import sums
from tallystick.services import ledger
from tallystick.services.desk.correct import Right, correct, set_aside
from tallystick.services.desk.requests import request_view
from tallystick.services.home import Home
from tallystick.services.keeping.rebuild import compare

SECOND = person(Role.CLERK, name="second.clerk")


def test_a_field_set_right_is_a_new_entry_and_the_old_one_stays(home: Home) -> None:
    entry = request(home)
    before = ledger.state(home).size
    made = correct(
        home, CLERK, entry, Right({"sex": "F", "prepared": "2025-03-01", "name": FIELDS["name"]}), why="misread"
    )
    found = ledger.state(home).requests[entry]
    assert (found.fields["sex"], found.prepared, found.fields["name"]) == ("F", date(2025, 3, 1), FIELDS["name"])
    assert (made, ledger.state(home).size) == (before, before + 1)
    steps = request_view(home, AUDITOR, entry).steps
    assert [step.kind for step in steps][-2:] == [EntryKind.CONFIRMED, EntryKind.CORRECTION]
    assert found.confirmed is not None
    assert all(one.same for one in compare(home))


def test_another_form_asks_another_thing_and_the_register_counts_it_so(home: Home) -> None:
    entry = request(home)
    correct(home, CLERK, entry, Right(form=FormKind.I247N), why="the title says I-247N")
    found = ledger.state(home).requests[entry]
    assert (found.form, found.asked) == (FormKind.I247N, Asked.NOTICE)
    assert found.confirmed is not None
    assert ledger.state(home).asked[-1] == "notice"
    assert all(one.closes for one in sums.of(ledger.state(home)))
    assert all(one.same for one in compare(home))


def test_boxes_are_said_anew_with_everything_else_as_it_was(home: Home) -> None:
    entry = request(home)
    correct(home, CLERK, entry, Right(basis=[StatedBasis.BIOMETRIC, StatedBasis.FINAL_ORDER]), why="two boxes")
    found = ledger.state(home).requests[entry]
    assert found.basis == (StatedBasis.FINAL_ORDER, StatedBasis.BIOMETRIC)
    assert found.fields["name"] == FIELDS["name"]
    correct(home, CLERK, entry, Right(basis=[]), why="none is ticked after all")
    assert ledger.state(home).requests[entry].basis == ()


@pytest.mark.parametrize(
    ("right", "why", "words"),
    [
        (Right({"sex": "M"}), "same", "nothing would change"),
        (Right({"sex": "F"}), "  ", "needs its reason"),
        (Right({"shoe": "9"}), "x", "no field is called shoe"),
        (Right({"date_of_birth": "yesterday"}), "x", "is not a date"),
    ],
)
def test_what_changes_nothing_or_cannot_be_is_refused(home: Home, right: Right, why: str, words: str) -> None:
    entry = request(home)
    size = ledger.state(home).size
    with pytest.raises(WrongUse, match=words):
        correct(home, CLERK, entry, right, why=why)
    assert ledger.state(home).size == size


def test_who_confirmed_a_request_does_not_set_it_aside_and_another_person_does(home: Home) -> None:
    entry, other = request(home, b"one"), request(home, b"two")
    with pytest.raises(NotAllowed, match=r"m\.clerk confirmed .* and cannot set it aside"):
        set_aside(home, CLERK, entry, now=EntryKind.NOT_A_REQUEST, why="a training form")
    with pytest.raises(WrongUse, match="needs its reason"):
        set_aside(home, SECOND, entry, now=EntryKind.NOT_A_REQUEST, why="")
    set_aside(home, SECOND, entry, now=EntryKind.COPY_OF, copy_of=other, why="the same request")
    state = ledger.state(home)
    assert (entry in state.requests, state.documents[entry].copy_of) == (False, other)
    set_aside(home, LEGAL, other, now=EntryKind.NOT_A_REQUEST, why="a training form")
    assert ledger.state(home).requests == {}
    assert all(one.closes for one in sums.of(ledger.state(home)))


def test_only_what_a_person_confirmed_is_corrected_and_only_by_a_clerk(home: Home) -> None:
    _, taken = arrives(home, b"unseen", document())
    with pytest.raises(WrongUse, match="nobody has confirmed"):
        correct(home, CLERK, taken.entries[0], Right({"sex": "F"}), why="x")
    entry = request(home)
    for actor in (AUDITOR, LEGAL):
        with pytest.raises(NotAllowed):
            correct(home, actor, entry, Right({"sex": "F"}), why="x")
    with pytest.raises(NotThere):
        correct(home, CLERK, 999, Right({"sex": "F"}), why="x")
    with pytest.raises(TallystickError):
        set_aside(home, AUDITOR, entry, now=EntryKind.NOT_A_REQUEST, why="x")
