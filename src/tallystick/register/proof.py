"""Proofs as text: an entry's place, its path and the checkpoint, checkable offline (C2SP tlog-proof, ``@v1``).

The ``extra`` line is not covered by any signature: whoever reads it must check what it says against the leaf.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.model.errors import ProofFails

from . import base64lines, note, tree
from .checkpoint import Checkpoint

HEAD = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 64
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof taken apart: entry index, path of hashes from the leaf's sibling up, signed checkpoint, extra bytes."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    def text(self) -> str:
        """The proof in its one written form."""
        extra = [f"extra {base64lines.encode(self.extra)}"] if self.extra else []
        path = [base64lines.encode(item) for item in self.path]
        return "\n".join([HEAD, *extra, f"index {self.index}", *path, "", self.checkpoint])

    @classmethod
    def parse(cls, text: str) -> Proof:
        """The proof of that text, nothing checked but the form.

        Raises:
            ProofFails: the form is not that of a tlog-proof.

        """
        head, blank, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        if not blank or lines.pop(0) != HEAD:
            raise ProofFails(f"this is not a proof: its first line is not '{HEAD}'")
        extra = b""
        if lines and lines[0].startswith("extra "):
            extra = _decoded(lines.pop(0).removeprefix("extra "))
        found = _INDEX.fullmatch(lines.pop(0)) if lines else None
        if not found:
            raise ProofFails("the proof does not say which entry it is about")
        if len(lines) > MOST_HASHES:
            raise ProofFails("the inclusion proof is too long")
        return cls(int(found[1]), tuple(_hash(line) for line in lines), checkpoint, extra)

    def claimed(self) -> Checkpoint:
        """What the checkpoint says, its signatures not checked.

        Raises:
            ProofFails: it is not a checkpoint.

        """
        return Checkpoint.parse(note.parse(self.checkpoint).text)

    def verify(self, leaf: bytes, verifiers: Iterable[note.Verifier]) -> Checkpoint:
        """The checkpoint, once a known key signed it and the leaf (its bytes) is under its root.

        Raises:
            ProofFails: it is not signed, or the leaf is not there.

        """
        point = Checkpoint.parse(note.verify(self.checkpoint, verifiers))
        self.check_inclusion(leaf, point)
        return point

    def check_inclusion(self, leaf: bytes, point: Checkpoint) -> None:
        """Pass if the leaf stands at this proof's index under the checkpoint's root.

        Raises:
            ProofFails: it does not.

        """
        tree.verify_inclusion(tree.leaf_hash(leaf), self.index, point.size, self.path, point.root)


def _decoded(text: str) -> bytes:
    if not (raw := base64lines.decode(text)):
        raise ProofFails("a line of the proof is not base64", where=text[:80])
    return raw


def _hash(line: str) -> bytes:
    if len(raw := _decoded(line)) != tree.HASH:
        raise ProofFails(f"a hash has {tree.HASH} bytes, this one {len(raw)}")
    return raw
