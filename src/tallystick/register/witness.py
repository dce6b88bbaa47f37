"""What a witness answers when a log asks it to cosign a checkpoint (C2SP tlog-witness v1.0.0, ``add-checkpoint``).

A witness remembers, for each log that it knows, the last checkpoint that it saw. It signs a newer one only with a proof
that it continues the last. Must not know where the last checkpoint is kept, nor how the request came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from tallystick.model.errors import ProofFails

from . import base64lines, note, tree
from .checkpoint import Checkpoint

MOST_HASHES = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


class Answer(IntEnum):
    """The answers of the protocol, by their HTTP status."""

    COSIGNED = 200
    MALFORMED = 400
    NOT_SIGNED = 403
    UNKNOWN_LOG = 404
    CONFLICT = 409
    NOT_CONSISTENT = 422


class Refusal(Exception):
    """The witness does not cosign; ``evidence`` marks a checkpoint that its log signed and that must be kept."""

    def __init__(self, answer: Answer, words: str, *, held: int = 0, evidence: bool = False) -> None:
        super().__init__(words)
        self.answer = answer
        self.words = words
        self.held = held
        self.evidence = evidence


@dataclass(frozen=True, slots=True)
class Request:
    """A request taken apart: the size that the log believes held, the proof from there, the signed checkpoint."""

    old: int
    path: tuple[bytes, ...]
    note: str

    @classmethod
    def parse(cls, body: bytes) -> Request:
        """The request of that body.

        Raises:
            Refusal: it has not the form (400).

        """
        try:
            head, blank, signed = body.decode("utf-8").partition("\n\n")
            lines = head.split("\n")
            old = _OLD.fullmatch(lines[0])
            path = tuple(map(_hash, lines[1:]))
        except (UnicodeDecodeError, ProofFails) as cause:
            raise Refusal(Answer.MALFORMED, "the request has not the form of add-checkpoint") from cause
        if not blank or not old or len(path) > MOST_HASHES or (old[1] == "0" and path):
            raise Refusal(Answer.MALFORMED, "the request has not the form of add-checkpoint")
        return cls(int(old[1]), path, signed)

    def body(self) -> bytes:
        """The request as it is sent."""
        lines = [f"old {self.old}", *(base64lines.encode(one) for one in self.path)]
        return ("\n".join(lines) + "\n\n" + self.note).encode()


def claimed(request: Request) -> Checkpoint:
    """What the request's checkpoint says, its signatures not checked.

    Raises:
        Refusal: it is not a checkpoint (400).

    """
    try:
        return Checkpoint.parse(note.parse(request.note).text)
    except ProofFails as cause:
        raise Refusal(Answer.MALFORMED, cause.what) from cause


def check(request: Request, logs: Iterable[note.Verifier], held: Checkpoint | None) -> Checkpoint:
    """The checkpoint of a request, once a known log signed it and it continues what is held.

    ``held`` is the last checkpoint of that log that this witness cosigned, None at the first.

    Raises:
        Refusal: with the answer of the protocol.

    """
    point = claimed(request)
    _signed(request, point, [key for key in logs if key.name == point.origin])
    size = held.size if held else 0
    if held and point.size == size and point.root != held.root:
        raise Refusal(Answer.CONFLICT, f"a fork: another root at size {size}", held=size, evidence=True)
    if point.size < size:
        answer = Answer.MALFORMED if request.old > point.size else Answer.CONFLICT
        raise Refusal(answer, f"a rollback: from size {size} to {point.size}", held=size, evidence=True)
    if request.old > point.size:
        raise Refusal(Answer.MALFORMED, "the old size is greater than the checkpoint's")
    if request.old != size:
        raise Refusal(Answer.CONFLICT, f"the size held here is {size}", held=size)
    _consistent(request, point, held)
    return point


def _signed(request: Request, point: Checkpoint, keys: list[note.Verifier]) -> None:
    if not keys:
        raise Refusal(Answer.UNKNOWN_LOG, f"{point.origin} is not a log that this witness knows")
    try:
        note.verify(request.note, keys)
    except ProofFails as cause:
        raise Refusal(Answer.NOT_SIGNED, cause.what) from cause


def _consistent(request: Request, point: Checkpoint, held: Checkpoint | None) -> None:
    root = held.root if held else tree.EMPTY_ROOT
    try:
        tree.verify_consistency(request.old, point.size, request.path, root, point.root)
    except ProofFails as cause:
        raise Refusal(Answer.NOT_CONSISTENT, cause.what, held=request.old, evidence=True) from cause


def _hash(line: str) -> bytes:
    raw = base64lines.decode(line)
    if raw is None or len(raw) != tree.HASH:
        raise ProofFails(f"a hash has {tree.HASH} bytes")
    return raw
