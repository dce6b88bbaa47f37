"""The replayed state of a process stays one with the log, while others append and threads look."""

from __future__ import annotations

import pytest
from desk import FIELDS, SYSTEM, request

from agencies import EVERYONE
from tallystick.model.state import RegisterState
from tallystick.model.words import Channel, Log
from tallystick.records import append as records
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake.receive import Transmission, receive
from tallystick.services.keeping.erase import erase


def test_an_entry_that_comes_while_the_state_is_advanced_is_taken_once(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(home, SYSTEM, Transmission(b"one", Channel.FAX, "H1", transport_id="1"))
    real = records.size

    def size_before_another_comes(log: Log) -> int:
        told = real(log)
        if told == 1:
            monkeypatch.undo()
            receive(home, SYSTEM, Transmission(b"two", Channel.FAX, "H1", transport_id="2"))
        return told

    monkeypatch.setattr(ledger.records, "size", size_before_another_comes)
    assert ledger.state(home).size == 2
    assert ledger.state(home).size == 2
    receive(home, SYSTEM, Transmission(b"three", Channel.FAX, "H1", transport_id="3"))
    assert len(ledger.state(home).arrivals) == 3


def test_what_is_worked_out_of_the_state_is_kept_until_the_next_entry_and_no_longer(home: Home) -> None:
    worked: list[int] = []

    def names(state: RegisterState) -> list[str]:
        worked.append(state.size)
        return sorted(one.fields.get("name", "erased") for one in state.requests.values())

    first = request(home, b"one")
    assert [ledger.kept(home, "names", names) for _ in range(3)] == [[FIELDS["name"]]] * 3
    request(home, b"two", name="ROHAN, Tomas")
    assert [len(ledger.kept(home, "names", names)) for _ in range(3)] == [2, 2, 2]
    assert len(worked) == 2
    erase(home, EVERYONE, first, authority="order 7")
    assert ledger.kept(home, "names", names) == ["ROHAN, Tomas", "erased"], "an erasure is an entry too"


def test_only_so_much_is_kept_and_the_oldest_goes_first(home: Home) -> None:
    receive(home, SYSTEM, Transmission(b"one", Channel.FAX, "H1", transport_id="1"))
    for number in range(ledger._MOST_KEPT + 1):
        ledger.kept(home, number, lambda state: state.size)
    again: list[int] = []
    ledger.kept(home, ledger._MOST_KEPT, lambda _state: again.append(1))
    assert again == []
    ledger.kept(home, 0, lambda _state: again.append(1))
    assert again == [1]
