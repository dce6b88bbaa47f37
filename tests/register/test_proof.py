"""Proofs and receipts: one written form, checked against the leaf, refused when anything in them is changed."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.making import ORIGIN, Published, a_year
from tallystick.model.errors import ProofFails, WrongUse
from tallystick.register import leaf, note, receipt, seal
from tallystick.register.proof import Proof

KEEPER = Published.of(a_year())
VERIFIER = note.Verifier.parse(KEEPER.vkey)
RECEIPT = KEEPER.receipt(0)

# C2SP tlog-proof, the example at its head; its shortened signatures are put out in full length here.
FANCY = """\
c2sp.org/tlog-proof@v1
extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6
index 73894
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=
RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=
AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=

example.com/fancylog
109482
sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

— example.com/fancylog hI2DJ1roloI=
"""


def test_the_standards_example_is_read_and_written_in_one_form() -> None:
    proof = Proof.parse(FANCY)
    assert (proof.index, len(proof.path), proof.extra) == (73894, 5, b"age-v1.2.1-darwin-arm64.tar.gz")
    assert (proof.claimed().origin, proof.claimed().size) == ("example.com/fancylog", 109482)
    assert proof.text() == FANCY


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        (FANCY.replace("@v1", "@v2"), "another version"),
        (FANCY.replace("index 73894\n", ""), "no index"),
        (FANCY.replace("index 73894", "index 073894"), "a leading zero"),
        (FANCY.replace("index 73894", "index -1"), "a negative index"),
        (FANCY.replace("extra ", "extra"), "no blank after extra"),
        (FANCY.replace("gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=", "gSKy"), "a hash of 3 bytes"),
        (FANCY.replace("gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=", "*"), "no base64"),
        (FANCY.replace("\n\n", "\n"), "no checkpoint"),
        (
            FANCY.replace("index 73894\n", "index 73894\n" + "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n" * 70),
            "too long",
        ),
    ],
)
def test_what_is_not_a_proof_is_refused(text: str, why: str) -> None:
    with pytest.raises(ProofFails):
        Proof.parse(text)


@pytest.mark.parametrize("index", range(len(KEEPER.leaves)))
def test_the_receipt_of_every_entry_holds(index: int) -> None:
    found = receipt.read(KEEPER.receipt(index))
    point = found.proof.verify(found.leaf, [VERIFIER])
    assert (point.origin, point.size) == (ORIGIN, len(KEEPER.leaves))
    assert found.value("kind") == KEEPER.life.events[index].KIND.value


def test_a_receipt_tells_what_it_opens_and_nothing_else() -> None:
    found = receipt.read(RECEIPT)
    assert {o.name: o.value for o in found.openings} == {
        "kind": "arrival",
        "year": "2025",
        "date": "2025-03-04",
        "channel": "fax",
        "document": KEEPER.values[0]["document"],
    }
    assert (found.number, found.vkey, found.value("station")) == ("H3-2025-0001", KEEPER.vkey, "")


def test_a_receipt_is_short_enough_for_one_printed_code() -> None:
    assert len(RECEIPT.encode()) < 2953  # a QR code v40-L


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_receipt_with_a_flipped_bit_holds(data: st.DataObject) -> None:
    raw = bytearray(RECEIPT.encode())
    place = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[place // 8] ^= 1 << place % 8
    try:
        found = receipt.read(raw.decode("utf-8", "replace"))
        found.proof.verify(found.leaf, [VERIFIER])
    except ProofFails:
        return
    honest = receipt.read(RECEIPT)  # what no signature covers may change: the number and the key's own name
    assert (found.leaf, found.openings, found.proof.index) == (honest.leaf, honest.openings, honest.proof.index)


def _with_extra(**changes: object) -> str:
    proof = Proof.parse(RECEIPT)
    extra = json.dumps(json.loads(proof.extra) | changes).encode()
    return Proof(proof.index, proof.path, proof.checkpoint, extra).text()


OPENINGS = json.loads(Proof.parse(RECEIPT).extra)["openings"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (_with_extra(openings=[{**OPENINGS[0], "value": "request"}]), "a relabelled kind"),
        (_with_extra(openings=[{**OPENINGS[1], "value": "2024"}]), "another year"),
        (_with_extra(openings=[{**OPENINGS[0], "salt": "xyz"}]), "a salt that is not hex"),
        (_with_extra(openings=[{"name": "kind"}]), "an opening without value"),
        (_with_extra(openings="kind"), "openings that are no list"),
        (_with_extra(leaf=base64.b64encode(b"short").decode()), "a leaf of another size"),
        (_with_extra(leaf=7), "a leaf that is no text"),
        (Proof(0, (), Proof.parse(RECEIPT).checkpoint, b"[1]").text(), "extra that is no object"),
        (Proof(0, (), Proof.parse(RECEIPT).checkpoint, b"\xff").text(), "extra that is no text"),
        (Proof(0, (), Proof.parse(RECEIPT).checkpoint).text(), "no extra"),
    ],
)
def test_a_receipt_that_says_otherwise_than_its_leaf_is_refused(text: str, why: str) -> None:
    with pytest.raises(ProofFails):
        receipt.read(text)


def test_the_leaf_of_another_entry_does_not_hold_at_this_place() -> None:
    found = receipt.read(KEEPER.receipt(0, leaf=KEEPER.leaves[1], openings=()))
    with pytest.raises(ProofFails, match="not under the root"):
        found.proof.verify(found.leaf, [VERIFIER])


@given(st.binary(max_size=64), st.binary(max_size=16))
def test_what_is_sealed_opens_with_its_key_and_context_only(plaintext: bytes, context: bytes) -> None:
    key = seal.new_key()
    sealed = seal.seal(key, plaintext, context=context)
    assert seal.unseal(key, sealed, context=context) == plaintext
    assert len(sealed) == 12 + len(plaintext) + 16
    for wrong_key, wrong_bytes, wrong_context in (
        (seal.new_key(), sealed, context),
        (key, sealed[:-1], context),
        (key, sealed[:5], context),
        (key, b"", context),
        (key, bytes([sealed[0] ^ 1]) + sealed[1:], context),
        (key, sealed, context + b"x"),
    ):
        with pytest.raises(ProofFails):
            seal.unseal(wrong_key, wrong_bytes, context=wrong_context)


def test_two_seals_of_one_text_differ() -> None:
    key = seal.new_key()
    assert seal.seal(key, b"x", context=b"") != seal.seal(key, b"x", context=b"")


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(WrongUse):
        seal.seal(bytes(16), b"x", context=b"")


def test_the_openings_of_a_receipt_are_those_of_the_leaf_it_carries() -> None:
    found = receipt.read(RECEIPT)
    assert all(leaf.holds(found.leaf, opening) for opening in found.openings)
