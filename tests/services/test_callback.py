"""Who sent it: not verified until somebody called the office back; what it said is an entry and changes no count."""

from __future__ import annotations

import pytest
from desk import request

from agencies import AUDITOR, AUTHOR, CLERK, EVERYONE
from tallystick.model.errors import NotAllowed, NotThere, WrongUse
from tallystick.model.words import SenderState
from tallystick.services import ledger
from tallystick.services.desk.callback import Called, call_back, sender_of
from tallystick.services.home import Home
from tallystick.services.keeping.erase import erase
from tallystick.services.keeping.rebuild import rebuild

ERO = ("ERO Port Lydd (INVENTED)", "999 555 0110")


def test_a_sender_is_not_verified_until_somebody_called(home: Home) -> None:
    entry = request(home, b"a request")
    assert sender_of(home, AUDITOR, entry).called == Called(SenderState.NOT_VERIFIED)


@pytest.mark.parametrize("said", [SenderState.VERIFIED, SenderState.DISOWNED])
def test_what_the_office_said_is_an_entry_and_the_request_stays_counted(home: Home, said: SenderState) -> None:
    entry = request(home, b"a request")
    made = call_back(home, CLERK, entry, Called(said, *ERO, who="A. DESK", note="badge 7"))
    state = ledger.state(home)
    assert state.requests[entry].sender is said
    assert state.requests[entry].history[-1] == made
    assert list(state.requests) == [entry]
    assert all(one.same for one in rebuild(home))


def test_the_last_call_counts(home: Home) -> None:
    entry = request(home, b"a request")
    call_back(home, CLERK, entry, Called(SenderState.NOT_VERIFIED, note="nobody answered"))
    call_back(home, CLERK, entry, Called(SenderState.DISOWNED, *ERO))
    call_back(home, CLERK, entry, Called(SenderState.VERIFIED, *ERO))
    assert sender_of(home, CLERK, entry).called.sender is SenderState.VERIFIED


@pytest.mark.parametrize("given", [("", "999 555 0110"), ("ERO", " ")])
def test_an_answer_needs_the_office_and_the_number_that_was_called(home: Home, given: tuple[str, str]) -> None:
    entry = request(home, b"a request")
    with pytest.raises(WrongUse):
        call_back(home, CLERK, entry, Called(SenderState.VERIFIED, *given))


def test_who_has_no_business_with_it_records_nothing(home: Home) -> None:
    entry = request(home, b"a request")
    with pytest.raises(NotAllowed):
        call_back(home, AUTHOR, entry, Called(SenderState.VERIFIED, *ERO))
    with pytest.raises(NotThere):
        call_back(home, CLERK, 0, Called(SenderState.VERIFIED, *ERO))


def test_an_erasure_takes_the_call_with_it(home: Home) -> None:
    entry = request(home, b"a request")
    made = call_back(home, CLERK, entry, Called(SenderState.VERIFIED, *ERO, who="A. DESK"))
    assert made in erase(home, EVERYONE, entry, authority="order 7")
    assert sender_of(home, AUDITOR, entry).called == Called(SenderState.NOT_VERIFIED)
    assert all(one.same for one in rebuild(home))
