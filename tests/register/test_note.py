"""Signed notes, checkpoints and cosignatures as the C2SP texts have them, with their worked examples."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from register.making import ORIGIN
from tallystick.model.errors import ProofFails, WrongUse
from tallystick.register import note
from tallystick.register.checkpoint import Checkpoint

# C2SP signed-note, "Example": the key verifies the note.
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# C2SP signed-note, at its head: a text with an empty line in it.
POEM = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
# C2SP tlog-cosignature, at its head (its first three lines are the example of tlog-checkpoint).
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
COSIGNED = (
    "cosignature/v1\ntime 1679315147\n"
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
)

SKEY, VKEY = note.new_key(ORIGIN)
SIGNER, VERIFIER = note.Signer.parse(SKEY), note.Verifier.parse(VKEY)
OTHER = note.Verifier.parse(note.new_key("other.example/log")[1])
NOTE = note.sign("a text\n", SIGNER)


def test_the_standards_example_verifies() -> None:
    assert note.verify(EXAMPLE, [note.Verifier.parse(EXAMPLE_KEY)]) == "This is an example message.\n"


def test_the_text_of_a_note_may_hold_empty_lines() -> None:
    opened = note.parse(POEM)
    assert opened.text.endswith("\n\ned è subito sera.\n")
    assert opened.signatures[0].name == "quasimodo.example/salvatore"


def test_the_checkpoint_of_the_standards_example_is_read_and_written() -> None:
    point = Checkpoint.parse(note.parse(SOFA).text)
    assert (point.origin, point.size) == ("example.com/behind-the-sofa", 20852163)
    assert SOFA.startswith(point.text() + "\n")


def test_the_cosignature_of_the_standards_example_names_its_time_and_message() -> None:
    opened = note.parse(SOFA)
    assert note.cosigned_at(opened.signatures[1]) == datetime.fromtimestamp(1679315147, UTC)
    assert note.cosigned_message(opened.text, 1679315147).decode() == COSIGNED
    with pytest.raises(ProofFails, match="bears no time"):
        note.cosigned_at(opened.signatures[0])


def test_a_key_reads_back_as_it_was_written() -> None:
    assert note.Verifier.parse(EXAMPLE_KEY).vkey == EXAMPLE_KEY
    assert note.Verifier.parse(VKEY).vkey == VKEY == SIGNER.verifier().vkey
    assert SKEY.startswith(f"PRIVATE+KEY+{ORIGIN}+{VERIFIER.key_id.hex()}+")
    assert SKEY not in repr(SIGNER)


@pytest.mark.parametrize("name", ["", "two words", "a\u2003b"])
def test_the_name_of_a_key_has_no_blank_and_is_not_empty(name: str) -> None:
    public = bytes(32)
    key_id = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
    material = base64.b64encode(b"\x01" + public).decode()
    vkey = f"{name}+{key_id.hex()}+{material}"
    with pytest.raises(WrongUse, match="a key name"):
        note.Verifier.parse(vkey)


def test_a_note_without_listed_keys_bears_the_lines_of_nobody() -> None:
    with pytest.raises(ProofFails, match="exactly those of nobody"):
        note.signed_exactly(cosign(note.sign("a text\n", note.Signer.parse(note.new_key("x.example")[0])))[0], [])


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", min_codepoint=32) | st.just("\n")).map(lambda text: text + "\n"))
def test_what_is_signed_verifies_and_gives_its_text_back(text: str) -> None:
    signed = note.sign(text, SIGNER)
    assert note.verify(signed, [OTHER, VERIFIER]) == text
    with pytest.raises(ProofFails, match="not signed by"):
        note.verify(signed, [OTHER])


def test_signatures_of_unknown_keys_are_passed_over() -> None:
    stranger = note.sign("a text\n", note.Signer.parse(note.new_key("stranger.example")[0])).splitlines()[-1]
    same_name = note.sign("a text\n", note.Signer.parse(note.new_key(ORIGIN)[0])).splitlines()[-1]
    assert note.verify(f"{NOTE}{stranger}\n{same_name}\n", [VERIFIER]) == "a text\n"


def test_one_false_signature_by_a_known_key_refuses_the_note() -> None:
    false = note.sign("another text\n", SIGNER).splitlines()[-1]
    with pytest.raises(ProofFails, match="does not fit the text"):
        note.verify(f"{NOTE}{false}\n", [VERIFIER])


def test_no_key_verifies_nothing() -> None:
    with pytest.raises(ProofFails, match="no key"):
        note.verify(NOTE, [])


@given(st.integers(0, len(NOTE.encode()) * 8 - 1))
def test_no_flipped_bit_verifies(place: int) -> None:
    raw = bytearray(NOTE.encode())
    raw[place // 8] ^= 1 << place % 8
    with pytest.raises(ProofFails):
        note.verify(raw.decode("utf-8", "replace"), [VERIFIER])


LINE = NOTE.splitlines()[-1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("a text\n", "no signature"),
        ("a text\n\n", "no signature line after the blank line"),
        (NOTE[:-1], "no newline at the end"),
        (NOTE.replace("\n", "\r\n"), "another line ending"),
        (f"a\ttext\n\n{LINE}\n", "a control character"),
        (f"a text\n\n{LINE.replace('— ', '- ')}\n", "a hyphen for the dash"),
        (f"a text\n\n{LINE}=\n", "base64 with too much padding"),
        (f"a text\n\n{LINE[:-1]}\n", "base64 with too little padding"),
        (f"a text\n\n{LINE} \n", "a blank at the end"),
        ("a text\n\n— harborton.example AAAA\n", "a signature too short for a key id"),
        ("a text\n\n—  AAAAAAAA\n", "an empty key name"),
        ("a text\n\n— a+b AAAAAAAA\n", "a plus sign in the key name"),
        ("a text\n\n" + f"{LINE}\n" * 65, "too many signatures"),
    ],
)
def test_what_is_not_a_signed_note_is_refused(text: str, why: str) -> None:
    with pytest.raises(ProofFails):
        note.verify(text, [VERIFIER])


def test_at_least_sixteen_signatures_are_accepted() -> None:
    assert note.verify("a text\n\n" + f"{LINE}\n" * 16, [VERIFIER]) == "a text\n"


@pytest.mark.parametrize("text", ["no newline", "a\ttab\n", ""])
def test_a_text_that_no_note_can_hold_is_not_signed(text: str) -> None:
    with pytest.raises(WrongUse):
        note.sign(text, SIGNER)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b"])
def test_a_key_name_that_no_note_can_hold_is_refused(name: str) -> None:
    with pytest.raises(WrongUse, match="key name"):
        note.new_key(name)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "example.com/foo",
        "example.com/foo+530d903a",
        EXAMPLE_KEY.replace("530d", "530e"),
        EXAMPLE_KEY.replace("foo", "bar"),
        EXAMPLE_KEY[:-1],
        EXAMPLE_KEY.replace("AekyeR", "AukyeR"),
        "example.com/foo+530d903a+AQ==",
        pytest.param(SKEY, id="a secret key"),
    ],
)
def test_what_is_not_a_verifier_key_is_refused(vkey: str) -> None:
    with pytest.raises(WrongUse):
        note.Verifier.parse(vkey)


@pytest.mark.parametrize(
    "skey",
    ["", VKEY, SKEY.replace(ORIGIN, "elsewhere"), SKEY[:-4], f"PRIVATE+KEY+{EXAMPLE_KEY}"],
    ids=["nothing", "a verifier key", "of another log", "cut short", "a verifier key that says it is secret"],
)
def test_what_is_not_a_secret_key_is_refused(skey: str) -> None:
    with pytest.raises(WrongUse):
        note.Signer.parse(skey)


def witness(name: str = "witness.example/w1") -> tuple[Ed25519PrivateKey, note.Verifier]:
    """A witness as somebody else's program would run it."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = key.public_key().public_bytes_raw()
    key_id = note._key_id(name, note.COSIGNATURE, public)
    return key, note.Verifier(name, key_id, note.COSIGNATURE, public)


def cosign(signed: str, seconds: int = 1_740_000_000) -> tuple[str, note.Verifier]:
    key, verifier = witness()
    value = key.sign(note.cosigned_message(note.parse(signed).text, seconds))
    raw = verifier.key_id + seconds.to_bytes(8) + value
    return f"{signed}— {verifier.name} {base64.b64encode(raw).decode()}\n", verifier


def test_a_cosignature_verifies_with_its_time_and_no_other() -> None:
    cosigned, verifier = cosign(NOTE)
    assert note.Verifier.parse(verifier.vkey) == verifier
    assert note.signed_by(cosigned, [VERIFIER, verifier]) == (VERIFIER, verifier)
    opened = note.parse(cosigned).signatures[1]
    moved = base64.b64encode(verifier.key_id + (1).to_bytes(8) + opened.value[8:]).decode()
    with pytest.raises(ProofFails):
        note.verify(f"{NOTE}— {verifier.name} {moved}\n", [verifier])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a\n1\n", "no root"),
        ("\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "no origin"),
        ("a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "a leading zero"),
        ("a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "a negative size"),
        ("a\n١\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "a digit that is not ASCII"),
        ("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n", "a root of 31 bytes"),
        ("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", "base64 of another spelling"),
        ("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nx\n", "an empty extension line"),
        ("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=", "no newline at the end"),
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text: str, why: str) -> None:
    with pytest.raises(ProofFails):
        Checkpoint.parse(text)


@given(st.integers(0, 2**60), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_reads_back_as_it_was_written(size: int, root: bytes) -> None:
    point = Checkpoint(ORIGIN, size, root)
    assert Checkpoint.parse(point.text()) == point
    assert Checkpoint.parse(point.text() + "an extension\n") == point
