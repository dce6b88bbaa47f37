"""Receiving: durable before it is acknowledged, once and only once, whatever the bytes are."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError

from agencies import CLERK, LEGAL, person
from tallystick.model.errors import NotAllowed, WrongUse
from tallystick.model.words import Channel, Log, Role
from tallystick.records import append as records
from tallystick.records import arrivals
from tallystick.records.models import ArrivalKey, FreshOriginal
from tallystick.register import receipt
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake import batches
from tallystick.services.intake import receive as receiving
from tallystick.services.intake.fresh import move_into_vault, seal_note
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


def test_what_the_database_refuses_is_kept_and_registered_later(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise DatabaseError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(batches, "register", crash)
        with pytest.raises(DatabaseError):
            receive(home, CLERK, transmission())
    assert records.size(Log.REQUESTS) == 0
    (found,) = recover(home)
    assert (found.number, found.again) == ("H1-2025-0001", False)
    assert home.vault.get(found.sha256) == b"II*\0 a fax"
    assert list((home.path / "spool").iterdir()) == []


def test_an_error_after_the_append_is_not_counted_twice(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    real = batches.register

    def crash(*words: object) -> None:
        real(*words)  # type: ignore[arg-type]
        raise OSError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(batches, "register", crash)
        with pytest.raises(OSError, match="power"):
            receive(home, CLERK, transmission())
    (found,) = recover(home)
    assert found.again
    assert ArrivalKey.objects.count() == records.size(Log.REQUESTS) == 1
    assert list((home.path / "spool").iterdir()) == []


def test_a_paper_lies_in_the_database_until_it_is_moved_into_the_vault(home: Home) -> None:
    received = receive(home, CLERK, transmission())
    assert not list((home.path / "vault").rglob("??/*"))
    assert move_into_vault(home) == 1
    assert home.vault.get(received.sha256) == b"II*\0 a fax"
    assert FreshOriginal.objects.count() == move_into_vault(home) == 0
    assert len(list((home.path / "vault").rglob("??/*"))) == 1


def test_a_move_into_the_vault_that_was_cut_short_is_finished(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    received = receive(home, CLERK, transmission())

    def crash(*_: object) -> None:
        raise OSError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(arrivals, "drop", crash)
        with pytest.raises(OSError, match="power"):
            move_into_vault(home)
    assert move_into_vault(home) == 1
    assert home.vault.get(received.sha256) == b"II*\0 a fax"


def test_an_original_that_is_erased_before_it_was_moved_is_gone(home: Home) -> None:
    received = receive(home, CLERK, transmission())
    (row,) = FreshOriginal.objects.all()
    home.vault.destroy(received.sha256)
    assert not home.vault.readable(received.sha256)
    assert home.keys.get(row.slot) is None
    assert FreshOriginal.objects.count() == 0


def test_a_paper_that_another_process_laid_down_is_registered_with_the_next(home: Home) -> None:
    found = receiving._found(home, CLERK, transmission(b"laid down", sender="999 555 0110"))
    slot, sealed = home.vault.seal(found["sha256"], b"laid down")
    FreshOriginal.objects.create(sha256=found["sha256"], slot=slot, sealed=sealed, note=seal_note(home, slot, found))
    (laid_down,) = recover(home)
    assert (laid_down.number, laid_down.again) == ("H1-2025-0001", False)
    assert home.vault.get(laid_down.sha256) == b"laid down"
    assert ledger.state(home).arrivals[laid_down.entry].event.sender == "999 555 0110"


def test_a_large_paper_goes_into_the_vault_first(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_LARGE", 5)
    received = receive(home, CLERK, transmission())
    assert FreshOriginal.objects.count() == 0
    assert home.vault.get(received.sha256) == b"II*\0 a fax"


def test_no_key_made_before_a_copy_is_used_after_it(home: Home) -> None:
    before, _ = home.keys.new()
    home.keys.retire()
    after, _ = home.keys.new()
    assert after >= before + 64


def test_a_key_file_that_was_exchanged_under_the_process_gives_no_key_that_it_does_not_hold(home: Home) -> None:
    home.keys.new()
    (home.path / "keys.slots").write_bytes(b"")
    slot, key = home.keys.new()
    assert (slot, home.keys.get(slot)) == (0, key)


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
