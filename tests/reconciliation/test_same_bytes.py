"""The same inputs give the same bytes in every file, whatever process writes them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

THEIRS = """prepared,facility,city,state,form,birth year,sex,citizenship,lift reason,person id
2025-03-04,HARBORTON POLICE DEPT,HARBORTON,NEW HAVENSHIRE,I247A,1984,M,GUATEMALA,,p
2025-03-04,HARBORTON POLICE DEPT,HARBORTON,NEW HAVENSHIRE,I247A,1984,M,GUATEMALA,Duplicate,p
2025-03-09,LYDD COUNTY JAIL,HARBORTON,NEW HAVENSHIRE,I247A,1990,F,HAITI,Case Closed,q
2025-05-09,HARBORTON POLICE DEPT,HARBORTON,WEST MARLAND,I247G,1991,F,HAITI,,
"""
OURS = """number,received,prepared,form,date of birth,sex,citizenship,station,from
H1-1,2025-03-05,2025-03-04,I-247A,1984-05-06,M,Guatemala,H1,ERO
H1-2,2025-06-05,2025-06-04,I-247A,1970-05-06,F,Haiti,H1,CBP Lydd
"""


def written(folder: Path, hash_seed: str) -> dict[str, bytes]:
    words = f"{folder}/theirs.csv --ours {folder}/ours.csv --period 2025 -o {folder}/out-{hash_seed}".split()
    agency = ["--agency", "Harborton Police Department; Harborton; New Havenshire"]
    zone = {"PYTHONHASHSEED": hash_seed, "TZ": "Asia/Tokyo" if hash_seed == "1" else "America/Denver"}
    command = [sys.executable, "-m", "tallystick", "reconcile", *words, *agency]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | zone)
    return {path.name: path.read_bytes() for path in (folder / f"out-{hash_seed}").iterdir()}


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "theirs.csv").write_text(THEIRS)
    (tmp_path / "ours.csv").write_text(OURS)
    first, second = written(tmp_path, "1"), written(tmp_path, "2")
    assert first.keys() == second.keys()
    assert {"statement.pdf", "workpaper.pdf", "workpaper.xlsx", "bridge.svg"} <= first.keys()
    assert [name for name in first if first[name] != second[name]] == []
