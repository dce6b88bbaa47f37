"""An erased key is nowhere: not in the database, its write-ahead log, a backup, nor anywhere on the raw disk.

A small file system is made in a file, a register lives and erases on it, and every byte of that file is searched: also
what belongs to no file any more. The keys that were not erased must be found by the same search, or it proves nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.recording import TESTS
from soak import Tell, often

pytestmark = [pytest.mark.once, pytest.mark.slow]

REQUESTS = often(24)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A file system of its own: the file that holds it, and where it is mounted."""
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        pytest.skip("a raw disk can only be searched by root, with mkfs.ext4")
    image, folder = tmp_path / "image", tmp_path / "disk"
    with image.open("wb") as file:
        file.truncate(64 << 20)
    folder.mkdir()
    subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
    if subprocess.run(["mount", "-o", "loop", image, folder], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a file as a disk")
    try:
        yield image, folder
    finally:
        subprocess.run(["umount", "-q", folder], check=False)


def erased_in(folder: Path) -> tuple[list[bytes], list[bytes]]:
    """A register lives and erases in the folder: its destroyed keys and its living ones."""
    settings = {
        **os.environ,
        "TALLYSTICK_DATABASE_URL": "",
        "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS / "services")]),
    }
    words = [sys.executable, str(TESTS / "faults/erasing.py"), str(folder / "home"), str(REQUESTS)]
    done = subprocess.run(words, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    return [bytes.fromhex(key) for key in said["destroyed"]], [bytes.fromhex(key) for key in said["living"]]


def test_no_erased_key_is_found_on_the_raw_disk(disk: tuple[Path, Path], record_property: Tell) -> None:
    image, folder = disk
    destroyed, living = erased_in(folder)
    subprocess.run(["umount", folder], check=True)
    raw = image.read_bytes()
    assert len(destroyed) >= REQUESTS
    assert [key.hex() for key in destroyed if key in raw] == []
    assert all(key in raw for key in living)
    record_property("erased keys searched for on a raw disk, none found", len(destroyed))


def test_no_erased_key_is_found_in_any_file(tmp_path: Path) -> None:
    destroyed, living = erased_in(tmp_path)
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    names = {path.name for path in files}
    assert {"register.sqlite3", "keys.slots", "before.backup", "after.backup"} <= names
    assert [path.name for path, data in files.items() if any(key in data for key in destroyed)] == []
    assert [path.name for path, data in files.items() if any(key in data for key in living)] == ["keys.slots"]
