"""Backup, restore, export, import: one command each, nothing lost, nothing readable without the passphrase."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Clock
from tallystick.adapters import archive
from tallystick.model.errors import ProofFails, WrongUse
from tallystick.model.words import CopyKind
from tallystick.services.home import Home
from tallystick.services.keeping import copies

YEAR = datetime.now(ZoneInfo("America/New_York")).year
PASSPHRASE = "five invented words in a row"


def tallystick(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TALLYSTICK_DATABASE_URL": "", "TALLYSTICK_HOME": str(home)}
    words = [sys.executable, "-m", "tallystick", *arguments]
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


def answer(home: Path, *arguments: str) -> Any:
    done = tallystick(home, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with three papers, one of them twice; its home, and beside it a passphrase, a backup and an export."""
    folder = tmp_path_factory.mktemp("kept")
    home = folder / "home"
    words = ("--agency", "ZZ0990100", "--ordinance", "boston", "--zone", "America/New_York", "--user", "lena")
    answer(home, "init", *words, "--station", "A1")
    for name, data in {"one.txt": "a paper", "two.txt": "another", "empty.txt": ""}.items():
        (folder / name).write_text(data)
        answer(home, "receive", str(folder / name), "--channel", "folder", "--station", "A1")
    answer(home, "receive", str(folder / "one.txt"), "--channel", "fax", "--station", "A1")
    (folder / "passphrase").write_text(PASSPHRASE + "\n")
    opened = ("--passphrase-file", str(folder / "passphrase"), "--as", "lena")
    answer(home, "backup", "-o", str(folder / "all.backup"), *opened)
    answer(home, "export", "-o", str(folder / "all.export"), *opened)
    return folder


def _roots(home: Path) -> dict[str, str]:
    return {one["name"]: one["words"] for one in answer_any(home, "doctor") if one["name"].endswith(" log")}


def answer_any(home: Path, *arguments: str) -> Any:
    return json.loads(tallystick(home, *arguments, "--json").stdout)


def test_a_restored_register_is_the_one_that_was_backed_up(kept: Path, tmp_path: Path) -> None:
    arguments = ("restore", str(kept / "all.backup"), "--passphrase-file", str(kept / "passphrase"))
    assert all(one["same"] for one in answer(tmp_path / "home", *arguments))
    assert _roots(tmp_path / "home")["requests log"] == _roots(kept / "home")["requests log"]
    assert answer(tmp_path / "home", "user", "list") == answer(kept / "home", "user", "list")
    again = answer(tmp_path / "home", "receive", str(kept / "two.txt"), "--channel", "folder", "--station", "A1")
    assert again[0]["number"] == f"A1-{YEAR}-0002"
    assert _roots(tmp_path / "home")["requests log"] == _roots(kept / "home")["requests log"]


def test_an_import_has_the_same_entries_and_roots_under_new_keys(kept: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    arguments = ("import", str(kept / "all.export"), "--passphrase-file", str(kept / "passphrase"))
    assert all(one["same"] for one in answer(home, *arguments))
    assert _roots(home)["requests log"] == _roots(kept / "home")["requests log"]
    assert (home / "keys.slots").read_bytes()[:64] != (kept / "home" / "keys.slots").read_bytes()[:64]
    answer(home, "user", "add", "omar", "--role", "clerk")
    (kept / "three.txt").write_text("a third")
    assert answer(home, "receive", str(kept / "three.txt"), "--channel", "folder", "--station", "A1")
    assert not (home / ".part-import").exists()
    original = hashlib.sha256(b"a paper").hexdigest()
    assert (home / "vault" / original[:2] / original[2:]).exists()


def test_an_export_is_read_without_any_register(kept: Path, tmp_path: Path) -> None:
    files = {name: content.read() for name, content in archive.members(kept / "all.export", PASSPHRASE)}
    assert files["originals/" + hashlib.sha256(b"a paper").hexdigest()] == b"a paper"
    entries = [json.loads(line) for line in files["entries.jsonl"].splitlines()]
    first = next(one for one in entries if one["log"] == "requests")
    assert json.loads(first["body"])["number"] == f"A1-{YEAR}-0001"
    listed = dict(reversed(line.split("  ")) for line in files["manifest.sha256"].decode().splitlines())
    assert {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "manifest.sha256"
    } == listed
    assert f"A1-{YEAR}-0001" in files["index.html"].decode()
    assert not any("keys.slots" in name or "same.key" in name for name in files)


def test_nothing_in_a_backup_is_readable_and_its_keys_lie_apart(kept: Path) -> None:
    for name in ("all.backup", "all.backup.keys", "all.export"):
        sealed = (kept / name).read_bytes()
        assert not any(trace in sealed for trace in (b"a paper", b"ZZ0990100", b"PRIVATE+KEY", b"lena"))
        assert (kept / name).stat().st_mode & 0o077 == 0
    names = {name for name, _ in archive.members(kept / "all.backup", PASSPHRASE)}
    keys = {name for name, _ in archive.members(kept / "all.backup.keys", PASSPHRASE)}
    assert keys == {"keys.slots", "log-requests.key", "log-operations.key", "same.key", "web.key"}
    assert not keys & names


def test_a_wrong_passphrase_a_missing_half_and_a_second_restore_are_refused(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong").write_text("another five invented words")
    refused = tallystick(
        tmp_path / "a", "restore", str(kept / "all.backup"), "--passphrase-file", str(tmp_path / "wrong")
    )
    assert (refused.returncode, "another passphrase" in refused.stderr) == (1, True)
    assert not (tmp_path / "a" / "tallystick.toml").exists()
    alone = tallystick(
        tmp_path / "b",
        "restore",
        str(kept / "all.backup"),
        "--keys",
        "nowhere",
        "--passphrase-file",
        str(kept / "passphrase"),
    )
    assert (alone.returncode, "a backup is two files" in alone.stderr) == (2, True)
    twice = tallystick(
        kept / "home", "restore", str(kept / "all.backup"), "--passphrase-file", str(kept / "passphrase")
    )
    assert (twice.returncode, "there is a register in" in twice.stderr) == (2, True)
    over = tallystick(
        kept / "home",
        "backup",
        "-o",
        str(kept / "all.backup"),
        "--passphrase-file",
        str(kept / "passphrase"),
        "--as",
        "lena",
    )
    assert (over.returncode, "never overwritten" in over.stderr) == (2, True)


def test_the_copies_are_registered_and_doctor_says_how_old_the_backup_is(kept: Path) -> None:
    examined = {one["name"]: one for one in answer_any(kept / "home", "doctor")}
    assert examined["backup"]["ok"] is True
    assert "today" in examined["backup"]["words"]


def test_a_copy_is_known_until_its_last_day(home: Home, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(b"INVENTED")
    copies.enter(home, CopyKind.IMPORTED_LIST, tmp_path / "list.xlsx", days=10)
    (one,) = copies.kept(home)
    assert (one.what, one.name, one.until.isoformat()) == (CopyKind.IMPORTED_LIST, "list.xlsx", "2025-03-14")
    clock.now = clock.now.replace(day=20)
    assert (copies.kept(home), len(copies.copies(home))) == ((), 1)


# -- the seal ---------------------------------------------------------------------------------------------------------

CONTENT: list[archive.Member] = [("one.txt", b"one"), ("folder/two.bin", bytes(range(256)) * 9000), ("empty", b"")]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sealed") / "archive"
    archive.write(path, PASSPHRASE, CONTENT)
    return path


def test_what_is_sealed_reads_back(sealed: Path) -> None:
    assert [(name, content.read()) for name, content in archive.members(sealed, PASSPHRASE)] == CONTENT


def _read(path: Path) -> None:
    for _, content in archive.members(path, PASSPHRASE):
        content.read()


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_no_changed_cut_or_longer_archive_reads(sealed: Path, data: st.DataObject) -> None:
    whole = sealed.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    flipped = whole[:place] + bytes([whole[place] ^ 1 << data.draw(st.integers(0, 7))]) + whole[place + 1 :]
    changed = data.draw(st.sampled_from([flipped, whole[:place], whole + b"x"]))
    path = sealed.with_name("changed")
    path.write_bytes(changed)
    with pytest.raises((ProofFails, WrongUse)):
        _read(path)


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="fifteen"):
        archive.write(tmp_path / "x", "short", CONTENT)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", ["../outside", "/outside", "folder/../../outside"])
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    archive.write(tmp_path / "x", PASSPHRASE, [(name, b"x")])
    with pytest.raises(ProofFails, match="no archive of ours"):
        _read(tmp_path / "x")
