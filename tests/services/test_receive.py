"""Receiving: durable before it is acknowledged, once and only once, whatever the bytes are."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError

from agencies import CLERK, LEGAL, person
from tallystick.model.errors import NotAllowed, WrongUse
from tallystick.model.words import Channel, Log, Role
from tallystick.records import append as records
from tallystick.records.models import ArrivalKey
from tallystick.register import receipt
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake import receive as receiving
from tallystick.services.intake.receive import Transmission, receive, recover
from tallystick.services.outside.receipts import receipt_for


def transmission(data: bytes = b"II*\0 a fax", **changed: object) -> Transmission:
    values = {"data": data, "channel": Channel.FAX, "station": "H1", "transport_id": "000000017"}
    return Transmission(**{**values, **changed})  # type: ignore[arg-type]


def test_a_transmission_gets_a_number_and_its_bytes_are_kept(home: Home) -> None:
    received = receive(home, CLERK, transmission())
    assert received.number == "H1-2025-0001"
    assert home.vault.get(received.sha256) == b"II*\0 a fax"
    assert ledger.state(home).arrivals[received.entry].event.transport_id == "000000017"


def test_the_same_again_returns_the_same_number_and_adds_nothing(home: Home) -> None:
    first = receive(home, CLERK, transmission())
    again = receive(home, CLERK, transmission())
    assert (again.entry, again.number, again.again) == (first.entry, first.number, True)
    assert records.size(Log.REQUESTS) == 1


def test_the_same_bytes_by_another_transmission_are_a_new_arrival(home: Home) -> None:
    first = receive(home, CLERK, transmission())
    other = receive(home, CLERK, transmission(transport_id="000000018", station="H3"))
    assert (other.number, other.again) == ("H3-2025-0001", False)
    assert ledger.state(home).arrivals[other.entry].event.same_bytes_as == first.entry


def test_numbers_run_by_station_and_local_year(home: Home) -> None:
    numbers = [receive(home, CLERK, transmission(b"%d" % n, transport_id=str(n))).number for n in range(3)]
    assert numbers == ["H1-2025-0001", "H1-2025-0002", "H1-2025-0003"]


@pytest.mark.parametrize("data", [b"", b"text renamed", b"PK\x03\x04zip", b"%PDF-1.7 broken", b"\0" * 100])
def test_nothing_is_refused_for_what_it_is(home: Home, data: bytes) -> None:
    received = receive(home, CLERK, transmission(data))
    assert home.vault.get(received.sha256) == data


def test_a_crash_before_the_append_loses_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise DatabaseError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(receiving, "_register", crash)
        with pytest.raises(DatabaseError):
            receive(home, CLERK, transmission())
    assert records.size(Log.REQUESTS) == 0
    (found,) = recover(home)
    assert (found.number, found.again) == ("H1-2025-0001", False)
    assert home.vault.get(found.sha256) == b"II*\0 a fax"
    assert list((home.path / "spool").iterdir()) == []


def test_a_crash_after_the_append_is_not_counted_twice(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise OSError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(receiving, "_drop", crash)
        with pytest.raises(OSError, match="power"):
            receive(home, CLERK, transmission())
    (found,) = recover(home)
    assert found.again
    assert ArrivalKey.objects.count() == records.size(Log.REQUESTS) == 1


def test_a_station_link_registers_for_its_own_station_only(home: Home) -> None:
    station = person(Role.STATION)
    bound = type(station)(user="station H1", roles=station.roles, agency=station.agency, stations=frozenset({"H1"}))
    assert receive(home, bound, transmission()).number == "H1-2025-0001"
    with pytest.raises(WrongUse):
        receive(home, bound, transmission(station="H3"))


def test_who_has_no_business_at_intake_is_refused(home: Home) -> None:
    with pytest.raises(NotAllowed):
        receive(home, LEGAL, transmission())
    assert records.size(Log.REQUESTS) == 0


def test_the_receipt_proves_the_arrival_and_names_nobody(home: Home) -> None:
    received = receive(home, CLERK, transmission(file_name="GARCIA.tif", sender="999 555 0110"))
    text = receipt_for(home, CLERK, received.entry)
    read = receipt.read(text)
    assert read.number == received.number
    assert read.value("document") == received.sha256
    assert "GARCIA" not in text
    assert "GARCIA" not in json.dumps([opening.value for opening in read.openings])
