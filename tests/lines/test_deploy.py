"""What is shipped to run the program: units, Compose file and hook say what the commands can do, and stay hardened."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from contract.source import command

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
HARDENED = {"ProtectSystem": "strict", "NoNewPrivileges": "yes", "ProtectHome": "yes", "CapabilityBoundingSet": ""}


def unit(path: Path) -> ConfigParser:
    """A unit as systemd reads it: keys keep their case, and may come twice."""
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path)
    return parser


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_starts_a_command_that_exists_and_gives_it_no_more_than_it_needs(path: Path) -> None:
    service = unit(path)["Service"]
    program, name, *words = shlex.split(service["ExecStart"])
    assert program.endswith("/tallystick")
    command(name).make_context(name, words)
    assert {key: service[key] for key in HARDENED} == HARDENED
    assert service["User"] == "tallystick"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze: apt-get install systemd")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_systemd_itself_finds_little_exposed(path: Path) -> None:
    words = ["systemd-analyze", "security", "--offline=true", "--threshold=60", str(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-400:] + done.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze: apt-get install systemd")
@pytest.mark.parametrize("path", sorted((DEPLOY / "systemd").iterdir()), ids=lambda path: path.name)
def test_systemd_itself_understands_every_line_of_a_unit(path: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(path)], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if path.name in line and "is not executable" not in line]
    assert said == []


def test_the_compose_file_starts_commands_that_exist_and_drops_every_capability() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert set(services) == {"watch", "work", "serve"}
    for one in services.values():
        name, *words = one["command"]
        command(name).make_context(name, words)
        assert (one["cap_drop"], one["read_only"]) == (["ALL"], True)
    assert services["work"]["network_mode"] == "none"


@pytest.mark.parametrize("reason", ["", 'T.30 T2 "timeout", expected\nsignal'])
def test_the_hook_hands_over_a_whole_file_and_then_its_note_and_goes_on(tmp_path: Path, reason: str) -> None:
    fax = tmp_path / "fax000000017.tif"
    fax.write_bytes(b"II*\0 a fax")
    handed = tmp_path / "handed"
    handed.mkdir()
    after = tmp_path / "after"
    after.write_text(f'#!/bin/sh\necho "$3" > {tmp_path}/went-on\n')
    after.chmod(0o755)
    words = [str(DEPLOY / "hylafax" / "faxrcvd"), str(fax), "ttyFAX0", "000000017", reason, "555 0110", "OFFICE"]
    environment = {**os.environ, "TALLYSTICK_HANDED": str(handed), "TALLYSTICK_AFTER": str(after)}
    assert subprocess.run(words, env=environment, check=False).returncode == 0
    assert sorted(path.name for path in handed.iterdir()) == ["000000017.call", "000000017.tif"]
    note = (handed / "000000017.call").read_text()
    assert re.search(r"^device=ttyFAX0$", note, re.MULTILINE)
    assert len(note.splitlines()) == 5
    assert (tmp_path / "went-on").read_text().strip() == "000000017"


def test_the_hook_loses_nothing_when_it_cannot_hand_over(tmp_path: Path) -> None:
    fax = tmp_path / "fax.tif"
    fax.write_bytes(b"II*\0 a fax")
    words = [str(DEPLOY / "hylafax" / "faxrcvd"), str(fax), "ttyFAX0", "000000018", "", "", ""]
    environment = {**os.environ, "TALLYSTICK_HANDED": str(tmp_path / "nowhere"), "TALLYSTICK_AFTER": ""}
    assert subprocess.run(words, env=environment, check=False, capture_output=True).returncode == 0
    assert fax.read_bytes() == b"II*\0 a fax"
