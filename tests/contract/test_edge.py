"""The outermost edge, as a script sees it: exit codes, where words go, and what a stranger's command loads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "tallystick", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nothing-like-it",), 2, "there is no command"),
        (("law", "list", "--nope"), 2, "--nope"),
        (("verify",), 2, "PATH"),
        (("verify", "no-such-file"), 2, "no-such-file"),
        (("law", "check", "no-such-ordinance"), 2, "no-such-ordinance"),
        (("receive", "x.tif", "--home", "no-such-home"), 2, "tallystick init"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_wrong_use_is_told_in_words_and_ends_with_2(arguments: tuple[str, ...], code: int, words: str) -> None:
    done = run(*arguments)
    assert "Traceback" not in done.stderr
    assert words in done.stderr
    assert (done.returncode, done.stdout) == (code, "")


def test_a_check_that_finds_a_mistake_ends_with_1(tmp_path: Path) -> None:
    file = tmp_path / "my-city.toml"
    file.write_text('id = "my-city"\n', encoding="utf-8")
    done = run("law", "check", str(file))
    assert (done.returncode, done.stderr) == (1, "")
    assert "my-city.toml" in done.stdout


def test_json_is_exactly_one_value_on_standard_output() -> None:
    done = run("law", "list", "--json")
    assert [one["id"] for one in json.loads(done.stdout)][:1] == ["boston"]


@pytest.mark.parametrize(
    ("command", "too_much"),
    [
        ("verify", {"django", "numpy", "cv2", "onnxruntime", "pyvips", "PIL", "rapidfuzz"}),
        ("inspect", {"django", "cv2", "onnxruntime", "pyvips"}),
        ("law", {"django", "numpy", "cv2", "onnxruntime", "pyvips"}),
        ("reconcile", {"django", "cv2", "onnxruntime", "pyvips"}),
        ("read", {"django"}),
    ],
)
def test_a_stranger_loads_no_more_than_the_command_needs(command: str, too_much: set[str]) -> None:
    told = "import sys, json, tallystick.cli.{}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told.format(command)], capture_output=True, text=True, check=True)
    assert too_much & set(json.loads(done.stdout)) == set()


def test_a_reader_who_leaves_early_is_no_trouble() -> None:
    words = [sys.executable, "-m", "tallystick", "law", "show", "boston"]
    told = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert told.stdout is not None
    told.stdout.close()
    assert told.communicate()[1] == b""
    assert told.returncode == 0
