"""The distribution ``tallystick-verify``: built from the tree, it verifies with ``cryptography`` and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import cryptography
import pytest

from conftest import ROOT
from register.making import a_site
from tallystick.cli.verify_alone import main

KEEPER, SITE = a_site()
PACKAGING = ROOT / "packaging" / "verify"
RUN = """
import sys
sys.path[:0] = [sys.argv.pop(1), sys.argv.pop(1)]
from tallystick.cli.verify_alone import main
main()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=PACKAGING, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, content in SITE.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "site"


def _alone(wheel: Path, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it from the wheel: no site packages but ``cryptography`` and what that itself needs."""
    parts = tmp_path / "parts"
    parts.mkdir(exist_ok=True)
    installed = Path(cryptography.__file__).parent.parent
    for name in ("cryptography", *(path.name for path in installed.glob("*cffi*"))):
        if not (parts / name).exists():
            (parts / name).symlink_to(installed / name)
    command = [sys.executable, "-S", "-I", "-c", RUN, str(wheel), str(parts), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_wheel_verifies_a_site_with_cryptography_alone(wheel: Path, site: Path, tmp_path: Path) -> None:
    done = _alone(wheel, tmp_path, str(site), "--key", KEEPER.vkey)
    assert done.stderr == ""
    assert done.stdout.startswith("public site: consistent\n")
    assert "witnesses: 0; receipts held outside: 0" in done.stdout
    assert done.returncode == 0


def test_the_wheel_refuses_a_changed_site_and_names_the_file(wheel: Path, site: Path, tmp_path: Path) -> None:
    (site / "index.html").write_bytes(b"<p>another number</p>")
    done = _alone(wheel, tmp_path, str(site), "--json")
    assert done.returncode == 1
    failed = [one["words"] for one in json.loads(done.stdout)["findings"] if one["ok"] is False]
    assert failed == ["site: index.html is not the file that the manifest lists"]


def test_the_wheel_holds_no_part_that_writes(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    parts = {tuple(name.split("/")[1:3]) for name in names if name.startswith("tallystick/")}
    folders = {first for first, *rest in parts if rest}
    assert folders == {"model", "register", "adapters", "services", "cli"}
    assert {name for name in names if "/services/" in name or "/adapters/" in name} == {
        "tallystick/services/__init__.py",
        "tallystick/services/verify.py",
        "tallystick/adapters/__init__.py",
        "tallystick/adapters/packets/__init__.py",
    }


def test_the_wheel_needs_cryptography_only_and_has_the_version_of_the_product(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
    told = Parser().parsestr(archive.read(metadata).decode())
    product = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert told.get_all("Requires-Dist") == ["cryptography>=45"]
    assert told["Version"] == product["version"]


def test_what_cannot_be_verified_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([str(tmp_path)])
    assert stopped.value.code == 2
    assert "nothing here can be verified" in capsys.readouterr().err
