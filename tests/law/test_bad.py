"""Forty small ordinance files, one for each way of being wrong: every mistake is told as a colleague would tell it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from law.make_bad import BAD, FOLDER, MESSAGES, files
from tallystick import law
from tallystick.cli.law import app


def test_the_checked_in_files_are_what_the_generator_makes() -> None:
    made = files()
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert sorted(kept) == sorted(made)
    assert {name for name, text in made.items() if kept[name] != text} == set()


@pytest.mark.parametrize("name", sorted(BAD))
def test_each_file_is_refused_with_its_name_and_a_place(name: str) -> None:
    file = f"{name}.toml"
    found, mistakes = law.examine((FOLDER / file).read_text(encoding="utf-8"), file)
    assert found is None
    assert all(mistake.file == file and (mistake.key or "line" in mistake.what) for mistake in mistakes)


def test_the_messages_are_those_that_were_read_and_found_good() -> None:
    said = (FOLDER / MESSAGES).read_text(encoding="utf-8").splitlines()
    assert {line.partition(".toml")[0] for line in said} == set(BAD)


def test_check_tells_them_on_the_command_line_and_ends_with_1() -> None:
    result = CliRunner().invoke(app, ["check", str(FOLDER / "gap.toml")])
    assert result.exit_code == 1
    assert "gap, no row says anything for judicial_warrant = other_order" in result.stdout


def test_several_files_are_checked_in_one_go_and_each_tells_its_own() -> None:
    result = CliRunner().invoke(app, ["check", str(FOLDER / "gap.toml"), str(FOLDER / "overlap.toml"), "boston"])
    assert result.exit_code == 1
    told = [Path(line.partition(",")[0].partition(":")[0]).name for line in result.stdout.splitlines()]
    assert told == ["gap.toml", "overlap.toml", "boston.toml"]
