"""What bad input gets: kept, registered as what it is, with its reason; the command ends with 0 and every sum closes."""

from __future__ import annotations

import io
import json
import os
import random
import struct
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from conftest import SHARED
from tallystick.demo.paper import FaxHeader, FaxQuality, LabReport, fax, medical_page

PATIENT = LabReport(
    patient="TARN, Odile", date_of_birth=date(1951, 3, 3), record="M-000-4471", collected=date(2025, 3, 4)
)
MOMENT = datetime(2025, 3, 4, 15, 0, tzinfo=UTC)


def tallystick(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person types it, on a register of its own (SQLite, whatever the other tests use)."""
    environment = {**os.environ, "TALLYSTICK_DATABASE_URL": "", "TALLYSTICK_HOME": str(home)}
    words = [sys.executable, "-m", "tallystick", *arguments]
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


def answer(home: Path, *arguments: str) -> Any:
    """The JSON that a command prints; it must end with 0."""
    done = tallystick(home, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A register as `tallystick init` makes it: station A1 has a dedicated line, station A7 a shared one."""
    home = tmp_path / "home"
    words = ("--agency", "ZZ0990100", "--ordinance", "boston", "--zone", "America/New_York")
    done = tallystick(home, "init", *words, "--station", "A1", "--station", "A7=District A-7:shared")
    assert done.returncode == 0, done.stderr
    return home


def sheet(pages: int = 1) -> Image.Image:
    image = Image.new("1", (1728, 1078), 1)
    image.paste(0, (100, 100, 1600, 400))
    return image


def two_pages() -> bytes:
    out = io.BytesIO()
    sheet().save(out, "TIFF", compression="group4", dpi=(204, 98), save_all=True, append_images=[sheet()])
    return out.getvalue()


def locked_pdf() -> bytes:
    plain, locked = io.BytesIO(), io.BytesIO()
    sheet().save(plain, "PDF")
    with pikepdf.open(plain) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    return locked.getvalue()


def very_long_page() -> bytes:
    """A TIFF whose one page says that it is 40,000 pixels high."""
    tags = ((256, 1728), (257, 40_000), (258, 1), (259, 4), (262, 0), (273, 8), (277, 1), (278, 40_000), (279, 8))
    body = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<I", 16) + bytes(8) + struct.pack("<H", len(tags)) + body + bytes(4)


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("fax.tif", two_pages())
    return out.getvalue()


MAIL = b"From: a@sender.invalid\r\nTo: b@police.invalid\r\nSubject: page\r\nDate: Tue, 4 Mar 2025 10:00:00 -0500\r\n\r\nHello\r\n"
JUNK = {
    "archive.zip": (archive(), "unreadable: archive"),
    "cut.tif": (two_pages()[:-200], "unreadable: truncated"),
    "empty.tif": (b"", "unreadable: empty_file"),
    "letter.tif": (b"Dear sir,\nthis is no picture.\n", "unreadable: not_a_picture"),
    "locked.pdf": (locked_pdf(), "unreadable: password"),
    "long.tif": (very_long_page(), "unreadable: too_large"),
    "nothing-attached.eml": (MAIL, "unreadable: no_attachment"),
}


def test_a_folder_of_junk_is_kept_and_registered_each_with_its_reason(fresh: Path, tmp_path: Path) -> None:
    folder = tmp_path / "junk"
    folder.mkdir()
    for name, (data, _) in JUNK.items():
        (folder / name).write_bytes(data)
    rows = answer(fresh, "receive", str(folder), "--channel", "fax", "--station", "A1")
    assert {Path(row["file"]).name: row["words"] for row in rows} == {name: [why] for name, (_, why) in JUNK.items()}
    assert all(row["number"] and row["receipt"] for row in rows)
    assert_in_order(fresh, originals=len(JUNK))


@pytest.mark.shared
def test_damaged_faxes_of_other_peoples_test_suites_are_registered_too(fresh: Path) -> None:
    folder = SHARED / "fax_bad"
    rows = answer(fresh, "receive", str(folder), "--channel", "fax", "--station", "A1")
    assert len(rows) == len(list(folder.iterdir())) > 20
    assert all(row["taken_for"] in (["not_a_request"], ["unreadable"]) for row in rows)
    assert_in_order(fresh, originals=len(rows))


def assert_in_order(home: Path, *, originals: int) -> None:
    """`doctor` and `rebuild` find every sum closed, every original kept and nothing left to do but name a holder."""
    examined = {one["name"]: one for one in json.loads(tallystick(home, "doctor", "--json").stdout)}
    assert [name for name, one in examined.items() if one["ok"] is False] == ["outside holder"]
    assert examined["vault"]["words"] == f"{originals} originals"
    assert all(one["same"] for one in answer(home, "rebuild"))


def strangers_page() -> bytes:
    header = FaxHeader(
        sent_at=MOMENT, sender="QUAY CLINIC", number="000 555 0199", received_at=MOMENT, tsi="QUAY CLINIC"
    )
    return fax([medical_page(PATIENT, random.Random(7))], quality=FaxQuality(1), header=header, rng=random.Random(7))


def test_a_strangers_medical_page_on_a_shared_line_leaves_only_time_line_pages_and_kind(
    fresh: Path, tmp_path: Path
) -> None:
    page = tmp_path / "Tarn Odile results.tif"
    page.write_bytes(strangers_page())
    (row,) = answer(fresh, "receive", str(page), "--channel", "fax", "--station", "A7")
    assert row["words"] == ["not a request: other"]
    assert [path for path in (fresh / "spool").iterdir() if path.is_file()] == []
    everything = b"".join(path.read_bytes() for path in fresh.rglob("*") if path.is_file())
    for trace in (b"Tarn", b"TARN", b"Odile", b"M-000-4471", b"QUAY", b"555 0199"):
        assert trace not in everything
    assert answer(fresh, "inbox", "--as", "records") == []
    examined = {one["name"]: one["ok"] for one in json.loads(tallystick(fresh, "doctor", "--json").stdout)}
    assert [name for name, ok in examined.items() if ok is False] == ["outside holder"]
    assert all(one["same"] for one in answer(fresh, "rebuild"))
