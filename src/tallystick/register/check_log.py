"""Steps 3 and 4: the log's files are what its checkpoint signs, and the openings hold on every leaf."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.model.errors import ProofFails, WrongUse

from . import leaf as leaves
from . import note, openings, recount, tiles
from .check_signature import check_signature
from .checkpoint import Checkpoint
from .findings import Notes, Step
from .source import Source, text_of
from .tree import Memory, leaf_hash

CHECKPOINT = "checkpoint"
KEY = "key.vkey"


@dataclass(frozen=True, slots=True)
class OpenLog:
    """A published log, recomputed: its checkpoint, its leaves, their tree, and what the openings tell (if any).

    ``key`` is the verifier key that the log names for itself, empty if none.
    """

    point: Checkpoint
    leaves: tuple[bytes, ...]
    tree: Memory
    told: tuple[recount.Told, ...] | None
    key: str


def check_log(notes: Notes, log: Source, *, beside: str = "") -> OpenLog | None:
    """Recompute a published log from its entries; None if that is not possible.

    ``beside`` names a log that a site carries beside the one of requests: its key is vouched for by the site's signed
    manifest, and its fields stay closed.
    """
    what = beside or "the log"
    listed = notes.attempt(Step.SIGNATURE, lambda: listed_keys(log)) or ()
    text = notes.attempt(Step.SIGNATURE, lambda: text_of(log, CHECKPOINT))
    vkeys = " ".join(key.vkey for key in listed)
    point = check_signature(notes, text, vkeys, what, vouched=bool(beside)) if text is not None else None
    if text is not None and listed:
        with notes.failing(Step.SIGNATURE, f"{what}, {CHECKPOINT}"):
            note.signed_exactly(text, listed)
    if point is None:
        return None
    found = notes.attempt(Step.ENTRIES, lambda: tuple(tiles.read_leaves(point.size, log.read)))
    if found is None:
        return None
    tree = Memory(found)
    with notes.failing(Step.ENTRIES):
        _check_tree(log, point, tree, found)
        notes.add(Step.ENTRIES, True, f"{what}: {point.size} entries hash to every tile and to the signed root")
    told = None if beside else _check_openings(notes, log, point, found)
    return OpenLog(point, found, tree, told, vkeys.partition(" ")[0])


def listed_keys(log: Source) -> tuple[note.Verifier, ...]:
    """The keys that a published log lists for its checkpoint, one a line: its own first, then its witnesses'.

    Raises:
        ProofFails: a line of the list is not a key, or it is not written in its one form.

    """
    if KEY not in set(log.names()):
        return ()
    text = text_of(log, KEY)
    try:
        keys = tuple(note.Verifier.parse(line) for line in text.splitlines())
    except WrongUse as cause:
        raise ProofFails(f"{KEY}: {cause.what}", where=KEY) from cause
    if text != "".join(f"{key.vkey}\n" for key in keys):
        raise ProofFails(f"{KEY} is not one key a line", where=KEY)
    return keys


def _check_tree(log: Source, point: Checkpoint, tree: Memory, found: tuple[bytes, ...]) -> None:
    if tree.root() != point.root:
        raise ProofFails(f"the {point.size} entries do not hash to the root in the checkpoint")
    for name, content in tiles.files(point.size, tree.get, lambda index: found[index]):
        if log.read(name) != content:
            raise ProofFails(f"{name} is not what the entries hash to", where=name)


def _check_openings(
    notes: Notes, log: Source, point: Checkpoint, found: tuple[bytes, ...]
) -> tuple[recount.Told, ...] | None:
    if openings.NAME not in set(log.names()):
        notes.add(Step.OPENINGS, None, f"there is no {openings.NAME}: nothing can be recounted")
        return None
    with notes.failing(Step.OPENINGS):
        opened = openings.read(log.read(openings.NAME))
        _check_each(opened, point, found)
        told = opened.told()
        fields = ", ".join(opened.fields)
        words = f"the openings of level {opened.policy} ({fields}) hold on all {opened.size} entries"
        notes.add(Step.OPENINGS, True, words)
        return told
    return None


def _check_each(opened: openings.Openings, point: Checkpoint, found: tuple[bytes, ...]) -> None:
    if (opened.origin, opened.size) != (point.origin, point.size):
        raise ProofFails(f"the openings are of {opened.origin} at size {opened.size}, not of this checkpoint")
    for index, (leaf, fields) in enumerate(zip(found, opened.leaves, strict=True)):
        for opening in fields:
            if not leaves.holds(leaf, opening):
                raise ProofFails(f"entry {index} does not say {opening.name} = '{opening.value}'")


def check_begins(log: OpenLog, point: Checkpoint) -> None:
    """Pass if a checkpoint held elsewhere is a beginning of this log, or lies beyond its end.

    Raises:
        ProofFails: it is of another log, or the past was written anew.

    """
    if point.origin != log.point.origin:
        raise ProofFails(f"it is of the log {point.origin}, this one is {log.point.origin}")
    if point.size <= log.point.size and log.tree.root(point.size) != point.root:
        raise ProofFails(f"the log at size {point.size} had another root: its past was written anew")


def check_stands(log: OpenLog, *, index: int, leaf: bytes, point: Checkpoint) -> None:
    """Pass if a leaf proven under another checkpoint stands in this log, and that checkpoint is a beginning of it.

    Raises:
        ProofFails: two logs were shown to two readers, or the past was written anew.

    """
    check_begins(log, point)
    shown = min(point.size, log.point.size)
    if index < shown and leaf_hash(log.leaves[index]) != leaf_hash(leaf):
        raise ProofFails(f"entry {index} of this log is another one")
