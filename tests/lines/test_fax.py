"""A HylaFAX spool as it lies on the disk: the hook's folder, the log, the queue; what one misses the other catches."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.test_pages import _fax as fax
from lines.watched import look, watching, written
from tallystick.model.words import Channel
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.lines.sources import FaxServer

FAX = fax(2)


def log_line(commid: str, file: str, *, pages: int = 2, reason: str = "", device: str = "ttyFAX0") -> str:
    """A line as HylaFAX 6.0.7 writes it (facts/intake.md §6)."""
    fields = ["03/04/25 14:12", "RECV", commid, device, file, '""', "fax", '"+1 555 0100"', '"TSI 0199"', "14750",
              str(pages), "0:01:37", "0:01:35", f'"{reason}"', '"OFFICE"', '"555 0110"', '""', '""', '"00"']  # fmt: skip
    return "\t".join(fields) + "\n"


@pytest.fixture
def spool(home: Home, tmp_path: Path) -> Path:
    spool = tmp_path / "spool"
    (spool / "recvq").mkdir(parents=True)
    (spool / "handed").mkdir()
    written(spool / "log" / "xferfaxlog", b"")
    modems = {"ttyFAX0": "fax-H1", "ttyFAX1": "fax-H2"}
    watching(home, FaxServer(name="fax server", spool=spool, handed=spool / "handed", modems=modems))
    return spool


def call_comes(spool: Path, commid: str, data: bytes = FAX, **told: object) -> Path:
    """The server finishes a call: its file in the queue and its line in the log."""
    file = f"recvq/fax{commid}.tif"
    path = written(spool / file, data)
    with (spool / "log" / "xferfaxlog").open("a") as log:
        log.write(log_line(commid, file, **told))  # type: ignore[arg-type]
    return path


def handed(spool: Path, commid: str, data: bytes = FAX) -> None:
    """The hook hands a call over."""
    written(spool / "handed" / f"{commid}.tif", data)
    note = f"commid={commid}\ndevice=ttyFAX0\nnumber=555 0110\nname=OFFICE\nreason=\n"
    written(spool / "handed" / f"{commid}.call", note.encode())


def test_a_call_that_the_hook_handed_over_is_registered_and_counted_once(home: Home, spool: Path) -> None:
    call_comes(spool, "000000001")
    handed(spool, "000000001")
    assert [received.again for received in look(home).received] == [False, True]
    (arrival,) = ledger.state(home).arrivals.values()
    assert (arrival.event.channel, arrival.event.line, arrival.event.transport_id) == (
        Channel.FAX,
        "fax-H1",
        "000000001",
    )
    assert arrival.event.sender == "555 0110 OFFICE"
    assert list((spool / "handed").iterdir()) == []
    assert look(home).received == []


def test_what_the_hook_missed_is_caught_by_the_log(home: Home, spool: Path) -> None:
    call_comes(spool, "000000002")
    (received,) = look(home).received
    event = ledger.state(home).arrivals[received.entry].event
    assert event.received_at == datetime(2025, 3, 4, 19, 12, tzinfo=UTC)
    assert (spool / "recvq" / "fax000000002.tif").exists()


def test_a_fax_in_progress_stays_where_it_is_however_long_it_stands_still(home: Home, spool: Path) -> None:
    written(spool / "recvq" / "fax000000003.tif", FAX[:8])
    for _ in range(3):
        assert look(home).received == []


def test_a_server_set_up_anew_counts_from_one_again_and_nothing_is_taken_for_known(home: Home, spool: Path) -> None:
    call_comes(spool, "000000001")
    assert len(look(home).received) == 1
    (spool / "log" / "xferfaxlog").write_text("")
    call_comes(spool, "000000001", fax(3))
    assert [received.again for received in look(home).received] == [False]


def test_a_modem_that_serves_no_line_is_told_and_its_fax_waits(home: Home, spool: Path) -> None:
    call_comes(spool, "000000004", device="ttyFAX9")
    found = look(home)
    assert (found.received, found.waiting) == ([], 1)
    assert "ttyFAX9" in found.troubles[0]


def test_a_note_without_its_file_waits_and_a_file_without_its_note_too(home: Home, spool: Path) -> None:
    written(spool / "handed" / "000000005.call", b"commid=000000005\ndevice=ttyFAX0\n")
    written(spool / "handed" / "000000006.tif", FAX)
    assert look(home).received == []


def test_what_was_handed_back_on_a_shared_line_is_not_kept_again(home: Home, spool: Path) -> None:
    call_comes(spool, "000000007", device="ttyFAX1")
    (received,) = look(home).received
    home.vault.destroy(received.sha256)
    handed_again = spool / "recvq" / "fax000000007.tif"
    handed_again.touch()
    assert [one.again for one in look(home).received] == [True]
    assert not home.vault.readable(received.sha256)


def test_a_spool_that_may_not_be_read_is_told(home: Home, spool: Path) -> None:
    (spool / "recvq").rmdir()
    assert "recvq" in look(home).troubles[0]
