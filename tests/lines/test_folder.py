"""Folders of office machines, on shares too: a file is taken when it is whole, never because it stands still."""

from __future__ import annotations

import fcntl
import os
import struct
import time
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.test_pages import _fax as fax
from adapters.test_pages import _pdf as pdf
from adapters.test_pages import _picture as picture
from conftest import Clock
from lines.watched import look, watching, written
from tallystick.adapters import folders
from tallystick.adapters.folders import is_whole
from tallystick.adapters.folders.lying import PATIENCE
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.lines import heartbeat
from tallystick.services.lines.sources import Folder

FAX, PDF, JPEG, PNG = fax(3), pdf(), picture("JPEG"), picture("PNG")
WHOLE = [("a fax", FAX), ("one page", fax(1, "group3")), ("a PDF", PDF), ("a JPEG", JPEG), ("a PNG", PNG)]


@pytest.mark.parametrize(("what", "data"), WHOLE, ids=[case[0] for case in WHOLE])
def test_a_file_is_whole_when_its_end_is_there_and_not_before(what: str, data: bytes) -> None:
    assert is_whole(data) is True
    for share in (0, 8, len(data) // 3, len(data) // 2, len(data) - 40):
        assert is_whole(data[:share]) is not True, f"{what}, {share} of {len(data)} bytes"


@pytest.mark.parametrize("data", [b"II*\0", b"II*\0" + b"\xff" * 40, b"MM\0*\0\0\0\x08\0\x01" + bytes(30), b"%PDF-"])
def test_a_damaged_head_raises_nothing(data: bytes) -> None:
    assert is_whole(data) is not True


def test_a_page_whose_strips_are_told_sixty_thousand_times_is_told_at_once() -> None:
    entry = struct.pack("<HHII", 273, 3, 300_000, 8)
    directory = struct.pack("<H", 60_000) + entry * 60_000 + bytes(4)
    assert is_whole(b"II*\0\x08\0\0\0" + directory) is True
    chain = b"".join(struct.pack("<HHHIII", 1, 273, 3, 300_000, 8, 8 + 18 * (page + 1)) for page in range(900))
    assert is_whole(b"II*\0\x08\0\0\0" + chain + bytes(600_000)) is False


@pytest.fixture
def scans(home: Home, tmp_path: Path) -> Path:
    folder = tmp_path / "scans"
    folder.mkdir()
    watching(home, Folder(name="scanner", line="scan-H1", folder=folder))
    return folder


def test_a_scan_is_registered_at_the_second_look_and_taken_away(home: Home, scans: Path) -> None:
    path = written(scans / "GARCIA.pdf", PDF)
    assert (look(home).received, path.exists()) == ([], True)
    (received,) = look(home).received
    assert not path.exists()
    event = ledger.state(home).arrivals[received.entry].event
    assert (event.line, event.station, event.file_name) == ("scan-H1", "H1", "GARCIA.pdf")
    assert "GARCIA" not in event.transport_id
    assert all("GARCIA" not in one.read_text() for one in (home.path / "heartbeat").iterdir())


def test_a_file_that_is_still_written_waits_however_long_it_stands_still(home: Home, scans: Path) -> None:
    path = written(scans / "fax.tif", FAX[:8])
    for _ in range(5):
        assert look(home).received == []
    path.write_bytes(FAX[: len(FAX) // 2])
    for _ in range(5):
        assert (look(home).received, look(home).waiting) == ([], 1)
    path.write_bytes(FAX)
    look(home)
    (received,) = look(home).received
    assert home.vault.get(received.sha256) == FAX


def test_a_file_that_never_gets_its_end_is_taken_as_it_is_in_the_end(home: Home, scans: Path) -> None:
    path = written(scans / "half.tif", FAX[:-200])
    old = time.time() - PATIENCE - 60
    os.utime(path, (old, old))
    (received,) = look(home).received
    assert home.vault.get(received.sha256) == FAX[:-200]


def test_a_temporary_name_and_a_locked_file_wait(home: Home, scans: Path) -> None:
    part = written(scans / "scan.pdf.tmp", PDF)
    locked = written(scans / "locked.pdf", PDF)
    with locked.open("rb+") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        look(home)
        assert look(home).received == []
    part.rename(scans / "scan.pdf")
    assert len(look(home).received) == 1
    assert len(look(home).received) == 1
    assert list(scans.iterdir()) == []


def test_a_file_that_grew_after_it_was_read_stays_and_comes_again(
    home: Home, scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(scans / "scan.pdf", PDF)
    look(home)
    real = home.vault.seal

    def grows(digest: str, data: bytes) -> tuple[int, bytes]:
        path.write_bytes(PDF + b"\n% more\n%%EOF\n")
        return real(digest, data)

    with monkeypatch.context() as growing:
        growing.setattr(home.vault, "seal", grows)
        assert len(look(home).received) == 1
    assert path.exists()
    look(home)
    assert [received.again for received in look(home).received] == [False]
    assert len(ledger.state(home).arrivals) == 2


def test_a_file_that_cannot_be_moved_is_counted_once(home: Home, scans: Path, clock: Clock) -> None:
    path = written(scans / "scan.pdf", PDF)
    look(home)
    blocked = written(scans / "done", b"a file where the folder should be")
    home.settings.sources = (Folder(name="scanner", line="scan-H1", folder=scans, done=blocked),)
    assert look(home).troubles
    blocked.unlink()
    clock.now += timedelta(hours=2)
    assert [received.again for received in look(home).received] == [True]
    assert (path.exists(), (scans / "done" / "scan.pdf").exists()) == (False, True)
    assert len(ledger.state(home).arrivals) == 1


def test_the_same_name_used_again_is_another_transmission_and_nothing_is_overwritten(home: Home, scans: Path) -> None:
    done = scans / "done"
    home.settings.sources = (Folder(name="scanner", line="scan-H1", folder=scans, done=done),)
    for data in (PDF, PNG):
        written(scans / "scan0001", data)
        look(home)
        assert len(look(home).received) == 1
    assert {path.read_bytes() for path in done.iterdir()} == {PDF, PNG}


def test_a_share_that_is_away_is_told_and_is_not_an_empty_folder(home: Home, scans: Path, clock: Clock) -> None:
    assert look(home).troubles == []
    scans.rmdir()
    assert look(home).troubles
    beat = heartbeat.read(home, home.settings.sources[0])
    assert beat.trouble is not None
    clock.now += timedelta(days=2)
    assert heartbeat.is_silent(home, home.settings.sources[0], beat)


def test_a_paper_on_which_the_disk_is_full_stays_in_the_folder(
    home: Home, scans: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(scans / "scan.pdf", PDF)
    look(home)

    def full(_digest: str, _data: bytes) -> tuple[int, bytes]:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(home.vault, "seal", full)
        assert "No space left" in look(home).troubles[0]
    assert path.exists()
    clock.now += timedelta(minutes=5)
    assert len(look(home).received) == 1


def test_the_same_paper_scanned_twice_is_two_transmissions_and_leaves_an_empty_folder(home: Home, scans: Path) -> None:
    for name in ("scan0001.pdf", "scan0002.pdf"):
        written(scans / name, PDF)
    look(home)
    assert [received.again for received in look(home).received] == [False, False]
    first, second = ledger.state(home).arrivals.values()
    assert second.event.same_bytes_as == first.entry
    assert list(scans.iterdir()) == []


def test_a_file_that_somebody_else_took_between_two_glances_is_no_trouble(
    home: Home, scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(scans / "one.pdf", PDF)
    two = written(scans / "two.pdf", PNG)
    look(home)
    real = folders.read_settled

    def taken(one: folders.Lying, *, unchanged: bool) -> bytes | None:
        two.unlink(missing_ok=True)
        return real(one, unchanged=unchanged)

    with monkeypatch.context() as others:
        others.setattr(folders, "read_settled", taken)
        found = look(home)
    assert (len(found.received), found.troubles) == (1, [])


def test_a_file_in_a_subfolder_and_one_without_an_ending_are_taken_too(home: Home, scans: Path) -> None:
    written(scans / "2025" / "march" / "scan.pdf", PDF)
    written(scans / "SCAN0001", FAX)
    look(home)
    assert len(look(home).received) == 2


def test_the_windows_fax_folder_is_a_folder_of_whole_tiff_files(home: Home, scans: Path) -> None:
    """Its service writes ``Inbox/ID.tif``: one file a call, several pages, held open until the call is over."""
    path = scans / "Inbox" / "01d9a4e2$3f.tif"
    path.parent.mkdir()
    with path.open("wb") as writer:
        writer.write(FAX[: len(FAX) // 2])
        writer.flush()
        fcntl.flock(writer, fcntl.LOCK_EX)
        look(home)
        assert look(home).received == []
        writer.write(FAX[len(FAX) // 2 :])
        writer.flush()
        look(home)
        assert look(home).received == []
    (received,) = look(home).received
    assert home.vault.get(received.sha256) == FAX
    assert not path.exists()


def test_on_a_shared_line_a_file_is_handed_back_and_never_taken_away(home: Home, scans: Path) -> None:
    home.settings.sources = (Folder(name="scanner", line="fax-H2", folder=scans),)
    written(scans / "laboratory.tif", FAX)
    look(home)
    assert len(look(home).received) == 1
    assert (scans / "handed back" / "laboratory.tif").read_bytes() == FAX
    assert look(home).received == []
