"""Checks a batch of Tallystick's proofs with sigstore-python, which pip and others check provenance with.

Usage: ``python sigstore_python.py BATCH``. The first line of the batch is the log's verifier key; every other line is a
JSON object with a tlog-proof and its leaf. Prints a line for each: "accepted" or "refused: why". Knows nothing of
Tallystick but the published formats.
"""

import base64
import json
import sys
from pathlib import Path
from types import SimpleNamespace

from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore._internal.rekor.checkpoint import LogCheckpoint, SignedNote, verify_checkpoint
from sigstore._internal.trust import Keyring
from sigstore.errors import VerificationError
from sigstore_models.common import v1 as common

ED25519_DER = bytes.fromhex("302a300506032b6570032100")


def main(batch: Path) -> None:
    vkey, *lines = batch.read_text(encoding="utf-8").splitlines()
    _, key_id, material = vkey.split("+", 2)
    key = ED25519_DER + base64.b64decode(material)[1:]
    ring = Keyring(
        [
            common.PublicKey.model_construct(
                raw_bytes=key, key_details=common.PublicKeyDetails.PKIX_ED25519, valid_for=None
            )
        ]
    )
    words = (check(json.loads(line), ring, bytes.fromhex(key_id)) for line in lines)
    sys.stdout.write("\n".join(words) + "\n")


def check(said: dict[str, str], ring: Keyring, key_id: bytes) -> str:
    try:
        entry = entry_of(said, key_id)
        verify_checkpoint(ring, entry)
        verify_merkle_inclusion(entry)
    except (VerificationError, ValueError) as error:
        return f"refused: {str(error).splitlines()[0]}"
    return "accepted"


def entry_of(said: dict[str, str], key_id: bytes) -> SimpleNamespace:
    """What sigstore calls an entry: the leaf, its proof, and whose log it is."""
    head, _, signed = said["Proof"].partition("\n\n")
    first, index, *hashes = head.split("\n")
    if first != "c2sp.org/tlog-proof@v1" or not index.startswith("index "):
        raise ValueError("not a tlog-proof")
    point = LogCheckpoint.from_text(SignedNote.from_text(signed).note)
    inclusion = SimpleNamespace(
        log_index=int(index.removeprefix("index ")),
        tree_size=point.log_size,
        root_hash=bytes.fromhex(point.log_hash),
        hashes=[base64.b64decode(line) for line in hashes],
        checkpoint=SimpleNamespace(envelope=signed),
    )
    inner = SimpleNamespace(
        inclusion_proof=inclusion,
        canonicalized_body=base64.b64decode(said["Leaf"]),
        log_id=SimpleNamespace(key_id=key_id),
    )
    return SimpleNamespace(_inner=inner)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
