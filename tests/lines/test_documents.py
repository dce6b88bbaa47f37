"""The tutorial is typed word by word; every configuration in a how-to can be used; the card promises what the code does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from conftest import ROOT
from contract.source import text_of
from lines.make_example import EXAMPLE, example
from tallystick.adapters.rendering.station_card import station_card
from tallystick.model.errors import WrongUse
from tallystick.model.words import LineUse
from tallystick.services.home import open_home
from tallystick.services.intake.batches import use_of

HOWTOS = sorted(path.name for path in (ROOT / "docs").glob("howto-*.md"))
HEAD = 'ordinance = "boston"\norigin = "x.invalid"\n[agency]\nori = "ZZ0990100"\nname = "N"\nzone = "UTC"\n'


def test_the_example_is_what_its_generator_makes() -> None:
    assert EXAMPLE.read_bytes() == example()


@pytest.mark.slow
def test_the_tutorial_can_be_typed_from_beginning_to_end(tmp_path: Path) -> None:
    (tmp_path / "docs" / "example").mkdir(parents=True)
    shutil.copy(EXAMPLE, tmp_path / "docs" / "example")
    blocks = re.findall(r"^```sh\n(.*?)^```", text_of("docs/tutorial.md"), re.MULTILINE | re.DOTALL)
    (tmp_path / "tallystick").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tallystick "$@"\n')
    (tmp_path / "tallystick").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "TALLYSTICK_DATABASE_URL": ""}
    script = "set -e\n" + "\n".join(blocks)
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "request: I-247A" in done.stdout
    assert (tmp_path / "tutorial-packet" / "letter.pdf").is_file()


@pytest.mark.parametrize("name", HOWTOS)
def test_every_configuration_in_a_howto_can_be_used(name: str, tmp_path: Path) -> None:
    blocks = re.findall(r"^```toml\n(.*?)^```", text_of(f"docs/{name}"), re.MULTILINE | re.DOTALL)
    assert blocks
    for number, block in enumerate(blocks):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "tallystick.toml").write_text(HEAD + block, encoding="utf-8")
        assert len(open_home(folder).settings.sources) == len(tomllib.loads(block)["source"]) == 1


def test_the_hook_that_the_howto_installs_is_the_one_that_is_shipped() -> None:
    assert "deploy/hylafax/faxrcvd" in text_of("docs/howto-hylafax.md")
    assert (ROOT / "deploy" / "hylafax" / "faxrcvd").stat().st_mode & 0o111


def test_the_card_says_that_nobody_is_answered_or_told() -> None:
    words = " ".join(text_of("docs/station-card.md").split())
    assert "Recorded only. This does not answer the request and tells nobody." in words


TWICE = '[[station]]\ncode = "A1"\nname = "{}"\n[[station.line]]\nname = "{}"\nuse = "{}"\n'


def test_a_station_that_stands_twice_is_one_with_the_lines_of_both(tmp_path: Path) -> None:
    blocks = TWICE.format("District", "fax", "dedicated"), TWICE.format("District", "scan", "shared")
    (tmp_path / "tallystick.toml").write_text(HEAD + "".join(blocks) + blocks[0], encoding="utf-8")
    (station,) = open_home(tmp_path).agency.stations
    assert [line.name for line in station.lines] == ["fax", "scan"]
    assert use_of(open_home(tmp_path).agency, "A1", "scan") is LineUse.SHARED


@pytest.mark.parametrize("second", [("Precinct", "scan", "shared"), ("District", "fax", "shared")])
def test_a_station_or_line_that_is_told_in_two_ways_is_asked_about(
    tmp_path: Path, second: tuple[str, str, str]
) -> None:
    text = TWICE.format("District", "fax", "dedicated") + TWICE.format(*second)
    (tmp_path / "tallystick.toml").write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(WrongUse, match="two ways"):
        open_home(tmp_path)


def test_a_line_that_stands_at_two_stations_is_asked_about(tmp_path: Path) -> None:
    text = TWICE.format("District", "fax", "dedicated") + TWICE.format("Other", "fax", "dedicated").replace("A1", "A2")
    (tmp_path / "tallystick.toml").write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(WrongUse, match="two ways"):
        open_home(tmp_path)


def test_the_printed_card_is_one_sheet_that_says_what_the_card_says_with_the_stations_own_page() -> None:
    page = "https://register.invalid/send/made-up-token/"
    sheet = PdfDocument(station_card(agency="Example PD", station="District A-1", page=page, day=date(2025, 3, 4)))
    assert len(sheet) == 1
    printed = squeezed(sheet[0].get_textpage().get_text_range())
    assert page in printed
    _, card, test = text_of("docs/station-card.md").split("\n---\n")
    sentences = re.split(r"(?<=[.:?])\s+", re.sub(r"^[0-9]\. |^> ?|^## |[*`]|_+", "", card + test, flags=re.MULTILINE))
    missing = [one for one in map(squeezed, sentences) if one and one not in printed]
    assert missing == []


def squeezed(text: str) -> str:
    """Without the breaks and blanks that a layout puts in."""
    return re.sub(r"\s+", "", text).replace("\u2019", "'")
