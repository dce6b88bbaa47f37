"""The release: everything that runs is in it and in its bill, nothing that only tests; same files, same bytes."""

from __future__ import annotations

import importlib.util
import json
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
