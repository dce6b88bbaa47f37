"""What leaves the house: cosignatures of witnesses, the day's checkpoint and receipts to holders, the clock's entries."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from desk import SYSTEM, no_pages, request, signed, sweep_all

from agencies import AUDITOR, AUTHOR, CLERK, LEGAL
from conftest import Clock
from tallystick.adapters import witness as wire
from tallystick.model.errors import NotAllowed, NotReady, WrongUse
from tallystick.model.words import Channel, Log, OpeningLevel, OperationKind, Publishing
from tallystick.records import append as records
from tallystick.records.models import Entry
from tallystick.register import note, openings, receipt, recount
from tallystick.register.checkpoint import Checkpoint
from tallystick.services import ledger, operations
from tallystick.services.home import Holder, Home, WitnessAddress
from tallystick.services.intake.batches import Received
from tallystick.services.intake.receive import Transmission, receive
from tallystick.services.keeping.doctor import examine
from tallystick.services.keeping.erase import erase
from tallystick.services.outside import cosigning, handover, linetests, rhythm, witness
from tallystick.services.outside.publish import publish
from tallystick.services.outside.receipts import printed, receipt_for
from tallystick.services.verify import verify


def arrival(home: Home, data: bytes = b"a fax", station: str = "H1") -> Received:
    return receive(home, SYSTEM, Transmission(data, Channel.FAX, station, transport_id=data.hex()[:40]))


def kinds(home: Home) -> list[str]:
    return list(Entry.objects.filter(log=Log.OPERATIONS).order_by("index").values_list("kind", flat=True))


@dataclass
class Running:
    """A witness that answers on this machine."""

    witness: witness.Witness
    address: WitnessAddress


@pytest.fixture
def clerk(home: Home, clock: Clock, tmp_path: Path) -> Iterator[Running]:
    made = witness.make(tmp_path / "witness", "clerk.example/witness")
    made.clock = clock
    for log in Log:
        witness.trust(made, home.vkey(log))
    with wire.server("127.0.0.1", 0, made.answer) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        address = WitnessAddress(f"http://127.0.0.1:{running.server_port}", made.vkey)
        home.settings = replace(home.settings, witnesses=(address,))
        yield Running(made, address)
        running.shutdown()


# -- cosignatures and receipts -----------------------------------------------------------------------------------------


def test_a_receipt_is_provisional_at_once_and_final_when_cosigned(home: Home, clerk: Running) -> None:
    received = arrival(home)
    provisional = receipt.read(receipt_for(home, CLERK, received.entry))
    assert len(note.parse(provisional.proof.checkpoint).signatures) == 1
    (asked,) = cosigning.collect(home)
    assert (asked.witness, asked.log, asked.size, asked.trouble) == ("clerk.example/witness", Log.REQUESTS, 1, "")
    arrival(home, b"another")
    final = receipt.read(receipt_for(home, CLERK, received.entry))
    keys = [note.Verifier.parse(key) for key in (home.vkey(Log.REQUESTS), clerk.address.vkey)]
    assert note.signed_exactly(final.proof.checkpoint, keys)
    assert final.proof.index == provisional.proof.index
    newest = receipt.read(receipt_for(home, CLERK, 1))
    assert len(note.parse(newest.proof.checkpoint).signatures) == 1


def test_a_witness_is_asked_once_a_day_and_with_what_it_holds(home: Home, clerk: Running, clock: Clock) -> None:
    arrival(home)
    cosigning.collect(home)
    arrival(home, b"two")
    assert cosigning.collect(home) == []
    clock.now += timedelta(days=1)
    (asked,) = cosigning.collect(home)
    assert (asked.size, asked.trouble) == (2, "")
    key = note.Verifier.parse(clerk.address.vkey)
    last = cosigning.last_by(Log.REQUESTS, key)
    assert last is not None
    assert last[0] == 2
    assert clerk.witness.evidence() == ()


def test_a_witness_that_is_ahead_of_our_memory_is_asked_with_its_own_size(home: Home, clerk: Running) -> None:
    arrival(home)
    cosigning.collect(home, at_once=True)
    cosigning.newest(Log.REQUESTS).delete()  # type: ignore[union-attr]
    arrival(home, b"two")
    assert [one.trouble for one in cosigning.collect(home, at_once=True)] == [""]


def test_a_witness_that_does_not_answer_stops_nothing(home: Home, clerk: Running) -> None:
    nobody = WitnessAddress("http://127.0.0.1:9", note.new_key("auditor.example/witness", note.COSIGNATURE)[1])
    home.settings = replace(home.settings, witnesses=(nobody, clerk.address))
    arrival(home)
    silent, answered = cosigning.collect(home)
    assert ("does not answer" in silent.trouble, answered.trouble) == (True, "")
    row = cosigning.newest(Log.REQUESTS)
    assert row is not None
    assert [key.name for key in cosigning.witnesses_of(home, row.note)] == ["clerk.example/witness"]


def test_a_past_written_anew_is_refused_by_the_witness_and_kept_as_evidence(home: Home, clerk: Running) -> None:
    arrival(home)
    cosigning.collect(home)
    other = Checkpoint(home.origin(Log.REQUESTS), 1, bytes(32)).text()
    forged = note.sign(other, home.signer(Log.REQUESTS))
    (asked,) = cosigning._ask_all(home, Log.REQUESTS, forged)
    assert "refuses the checkpoint at size 1 (409)" in asked.trouble
    assert len(clerk.witness.evidence()) == 1


def test_an_answer_with_another_key_is_no_cosignature(home: Home, clerk: Running) -> None:
    other = note.new_key("clerk.example/witness", note.COSIGNATURE)[1]
    home.settings = replace(home.settings, witnesses=(WitnessAddress(clerk.address.url, other),))
    arrival(home)
    (asked,) = cosigning.collect(home)
    assert "without a line of its own key" in asked.trouble
    assert cosigning.newest(Log.REQUESTS) is None


# -- holders -------------------------------------------------------------------------------------------------------


def test_a_holder_gets_the_days_checkpoint_and_the_receipts_since_the_last_time(
    home: Home, clock: Clock, tmp_path: Path
) -> None:
    home.settings = replace(home.settings, holders=(Holder("City Clerk", tmp_path / "clerk"),))
    arrival(home)
    assert handover.hand_over(home).given == ("City Clerk",)
    assert handover.hand_over(home).given == ()
    clock.now += timedelta(days=1)
    arrival(home, b"two")
    assert handover.hand_over(home).given == ("City Clerk",)
    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("clerk/*/*"))
    assert names == [
        "clerk/ZZ0990100-2025-03-04.receipts/H1-2025-0001.tlog-proof",
        "clerk/ZZ0990100-2025-03-05.receipts/H1-2025-0002.tlog-proof",
    ]
    found = verify(tmp_path / "clerk" / "ZZ0990100-2025-03-05.receipts", home.vkey(Log.REQUESTS))
    assert (found.ok, found.signer_checked) == (True, True)


def test_a_holder_who_cannot_be_reached_is_told_and_asked_again(home: Home, tmp_path: Path) -> None:
    (tmp_path / "share").write_text("not a folder")
    folders = {"Auditor": tmp_path / "share" / "x", "City Clerk": tmp_path / "clerk"}
    home.settings = replace(home.settings, holders=tuple(Holder(*one) for one in folders.items()))
    arrival(home)
    done = handover.hand_over(home)
    assert done.given == ("City Clerk",)
    assert done.words()[1].startswith("checkpoint not given to Auditor: ")
    (tmp_path / "share").unlink()
    assert handover.hand_over(home).given == ("Auditor",)


# -- the clock's entries -------------------------------------------------------------------------------------------


def test_the_operations_log_grows_by_the_clock_and_not_by_what_arrives(home: Home, clock: Clock) -> None:
    grown = []
    for arrivals in (0, 7, 0, 1):
        for number in range(arrivals):
            arrival(home, b"%d of %d" % (number, arrivals))
        before = records.size(Log.OPERATIONS)
        for _ in range(3):
            rhythm.keep(home)
        grown.append(records.size(Log.OPERATIONS) - before)
        clock.now += timedelta(hours=1)
    assert grown[1:] == [1, 1, 1]
    assert set(kinds(home)) == {"anchor", "channel_count", "looks", "rest"}


def test_what_people_do_does_not_change_the_size_of_a_day_of_the_operations_log(home: Home, clock: Clock) -> None:
    grown = []
    for acts in (0, 9, 30):
        clock.now += timedelta(days=1)
        rhythm.keep(home)
        before = records.size(Log.OPERATIONS)
        for _ in range(acts):
            linetests.plan(home, AUDITOR, "H1", "fax-H1")
        clock.now += timedelta(days=1)
        rhythm.keep(home)
        grown.append(records.size(Log.OPERATIONS) - before)
    assert grown == [64, 64, 64]


def test_every_line_is_counted_every_day_also_when_nothing_came(home: Home, clock: Clock) -> None:
    arrival(home)
    arrival(home, b"two")
    lines = sum(len(station.lines) for station in home.agency.stations)
    assert operations.count_lines(home) == lines
    clock.now += timedelta(days=3)
    assert operations.count_lines(home) == 3 * lines
    assert operations.count_lines(home) == 0
    counted = [
        (facts["date"], facts["station"], facts["transmissions"])
        for _, _, facts in operations.of_kind(home, OperationKind.CHANNEL_COUNT)
        if facts["station"] == "H1"
    ]
    assert counted == [
        ("2025-03-03", "H1", "0"),
        ("2025-03-04", "H1", "2"),
        ("2025-03-05", "H1", "0"),
        ("2025-03-06", "H1", "0"),
    ]


def test_entries_of_the_operations_log_look_all_alike(home: Home) -> None:
    arrival(home)
    rhythm.keep(home)
    rows = Entry.objects.filter(log=Log.OPERATIONS)
    assert {len(bytes(row.leaf)) for row in rows} == {392}
    assert isinstance(ledger.last_opened(home, Log.OPERATIONS, "anchor"), ledger.Opened)


def test_a_public_site_carries_both_logs_with_exactly_the_keys_that_signed(
    home: Home, clerk: Running, tmp_path: Path
) -> None:
    arrival(home)
    rhythm.keep(home)
    operations.set_publishing(home, LEGAL, Publishing.DAILY, counsel="J. Counsel")
    publish(home, AUTHOR, tmp_path / "site", pages=lambda _: {})
    found = verify(tmp_path / "site", f"{home.vkey(Log.REQUESTS)} {clerk.address.vkey}")
    assert (found.ok, found.verdict, found.witnesses) == (True, "consistent", 1)
    for folder, log in (("log", Log.REQUESTS), ("operations", Log.OPERATIONS)):
        listed = (tmp_path / "site" / folder / "key.vkey").read_text("utf-8")
        assert listed == f"{home.vkey(log)}\n{clerk.address.vkey}\n"
    assert not (tmp_path / "site" / "operations" / "openings.json").exists()


def test_the_printed_page_bears_the_whole_receipt_and_names_nobody(home: Home, clerk: Running) -> None:
    received = arrival(home)
    page = printed(home, CLERK, received.entry)
    text = page.page.decode()
    assert (page.final, "provisional: signed by the register only" in text, "<svg" in text) == (False, True, True)
    assert "Recorded only. This does not answer the request and tells nobody." in text
    cosigning.collect(home)
    final = printed(home, CLERK, received.entry)
    assert (final.final, "final: cosigned by 1" in final.page.decode()) == (True, True)
    assert len(final.text.encode()) < 2953, "one QR code holds 2,953 bytes"


def test_doctor_says_what_each_witness_last_cosigned(home: Home, clerk: Running, clock: Clock) -> None:
    def words() -> tuple[bool | None, str]:
        return next((one.ok, one.words) for one in examine(home) if one.name == "witness clerk.example/witness")

    arrival(home)
    assert words() == (False, "it has cosigned nothing yet: tallystick work")
    cosigning.collect(home)
    assert words() == (True, "cosigned the requests log at size 1 on 2025-03-04")
    clock.now += timedelta(days=3)
    assert words()[0] is False


def test_by_counsels_policy_day_and_channel_are_opened_too_and_recounted(home: Home, tmp_path: Path) -> None:
    first, second = request(home, b"one"), request(home, b"two")
    operations.set_publishing(home, LEGAL, Publishing.DAILY, counsel="J. Counsel")
    publish(home, AUTHOR, tmp_path / "a", pages=lambda _: {})
    assert set(_opened(tmp_path / "a")[0]) == {"kind", "year", "refers_to", "asked"}
    erase(home, LEGAL, first, authority="RC-1")
    operations.set_opening_level(home, LEGAL, OpeningLevel.B, counsel="J. Counsel")
    publish(home, AUTHOR, tmp_path / "b", pages=lambda _: {})
    told = openings.read((tmp_path / "b" / "log" / "openings.json").read_bytes()).told()
    counted = recount.count(told, year=2025, size=len(told))
    assert counted.entries == (first, second)
    assert recount.split(told, counted) == {"channel": {"fax": 2}, "month": {"2025-03": 2}}
    found = verify(tmp_path / "b", home.vkey(Log.REQUESTS))
    assert found.ok
    assert any("level B (kind, year, refers_to, asked, date, channel)" in one.words for one in found.findings)


def _size(site: Path) -> int:
    return Checkpoint.parse(note.parse((site / "log" / "checkpoint").read_text("utf-8")).text).size


def test_the_requests_log_goes_out_with_a_report_and_not_between_two(
    home: Home, clerk: Running, clock: Clock, tmp_path: Path
) -> None:
    request(home, b"one")
    with pytest.raises(NotReady, match="with a report"):
        publish(home, AUTHOR, tmp_path / "site", pages=no_pages)
    operations.adopt(home, LEGAL, counsel="L. Adviser")
    sweep_all(home)
    signed(home)
    shown = publish(home, AUTHOR, tmp_path / "site", pages=no_pages)
    assert (shown.size, shown.later) == (records.size(Log.REQUESTS), 0)
    request(home, b"two")
    clock.now += timedelta(days=40)
    cosigning.collect(home)
    again = publish(home, AUTHOR, tmp_path / "site", pages=no_pages)
    assert (again.size, again.later) == (shown.size, 3)
    found = verify(tmp_path / "site", f"{home.vkey(Log.REQUESTS)} {clerk.address.vkey}")
    assert (found.ok, found.witnesses) == (True, 1)


@pytest.mark.parametrize(
    ("when", "days", "grows"),
    [
        (Publishing.MONTHLY, 1, False),
        (Publishing.MONTHLY, 31, True),
        (Publishing.DAILY, 0, False),
        (Publishing.DAILY, 1, True),
    ],
)
def test_by_counsels_policy_the_requests_log_goes_on_once_a_month_or_a_day(
    home: Home, clock: Clock, tmp_path: Path, when: Publishing, days: int, grows: bool
) -> None:
    arrival(home)
    operations.set_publishing(home, LEGAL, when, counsel="J. Counsel")
    assert publish(home, AUTHOR, tmp_path / "site", pages=no_pages).size == 1
    arrival(home, b"two")
    clock.now += timedelta(days=days)
    assert publish(home, AUTHOR, tmp_path / "site", pages=no_pages).later == (0 if grows else 1)
    assert _size(tmp_path / "site") == (2 if grows else 1)
    assert verify(tmp_path / "site", home.vkey(Log.REQUESTS)).ok


def test_only_legal_sets_what_is_opened_and_counsel_is_named(home: Home) -> None:
    with pytest.raises(NotAllowed):
        operations.set_opening_level(home, CLERK, OpeningLevel.B, counsel="J. Counsel")
    with pytest.raises(WrongUse):
        operations.set_opening_level(home, LEGAL, OpeningLevel.B, counsel=" ")
    assert operations.opening_level(home) is OpeningLevel.A
    with pytest.raises(NotAllowed):
        operations.set_publishing(home, CLERK, Publishing.DAILY, counsel="J. Counsel")
    with pytest.raises(WrongUse):
        operations.set_publishing(home, LEGAL, Publishing.DAILY, counsel=" ")
    assert operations.publishing(home) is Publishing.WITH_REPORT


def _opened(site: Path) -> list[list[str]]:
    return [json.loads((site / "log" / "openings.json").read_bytes())["fields"]]
