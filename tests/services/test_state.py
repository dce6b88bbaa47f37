"""The replayed state of a process stays one with the log, while others append and threads look."""

from __future__ import annotations

import pytest
from desk import SYSTEM

from tallystick.model.words import Channel, Log
from tallystick.records import append as records
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake.receive import Transmission, receive


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
