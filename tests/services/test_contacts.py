"""Contacts: registered with their words, counted by the reports that ask for them, sealed where they tell of a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from desk import request

from agencies import AUDITOR, CLERK
from tallystick.model.contacts import ContactKind, ContactNumber, CustodyMoment, Direction
from tallystick.model.errors import NotAllowed, WrongUse
from tallystick.model.words import Answer, AnswerField
from tallystick.services import ledger
from tallystick.services.desk.contacts import Said, record_contact
from tallystick.services.desk.dispose import Outcome, dispose
from tallystick.services.home import Home

CALL = Said(
    ContactKind.INFORMATION,
    Direction.ASKED_BY_THEM,
    datetime(2025, 1, 1, 3, 30, tzinfo=UTC),
    answer=Answer.NO,
    facts={"information_kind": "release_date"},
    numbers={ContactNumber.PERSONS: 1},
    who="Officer (INVENTED)",
)

WRONG = [
    ({"facts": {"moon": "full"}}, "no fact of the vocabulary"),
    ({"facts": {"information_kind": "gossip"}}, "no fact of the vocabulary"),
    ({"numbers": {ContactNumber.PERSONS: -1}}, "0 or more"),
    ({"clause": "no-such"}, "no clause of the ordinance"),
    ({"station": "Z9"}, "no station"),
    ({"request": 999}, "not a request"),
    ({"ended_on": date(2024, 1, 1)}, "cannot end before"),
    ({"title": "Somebody"}, "only a task force"),
]


def test_a_contact_is_an_entry_of_its_own_and_counts_in_its_local_year(home: Home) -> None:
    entry = record_contact(home, CLERK, CALL)
    kept = ledger.state(home).contacts[entry]
    assert (kept.year, kept.answer, kept.facts) == (2024, Answer.NO, {"information_kind": "release_date"})
    assert ledger.state(home).requests == {}


@pytest.mark.parametrize(("wrong", "words"), WRONG, ids=[row[1] for row in WRONG])
def test_what_cannot_be_is_refused_and_registers_nothing(home: Home, wrong: dict[str, object], words: str) -> None:
    with pytest.raises(WrongUse, match=words):
        record_contact(home, CLERK, replace(CALL, **wrong))
    assert ledger.state(home).size == 0


def test_an_auditor_writes_nothing(home: Home) -> None:
    with pytest.raises(NotAllowed):
        record_contact(home, AUDITOR, CALL)


def test_the_moments_of_a_custody_and_the_offense_are_kept_with_the_outcome(home: Home) -> None:
    entry = request(home)
    left = datetime(2025, 3, 5, 12, 30, tzinfo=UTC)
    outcome = Outcome(
        {AnswerField.TRANSFER: Answer.YES},
        {},
        moments={CustodyMoment.LEFT_CUSTODY: left},
        offense="Code 211 (INVENTED)",
    )
    dispose(home, CLERK, entry, outcome)
    ledger.forget(home)
    kept = ledger.state(home).requests[entry].disposition
    assert kept is not None
    assert (kept.moments, kept.offense) == ({CustodyMoment.LEFT_CUSTODY: left}, "Code 211 (INVENTED)")
