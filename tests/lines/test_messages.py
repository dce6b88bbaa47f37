"""What the processes write for an operator names nobody: not the person, not the file, not a number of theirs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lines.make_example import FILLED, example
from lines.test_crash_points import run

PERSONAL = ("OKONJO", "Okonjo", "Maribel", FILLED.subject_id, "A000", "123456", FILLED.event_no, "1988", "GUATEMALA")


@pytest.mark.slow
def test_no_message_of_watch_work_doctor_or_lines_tells_of_a_person(tmp_path: Path) -> None:
    home = tmp_path / "home"
    words = ("--agency", "ZZ0990100", "--ordinance", "boston", "--zone", "UTC", "--station", "A1")
    assert run(home, "-m", "tallystick", "init", *words).returncode == 0
    (home / "scans").mkdir()
    with (home / "tallystick.toml").open("a") as file:
        file.write('\n[[source]]\nkind = "folder"\nname = "scanner"\nline = "fax-A1"\nfolder = "scans"\n')
    (home / "scans" / "OKONJO-VALE Maribel.tif").write_bytes(example())
    (home / "scans" / "OKONJO-VALE locked.tif").write_bytes(example()[:2000])
    said = []
    for command in (("watch",), ("watch",), ("work",), ("doctor",), ("lines",)):
        done = run(home, "-m", "tallystick", *command, TALLYSTICK_LOG="json")
        said.append(done.stdout + done.stderr)
    kept = [path.read_text() for path in (home / "heartbeat").iterdir()]
    assert "A1-" in said[1]
    assert "request" in said[2]
    for number in (1, 2):
        lines = [json.loads(one) for one in said[number].splitlines()]
        assert {"at", "event", "message"} <= set(lines[0])
    for trace in PERSONAL:
        assert not any(trace in text for text in [*said, *kept]), trace
