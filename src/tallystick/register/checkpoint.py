"""Checkpoints: a log's name, size and root hash as the text of a signed note (C2SP tlog-checkpoint v1.0.0)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tallystick.model.errors import ProofFails

from . import base64lines
from .tree import HASH

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: ``origin``, ``size`` in entries, ``root`` (32 bytes, RFC 6962)."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The note text: three lines; extension lines are never written."""
        return f"{self.origin}\n{self.size}\n{base64lines.encode(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """The checkpoint of a note's text; extension lines are passed over.

        Raises:
            ProofFails: the text is not that of a checkpoint.

        """
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < 3 or not text.endswith("\n") or not all(lines):
            raise ProofFails("a checkpoint has at least three lines, none of them empty", where=text[:80])
        if not _SIZE.fullmatch(lines[1]):
            raise ProofFails("the size in the checkpoint is not a plain number", where=lines[1][:80])
        root = base64lines.decode(lines[2])
        if root is None or len(root) != HASH:
            raise ProofFails(f"the root in the checkpoint is not a hash of {HASH} bytes", where=lines[2][:80])
        return cls(lines[0], int(lines[1]), root)
