"""Every refusal says what is wrong in its own words, and exactly at its border nothing is refused."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from register.making import ORIGIN, ZONE, Life, Published, a_year, openings_json
from tallystick.model.errors import NotThere, ProofFails, TallystickError, WrongUse
from tallystick.register import (
    canonical,
    leaf,
    manifest,
    note,
    openings,
    proof,
    receipt,
    recount,
    replay,
    seal,
    tiles,
    tree,
)
from tallystick.register import source as sources
from tallystick.register.checkpoint import Checkpoint
from tallystick.register.source import Held
from tallystick.register.witness import Answer, Refusal, Request, check

KEEPER = Published.of(a_year())
SIGNER = note.Signer.parse(KEEPER.skey)
KEY = note.Verifier.parse(KEEPER.vkey)
ROOT = base64.b64encode(bytes(32)).decode()
TEXT = f"{ORIGIN}\n5\n{ROOT}\n"
SIGNED = note.sign(TEXT, SIGNER)
LINE = SIGNED.splitlines()[-1]
RECEIPT = proof.Proof.parse(KEEPER.receipt(0))
EXTRA = json.loads(RECEIPT.extra)


def _key(kind: int, length: int) -> str:
    return f"x+00000000+{base64.b64encode(bytes([kind]) + bytes(length)).decode()}"


def _line(length: int) -> str:
    return f"\N{EM DASH} x {base64.b64encode(bytes(length)).decode()}\n"


def _receipt(extra: bytes) -> receipt.Receipt:
    return receipt.read(proof.Proof(0, RECEIPT.path, RECEIPT.checkpoint, extra).text())


def _listed(text: str) -> int:
    return manifest.check(Held({manifest.NAME: text.encode(), "a": b"a", "b": b"b"}))


def _orphan() -> object:
    life = Life()
    life.request()
    return replay.replay([replace(life.entries()[1], index=0)], ZONE)


A, B = (
    f"{digest}  {name}\n"
    for digest, name in zip(
        (line.split()[0] for line in manifest.write({"a": b"a", "b": b"b"}).decode().splitlines()), "ab", strict=True
    )
)
OPENED = json.loads(openings_json(KEEPER.opened))

REFUSED: list[tuple[str, Callable[[], object], type[TallystickError], str]] = [
    # notes
    ("a text without an end", lambda: note.sign("x", SIGNER), WrongUse, "a note's text ends with a newline and has no other control character"),
    ("a text with a tab", lambda: note.sign("x\ty\n", SIGNER), WrongUse, "a note's text ends with a newline and has no other control character"),
    ("no note", lambda: note.parse("x\n"), ProofFails, "this is not a signed note"),
    ("no end", lambda: note.parse(SIGNED[:-1]), ProofFails, "this is not a signed note"),
    ("65 signatures", lambda: note.parse(f"x\n\n{_line(5) * 65}"), ProofFails, "the note bears more than 64 signatures"),
    ("lines without an end", lambda: note.parse_lines(LINE), ProofFails, "these are not signature lines"),
    ("a signature of nothing", lambda: note.parse_lines(_line(4)), ProofFails, "a signature line of the note is not well formed"),
    ("a line without a dash", lambda: note.parse_lines(LINE[2:] + "\n"), ProofFails, "a signature line of the note is not well formed"),
    ("a changed text", lambda: note.verify(SIGNED.replace("\n5\n", "\n6\n"), [KEY]), ProofFails, f"the signature by {ORIGIN} does not fit the text"),
    ("no known key", lambda: note.verify(SIGNED, []), ProofFails, "the note is not signed by no key"),
    ("no three parts", lambda: note.Verifier.parse("x+y"), WrongUse, "this is not a verifier key"),
    ("a key of one byte", lambda: note.Verifier.parse("x+00000000+AQ=="), WrongUse, "this is not a verifier key"),
    ("a key of another type", lambda: note.Verifier.parse(_key(2, 32)), WrongUse, "the verifier key of x is not an Ed25519 key"),
    ("a key of 31 bytes", lambda: note.Verifier.parse(_key(1, 31)), WrongUse, "the verifier key of x is not an Ed25519 key"),
    ("a key id of another", lambda: note.Verifier.parse(_key(1, 32)), WrongUse, "the key id of x does not fit its key"),
    ("no secret key", lambda: note.Signer.parse(KEEPER.vkey), WrongUse, "this is not the secret key of a log or witness"),
    ("a secret of 31 bytes", lambda: note.Signer.parse(f"PRIVATE+KEY+{_key(1, 31)}"), WrongUse, "the secret key of x is not an Ed25519 key"),
    ("a secret of another type", lambda: note.Signer.parse(f"PRIVATE+KEY+{_key(2, 32)}"), WrongUse, "the secret key of x is not an Ed25519 key"),
    ("a secret's key id", lambda: note.Signer.parse(f"PRIVATE+KEY+{_key(1, 32)}"), WrongUse, "the key id of x does not fit its secret key"),
    # checkpoints
    ("two lines", lambda: Checkpoint.parse(f"{ORIGIN}\n5\n"), ProofFails, "a checkpoint has at least three lines, none of them empty"),
    ("an empty line", lambda: Checkpoint.parse(f"\n5\n{ROOT}\n"), ProofFails, "a checkpoint has at least three lines, none of them empty"),
    ("no last newline", lambda: Checkpoint.parse(TEXT[:-1]), ProofFails, "a checkpoint has at least three lines, none of them empty"),
    ("a size with a zero before", lambda: Checkpoint.parse(TEXT.replace("5", "05", 1)), ProofFails, "the size in the checkpoint is not a plain number"),
    ("a short root", lambda: Checkpoint.parse(f"{ORIGIN}\n5\nAAAA\n"), ProofFails, "the root in the checkpoint is not a hash of 32 bytes"),
    # proofs and receipts
    ("no index", lambda: proof.Proof.parse(f"{proof.HEAD}\nextra AAAA\n\n{SIGNED}"), ProofFails, "the proof does not say which entry it is about"),
    ("an extra that is no base64", lambda: proof.Proof.parse(f"{proof.HEAD}\nextra *\nindex 0\n\n{SIGNED}"), ProofFails, "a line of the proof is not base64"),
    ("a hash of 3 bytes", lambda: proof.Proof.parse(f"{proof.HEAD}\nindex 0\nAAAA\n\n{SIGNED}"), ProofFails, "a hash has 32 bytes, this one 3"),
    ("65 hashes", lambda: proof.Proof.parse(f"{proof.HEAD}\nindex 0\n" + f"{ROOT}\n" * 65 + f"\n{SIGNED}"), ProofFails, "the inclusion proof is too long"),
    ("an extra that carries nothing", lambda: _receipt(b"{}"), ProofFails, "the proof does not carry a leaf and its openings"),
    ("an extra in another form", lambda: _receipt(json.dumps(EXTRA).encode()), ProofFails, "the receipt is not written in its one form"),
    ("another number form", lambda: _receipt(canonical.pack(EXTRA | {"number": 5})), ProofFails, "the receipt is not written in its one form"),
    ("another value", lambda: _receipt(canonical.pack(EXTRA | {"openings": [EXTRA["openings"][0] | {"value": "late"}]})), ProofFails, "the receipt's 'kind' does not hold: the entry does not say 'late'"),
    # tiles, manifest, openings, sources
    ("a bundle cut in a leaf", lambda: list(tiles.leaves_of(b"\0\x03ab")), ProofFails, "an entry bundle ends in the middle of an entry"),
    ("a bundle cut in a length", lambda: list(tiles.leaves_of(b"\0\x01a\0")), ProofFails, "an entry bundle ends in the middle of an entry"),
    ("a bundle of too few", lambda: list(tiles.read_leaves(2, lambda _: b"\0\x01a")), ProofFails, "an entry bundle holds 1 entries, not 2"),
    ("a leaf that is too long", lambda: tiles.bundle([bytes(65_536)]), WrongUse, "a leaf of 65536 bytes does not fit into an entry bundle"),
    ("no last line", lambda: _listed(A + B[:-1]), ProofFails, "manifest.sha256 does not end with a whole line"),
    ("a line of another form", lambda: _listed(A + "x\n"), ProofFails, "a line of manifest.sha256 is not well formed"),
    ("names in another order", lambda: _listed(B + A), ProofFails, "manifest.sha256 is not in the order of names, each once"),
    ("a name twice", lambda: _listed(A + A), ProofFails, "manifest.sha256 is not in the order of names, each once"),
    ("a file more", lambda: _listed(A), ProofFails, "b: not listed in the manifest"),
    ("a file less", lambda: _listed(A + B + B.replace("  b", "  c")), ProofFails, "c: listed in the manifest, not there"),
    ("a file changed", lambda: _listed(A + A.replace("  a", "  b")), ProofFails, "b is not the file that the manifest lists"),
    ("openings of fewer", lambda: openings.read(canonical.pack(OPENED | {"size": 99})), ProofFails, "openings.json opens 23 entries and says 99"),
    ("openings of no form", lambda: openings.read(b"{}"), ProofFails, "openings.json has not the form of openings"),
    ("no JSON", lambda: openings.read(b"{"), ProofFails, "openings.json is not JSON"),
    ("no object", lambda: openings.read(b"[]"), ProofFails, "openings.json does not hold an object"),
    ("no text", lambda: sources.text_of(Held({"a": b"\xff"}), "a"), ProofFails, "a is not text"),
    ("no file", lambda: Held({}).read("a"), NotThere, "there is no a"),
    ("no file below", lambda: sources.Below(Held({"x/b": b""}), "x/").read("a"), NotThere, "there is no x/a"),
    # leaves, seals, replay, recount
    ("a strange field", lambda: leaf.make({"colour": "", "age": ""}, bytes(32)), WrongUse, "a leaf has no field age, colour"),
    ("a short secret", lambda: leaf.make({}, bytes(31)), WrongUse, "a leaf secret has 32 bytes, not 31"),
    ("a short key", lambda: seal.seal(bytes(31), b"", context=b""), WrongUse, "a record key has 32 bytes, not 31"),
    ("another key", lambda: seal.unseal(bytes(32), bytes(40), context=b""), ProofFails, "the seal does not open: another key, another place, or changed bytes"),
    ("too few openings", lambda: recount.count(a_year().told()[:2], year=2025, size=3), ProofFails, "only 2 of 3 entries are opened: nothing can be recounted"),
    ("an entry left out", lambda: replay.replay(a_year().entries()[1:], ZONE), WrongUse, "entry 1 cannot follow entry -1"),
    ("a class of no arrival", _orphan, WrongUse, "entry 0 says it came with entry 0, which is no arrival"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "error", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_it_is_refused_in_these_words(act: Callable[[], object], error: type[TallystickError], words: str) -> None:
    with pytest.raises(error) as caught:
        act()
    assert caught.value.what == words


def test_at_the_border_nothing_is_refused() -> None:
    assert len(note.parse(f"x\n\n{_line(5) * 64}").signatures) == 64
    assert note.parse_lines(_line(5))[0].value == b"\0"
    assert Checkpoint.parse(f"{TEXT}more\n") == Checkpoint(ORIGIN, 5, bytes(32))
    assert len(proof.Proof.parse(f"{proof.HEAD}\nindex 0\n" + f"{ROOT}\n" * 64 + f"\n{SIGNED}").path) == 64
    assert list(tiles.leaves_of(tiles.bundle([b"", bytes(65_535)]))) == [b"", bytes(65_535)]
    assert _listed(A + B) == 2
    assert [one.told() is not None for one in [openings.read(canonical.pack(OPENED))]] == [True]
    assert recount.count(a_year().told(), year=2025, size=23).figure == 3
    assert sorted(sources.Below(Held({"x/b": b"", "c": b""}), "x/").names()) == ["b"]


HELD = Checkpoint(ORIGIN, 5, KEEPER.tree.root(5))


@pytest.mark.parametrize(
    ("old", "size", "held", "answer", "words", "evidence"),
    [
        (6, 5, HELD, Answer.MALFORMED, "the old size is greater than the checkpoint's", False),
        (4, 9, HELD, Answer.CONFLICT, "the size held here is 5", False),
        (4, 4, HELD, Answer.CONFLICT, "a rollback: from size 5 to 4", True),
        (5, 4, HELD, Answer.MALFORMED, "a rollback: from size 5 to 4", True),
        (5, 5, Checkpoint(ORIGIN, 5, bytes(32)), Answer.CONFLICT, "a fork: another root at size 5", True),
        (5, 9, Checkpoint(ORIGIN, 5, bytes(32)), Answer.NOT_CONSISTENT, "the proof does not lead to the root at size 5", True),
    ],
)  # fmt: skip
def test_a_witness_refuses_in_these_words(
    old: int, size: int, held: Checkpoint, answer: Answer, words: str, *, evidence: bool
) -> None:
    path = tuple(tree.consistency(old, size, KEEPER.tree.get)) if old <= size else ()
    with pytest.raises(Refusal) as caught:
        check(Request(old, path, KEEPER.checkpoint(size)), [KEY], held)
    assert (caught.value.answer, caught.value.words, caught.value.evidence) == (answer, words, evidence)
    assert caught.value.held == 5 or answer is Answer.MALFORMED


def test_a_witness_takes_the_same_checkpoint_again_and_a_longer_one() -> None:
    assert check(Request(5, (), KEEPER.checkpoint(5)), [KEY], HELD) == HELD
    assert check(Request(0, (), KEEPER.checkpoint(5)), [KEY], None) == HELD
