"""``tallystick verify``: exit codes, words, JSON; and that it runs where only ``cryptography`` is."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from register.making import Published, a_site, a_year
from tallystick.cli.verify import app
from tallystick.model.errors import NotThere, WrongUse
from tallystick.register import note
from tallystick.services.verify import verify

KEEPER, SITE = a_site()
SOURCES = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    for name, content in SITE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def _receipt(tmp_path: Path, keeper: Published = KEEPER, index: int = 0) -> Path:
    path = tmp_path / "mine.tlog-proof"
    path.write_text(keeper.receipt(index), encoding="utf-8")
    return path


def test_an_honest_site_is_exit_0_and_prints_numbers_and_limits(site: Path) -> None:
    result = CliRunner().invoke(app, [str(site), "--key", KEEPER.vkey])
    assert result.exit_code == 0
    assert result.stdout.startswith("public site: consistent\n")
    assert "witnesses: 0; receipts held outside: 0" in result.stdout
    assert "printed     3\n  recomputed  3" in result.stdout
    assert "past is not provable" in result.stdout


def test_without_a_key_it_prints_the_logs_key_and_that_the_signer_is_not_checked(site: Path) -> None:
    result = CliRunner().invoke(app, [str(site)])
    assert result.exit_code == 0
    assert "consistent; signer not checked" in result.stdout
    assert f"key: {KEEPER.vkey}" in result.stdout


def test_json_is_one_value_with_every_step(site: Path) -> None:
    result = CliRunner().invoke(app, [str(site), "--json", "--key", KEEPER.vkey])
    plain = json.loads(result.stdout)
    assert (plain["ok"], plain["verdict"], plain["signer_checked"]) == (True, "consistent", True)
    assert {one["name"] for one in plain["findings"]} == {
        "manifest",
        "signature",
        "entries",
        "openings",
        "receipt",
        "report",
        "figures",
        "recount",
    }
    assert plain["numbers"] == [{"name": "reports/2025/v1, figure 1", "printed": 3, "recomputed": 3}]
    assert len(plain["limits"]) == 4


def test_a_changed_site_is_exit_1_and_says_what_fails(site: Path) -> None:
    (site / "index.html").write_text("<p>another number</p>", encoding="utf-8")
    result = CliRunner().invoke(app, [str(site)])
    assert result.exit_code == 1
    assert "FAILS" in result.stdout
    assert "index.html is not the file that the manifest lists" in result.stdout


def test_a_zip_of_the_site_is_verified_like_the_folder(site: Path, tmp_path: Path) -> None:
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, content in SITE.items():
            made.writestr(f"public/{name}", content)
    assert verify(path, KEEPER.vkey) == verify(site, KEEPER.vkey)


def test_the_key_may_stand_in_a_file(site: Path, tmp_path: Path) -> None:
    key = tmp_path / "log.vkey"
    key.write_text(KEEPER.vkey + "\n", encoding="utf-8")
    assert verify(site, str(key)).signer_checked
    with pytest.raises(NotThere):
        verify(site, str(tmp_path / "other.vkey"))


def test_a_receipt_is_compared_with_the_log(site: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, [str(site), "--receipt", str(_receipt(tmp_path))])
    assert result.exit_code == 0
    assert "receipts held outside: 1" in result.stdout
    assert "classed it: entry 1: request, asks hold" in result.stdout


def test_a_receipt_of_a_log_written_anew_is_exit_1(site: Path, tmp_path: Path) -> None:
    life = a_year()
    life.arrive()
    life.events[0], life.events[2] = life.events[2], life.events[0]
    other = Published.of(life, (KEEPER.skey, KEEPER.vkey))
    result = CliRunner().invoke(app, [str(site), "--receipt", str(_receipt(tmp_path, other))])
    assert result.exit_code == 1


@pytest.mark.parametrize("key", ["not+a+key", note.new_key("x.example")[1][:-1]], ids=["no key", "cut short"])
def test_a_key_that_is_none_is_wrong_use(site: Path, key: str) -> None:
    with pytest.raises(WrongUse):
        verify(site, key)


def test_nothing_to_verify_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(WrongUse, match="nothing here can be verified"):
        verify(tmp_path)
    with pytest.raises(NotThere):
        verify(tmp_path / "nothing")


ALONE = """
import importlib.abc, sys

class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        allowed = top in sys.stdlib_module_names or top.startswith("_sysconfigdata")
        if allowed or top in {"tallystick", "cryptography", "_cffi_backend"}:
            return None
        raise ModuleNotFoundError(f"the verifier asked for {name}")

sys.meta_path.insert(0, Refuse())
from pathlib import Path
from tallystick.services.verify import verify
print(verify(Path(sys.argv[1]), sys.argv[2]).verdict)
strange = [name for name in sys.modules if name.startswith("tallystick.") and name.split(".")[1] not in
           {"model", "register", "adapters", "services"}]
assert not strange, strange
"""


def test_a_stranger_needs_nothing_but_cryptography(site: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(site), KEEPER.vkey],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(SOURCES), "PATH": ""},
    )
    assert (done.stdout, done.stderr) == ("consistent\n", "")
