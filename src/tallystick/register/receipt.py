"""Receipts: what the bearer holds (``.tlog-proof``): the leaf, some of its fields laid open, its place in the log.

A receipt names nobody. Leaf and openings stand in the ``extra`` line, which no signature covers, so ``read`` checks
that every opening holds on the leaf; the leaf itself is proven by the path. The number is what is written on the
paper; no field of the leaf holds it, so it is an address and proves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.model.errors import ProofFails

from . import base64lines, canonical
from . import leaf as leaves
from .proof import Proof

OPENED: tuple[str, ...] = ("kind", "year", "date", "channel", "document")
"""The fields that a receipt lays open; none tells of a person."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt taken apart; its openings hold on its leaf, the proof is still to be verified.

    ``number`` is the number on the paper, ``vkey`` the log's key as the log states it (never a reason to trust it).
    """

    leaf: bytes
    openings: tuple[leaves.Opening, ...]
    number: str
    vkey: str
    proof: Proof

    def value(self, name: str) -> str:
        """The opened value of a field, empty where the receipt does not open it."""
        return next((opening.value for opening in self.openings if opening.name == name), "")


def make(
    *,
    leaf: bytes,
    openings: Iterable[leaves.Opening],
    number: str,
    index: int,
    proof: Iterable[bytes],
    checkpoint: str,
    vkey: str = "",
) -> str:
    """The text of a receipt.

    Args:
        leaf: the 392 bytes of the entry's leaf.
        openings: those of ``OPENED``, from ``leaf.open_fields``.
        number: the number written on the paper; empty for a report.
        index: the entry's index; proof: its inclusion proof at the checkpoint's size, leaf's sibling first.
        checkpoint: the signed note.
        vkey: the log's verifier key, so that a reader can see whose key to compare.

    """
    return Proof(index, tuple(proof), checkpoint, canonical.pack(_extra(leaf, openings, number, vkey))).text()


def _extra(leaf: bytes, openings: Iterable[leaves.Opening], number: str, vkey: str) -> dict[str, object]:
    return {
        "leaf": base64lines.encode(leaf),
        "number": number,
        "openings": [{"name": o.name, "value": o.value, "salt": o.salt.hex()} for o in openings],
        "vkey": vkey,
    }


def read(text: str) -> Receipt:
    """The receipt of that text; its openings were checked against its leaf, signature and path were not.

    Raises:
        ProofFails: the form is not that of a receipt, or an opening does not hold.

    """
    proof = Proof.parse(text)
    try:
        receipt = _from_extra(json.loads(proof.extra), proof)
    except (ValueError, TypeError, KeyError, RecursionError) as cause:
        raise ProofFails("the proof does not carry a leaf and its openings") from cause
    if proof.extra != canonical.pack(_extra(receipt.leaf, receipt.openings, receipt.number, receipt.vkey)):
        raise ProofFails("the receipt is not written in its one form")
    for opening in receipt.openings:
        if not leaves.holds(receipt.leaf, opening):
            raise ProofFails(f"the receipt's '{opening.name}' does not hold: the entry does not say '{opening.value}'")
    return receipt


def _from_extra(extra: dict[str, object], proof: Proof) -> Receipt:
    raw, openings = extra["leaf"], extra["openings"]
    if not isinstance(raw, str) or not isinstance(openings, list):
        raise TypeError("leaf and openings are not there")
    return Receipt(
        leaf=base64lines.decode(raw) or b"",
        openings=tuple(
            leaves.Opening(str(item["name"]), str(item["value"]), bytes.fromhex(item["salt"])) for item in openings
        ),
        number=str(extra.get("number", "")),
        vkey=str(extra.get("vkey", "")),
        proof=proof,
    )
