"""A register that a released version left behind goes on under this one, and nothing that it proved is lost.

``home-VERSION.tar.gz`` were made by the released programs themselves (``make_home.sh``), never by today's.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

RELEASES = sorted(Path(__file__).parent.glob("home-*.tar.gz"))
pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture(params=RELEASES, ids=lambda path: path.name.removesuffix(".tar.gz"))
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path / "released"


def run(released: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TALLYSTICK_HOME": str(released / "home"), "TALLYSTICK_DATABASE_URL": ""}
    command = [sys.executable, "-m", "tallystick", *words]
    return subprocess.run(command, cwd=released, env=environment, capture_output=True, text=True, check=False)


def told(released: Path, *words: str) -> Any:
    done = run(released, *words, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_a_register_of_an_older_version_goes_on_under_this_one(released: Path) -> None:
    sizes = {log: latest(released, log) for log in ("requests", "operations")}
    behind = run(released, "doctor", "--nagios")
    assert (behind.returncode, "older version" in behind.stdout) == (2, True), behind.stdout + behind.stderr
    (read,) = told(released, "work")
    assert (read["number"], read["taken_for"]) == ("A7-2025-0001", ["unreadable"])
    wrong = {
        one["name"]: one["words"] for one in json.loads(run(released, "doctor", "--json").stdout) if one["ok"] is False
    }
    assert set(wrong) <= {"outside holder", "backup", "disk"}, wrong
    assert all(one["same"] for one in told(released, "rebuild"))
    (received,) = told(released, "receive", "papers/letter.txt", "--station", "A1", "--no-read")
    assert received["number"].startswith("A1-")
    assert all(latest(released, log) >= size for log, size in sizes.items())
    for receipt in sorted((released / "receipts").iterdir()):
        verified = run(released, "verify", str(receipt))
        assert verified.returncode == 0, verified.stdout + verified.stderr
    assert run(released, "verify", "home/reports/2025/v1").returncode == 0


def latest(released: Path, log: str) -> int:
    """Size of the newest checkpoint, read without any version of the program."""
    with sqlite3.connect(released / "home" / "register.sqlite3") as database:
        query = "SELECT max(size) FROM records_checkpoint WHERE log = ?"
        return int(database.execute(query, (log,)).fetchone()[0])


def test_an_export_of_an_older_version_is_read(released: Path) -> None:
    compared = told(released, "import", "register.export", "--passphrase-file", "passphrase", "--home", "imported")
    assert compared
    assert (released / "imported" / "register.sqlite3").is_file()
