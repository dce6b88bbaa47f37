"""Programs that we did not write check our proofs: every honest one is accepted, none with one thing changed is.

The same batch goes to Go's ``sumdb``, to npm's ``@sigstore/verify``, to sigstore-python and to our own verifier. Each is
one process that reads a file and prints a line for each proof; see ``foreign/``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from proof.batch import CHANGES, Claim, Continues, Keeper, broken_continuations, mutants
from soak import Tell, often
from tallystick.model.errors import ProofFails
from tallystick.register import note

pytestmark = pytest.mark.once

FOREIGN = Path(__file__).parent / "foreign"
GO_SOURCES = Path("/usr/share/gocode")
PROOFS = often(20_000)
LARGEST = 1_500
ACCEPTED = "accepted"


class Batch:
    """Honest proofs and changed ones, written once for all verifiers."""

    def __init__(self, folder: Path) -> None:
        self.keeper = Keeper(LARGEST, seed=6962)
        self.honest = list(self.keeper.claims(PROOFS))
        self.changed = mutants(self.keeper, self.honest, PROOFS)
        self.file = folder / "proofs.jsonl"
        self.write(self.file, [*self.honest, *self.changed])

    def write(self, file: Path, claims: Sequence[Claim | Continues]) -> None:
        file.write_text("\n".join([self.keeper.vkey, *(claim.line() for claim in claims)]) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    return Batch(tmp_path_factory.mktemp("batch"))


@pytest.fixture(scope="module")
def go(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    if not shutil.which("go") or not (GO_SOURCES / "src/golang.org/x/mod/sumdb").is_dir():
        pytest.skip("no Go with golang.org/x/mod: apt-get install golang-go golang-golang-x-mod-dev")
    program = tmp_path_factory.mktemp("go") / "sumdb"
    settings = {**os.environ, "GO111MODULE": "off", "GOPATH": str(GO_SOURCES), "GOFLAGS": ""}
    subprocess.run(["go", "build", "-o", program, FOREIGN / "sumdb.go"], env=settings, check=True)
    return [str(program)]


@pytest.fixture(scope="module")
def node() -> list[str]:
    if not shutil.which("node") or not (FOREIGN / "node_modules/@sigstore/verify").is_dir():
        pytest.skip("no @sigstore/verify: npm ci --prefix tests/proof/foreign")
    return ["node", str(FOREIGN / "sigstore_verify.js")]


@pytest.fixture(scope="module")
def python() -> list[str]:
    if not find_spec("sigstore"):
        pytest.skip("no sigstore: pip install sigstore")
    return [sys.executable, str(FOREIGN / "sigstore_python.py")]


def answers(program: list[str], file: Path) -> list[str]:
    done = subprocess.run([*program, file], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def judge(said: list[str], claims: Sequence[Claim | Continues]) -> None:
    """Every honest claim was accepted, every changed one refused."""
    assert len(said) == len(claims)
    wrong = Counter(
        f"{claim.changed or 'honest'}: {words}"
        for words, claim in zip(said, claims, strict=True)
        if (words == ACCEPTED) is bool(claim.changed)
    )
    assert not wrong


@pytest.mark.parametrize("verifier", ["go", "node", "python"])
def test_a_foreign_verifier_accepts_our_proofs_and_no_changed_one(
    verifier: str, batch: Batch, request: pytest.FixtureRequest, record_property: Tell
) -> None:
    program = request.getfixturevalue(verifier)
    judge(answers(program, batch.file), [*batch.honest, *batch.changed])
    record_property(f"proofs accepted by the verifier in {verifier}", len(batch.honest))
    record_property(f"changed proofs refused by the verifier in {verifier}", len(batch.changed))


def test_our_own_verifier_says_the_same_of_every_tenth(batch: Batch) -> None:
    known = [note.Verifier.parse(batch.keeper.vkey)]
    claims = [*batch.honest[::10], *batch.changed[::10]]
    judge([_ours(claim, known) for claim in claims], claims)


def _ours(claim: Claim, known: list[note.Verifier]) -> str:
    try:
        claim.proof.verify(claim.leaf, known)
    except ProofFails as error:
        return f"refused: {error.what}"
    return ACCEPTED


def test_every_kind_of_change_is_in_the_batch(batch: Batch) -> None:
    found = Counter(claim.changed for claim in batch.changed)
    assert set(found) == set(CHANGES)
    assert min(found.values()) > PROOFS // len(CHANGES) // 2


def test_go_follows_our_log_from_one_size_to_the_next_and_no_changed_one(
    go: list[str], batch: Batch, tmp_path: Path, record_property: Tell
) -> None:
    honest = list(batch.keeper.continuations(often(5_000)))
    claims = [*honest, *broken_continuations(batch.keeper, honest, often(5_000))]
    batch.write(tmp_path / "continues.jsonl", claims)
    judge(answers(go, tmp_path / "continues.jsonl"), claims)
    record_property("consistency proofs accepted by the verifier in go", len(honest))
