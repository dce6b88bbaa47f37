"""The release: everything that runs is in it and in its bill, nothing that only tests; same files, same bytes."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from conftest import ROOT
from contract.source import pyproject


@pytest.fixture(scope="module")
def release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", ROOT / "deploy" / "release.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_everything_that_runs_is_in_it_and_nothing_that_only_tests(release: ModuleType) -> None:
    needs = pyproject()["project"]["dependencies"]
    names = release.runtime(needs)
    assert {release.canonical(release.Requirement(need).name) for need in needs} <= names
    assert {"psycopg-binary", "pyvips-binary"} <= names
    assert not names & {"pytest", "mypy", "ruff", "playwright", "hypothesis"}
    lock = release.only(names, (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert all(f"\n{name}==" in f"\n{lock}" or f"\n{name}[" in f"\n{lock}" for name in names)
    assert "pytest==" not in lock


def test_the_bill_names_each_wheel_with_version_licence_and_digest(release: ModuleType, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "Django_Htmx-1.23.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("x", "x")
    made = release.bill(tmp_path, "1.0")
    (one,) = made["components"]
    assert (one["name"], one["version"], one["purl"]) == ("django-htmx", "1.23.0", "pkg:pypi/django-htmx@1.23.0")
    assert one["licenses"][0]["license"]["name"] == "MIT"
    assert len(one["hashes"][0]["content"]) == 64
    assert release.lock_of(tmp_path).startswith("django-htmx==1.23.0 --hash=sha256:")


def test_the_same_files_make_the_same_archive(release: ModuleType, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name / "tallystick"
        (folder / "docs").mkdir(parents=True)
        (folder / "docs" / "a.md").write_text("a")
        (folder / "SHA256SUMS").write_text(release.checksums(folder))
        made.append(release.pack(folder).read_bytes())
    assert made[0] == made[1]


def test_a_bill_that_does_not_agree_with_the_wheels_is_told(release: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    for name in ("one", "two"):
        with zipfile.ZipFile(tmp_path / "wheels" / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    bill = release.bill(tmp_path / "wheels", "1.0")
    (tmp_path / "sbom.cdx.json").write_text(json.dumps(bill))
    assert release.differences(tmp_path) == []
    with zipfile.ZipFile(tmp_path / "wheels" / "two-1.0-py3-none-any.whl", "a") as wheel:
        wheel.writestr("added.py", "")
    (tmp_path / "wheels" / "one-1.0-py3-none-any.whl").unlink()
    told = [one.rpartition(" ")[0] for one in release.differences(tmp_path)]
    assert told == ["in the bill only: one 1.0", "in the bill only: two 1.0", "in the wheels only: two 1.0"]


@pytest.mark.slow
def test_installing_over_an_older_release_replaces_it(release: ModuleType, tmp_path: Path) -> None:
    there = tmp_path / "installed"
    for version in ("1.0", "2.0"):
        words = ["sh", str(made_up_release(release, tmp_path / version, version) / "deploy" / "install.sh"), str(there)]
        done = subprocess.run(
            words, env=os.environ | {"PYTHON": sys.executable}, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout.split()) == (0, [version]), done.stderr
    assert (there / "docs" / "2.0.md").is_file()


def made_up_release(release: ModuleType, folder: Path, version: str) -> Path:
    """A release of a program that only says its version."""
    for name in ("wheels", "docs", "deploy"):
        (folder / name).mkdir(parents=True)
    shutil.copy(ROOT / "deploy" / "install.sh", folder / "deploy")
    (folder / "docs" / f"{version}.md").write_text(version)
    for name in ("requirements.lock", "sbom.cdx.json"):
        (folder / name).write_text("")
    about = f"tallystick-{version}.dist-info"
    with zipfile.ZipFile(folder / "wheels" / f"tallystick-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tallystick.py", f"def main():\n    print('{version}')\n")
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: tallystick\nVersion: {version}\n")
        wheel.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{about}/entry_points.txt", "[console_scripts]\ntallystick = tallystick:main\n")
        wheel.writestr(f"{about}/RECORD", f"tallystick.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n")
    (folder / "SHA256SUMS").write_text(release.checksums(folder))
    return folder
