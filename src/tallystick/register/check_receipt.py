"""Step 5: what the reader holds – a receipt, or a bare checkpoint – holds by itself and in the published log."""

from __future__ import annotations

from tallystick.model.errors import ProofFails
from tallystick.model.words import EntryKind

from . import note, proof, recount
from . import receipt as receipts
from .check_log import OpenLog, check_begins, check_stands
from .check_signature import check_signature
from .checkpoint import Checkpoint
from .findings import Notes, Step


def check_held(notes: Notes, text: str, name: str, log: OpenLog | None) -> None:
    """Check what a reader holds: a receipt, or the checkpoint that an outside holder was given."""
    if text.startswith(proof.HEAD):
        check_receipt(notes, text, name, log)
        return
    point = check_signature(notes, text, log.key if log else "", name)
    if point is None:
        return
    with notes.failing(Step.RECEIPT, name):
        if log is None:
            notes.add(Step.RECEIPT, None, f"{name}: a checkpoint at size {point.size}; that takes the published log")
            return
        check_begins(log, point)
        ends = f"the published log ends before it, at size {log.point.size}"
        words = ends if point.size > log.point.size else "the published log continues it"
        notes.add(Step.RECEIPT, True, f"{name}: a checkpoint at size {point.size}; {words}")


def check_receipt(notes: Notes, text: str, name: str, log: OpenLog | None) -> receipts.Receipt | None:
    """The receipt, if form, openings, signature, place and log agree; findings say what was checked."""
    receipt = notes.attempt(Step.RECEIPT, lambda: receipts.read(text), name)
    if receipt is None:
        return None
    point = check_signature(notes, receipt.proof.checkpoint, receipt.vkey or (log.key if log else ""), name)
    if point is None:
        return None
    with notes.failing(Step.RECEIPT, name):
        _check_key(notes, receipt, log)
        receipt.proof.check_inclusion(receipt.leaf, point)
        words = f"{name}: entry {receipt.proof.index} ({_said(receipt)}) is under the root at size {point.size}"
        if len(note.parse(receipt.proof.checkpoint).signatures) == 1:
            words += "; provisional: no witness cosigned its checkpoint"
        notes.add(Step.RECEIPT, True, words + _in_log(receipt, point, log))
        return receipt
    return None


def _check_key(notes: Notes, receipt: receipts.Receipt, log: OpenLog | None) -> None:
    """The key that a receipt names is one of the reader's; without those, the log cannot name another one."""
    if not receipt.vkey:
        return
    if notes.keys.logs and receipt.vkey not in {key.vkey for key in notes.keys.logs}:
        raise ProofFails("the receipt names another key than the one that you gave")
    if log and log.key and not notes.keys.logs and receipt.vkey != log.key:
        raise ProofFails("receipt and log name two different keys")


def _said(receipt: receipts.Receipt) -> str:
    about = [receipt.number, *(receipt.value(name) for name in ("kind", "date", "channel"))]
    return ", ".join(part for part in about if part)


def _in_log(receipt: receipts.Receipt, point: Checkpoint, log: OpenLog | None) -> str:
    if log is None:
        return ""
    check_stands(log, index=receipt.proof.index, leaf=receipt.leaf, point=point)
    if point.size > log.point.size:
        return f"; the published log ends before it, at size {log.point.size}"
    return f"; the published log continues it{_became(receipt.proof.index, log)}"


def _became(index: int, log: OpenLog) -> str:
    """What the published log says became of an arrival: how its documents were classed and what they ask."""
    if log.told is None or log.told[index].kind != EntryKind.ARRIVAL.value:
        return ""
    asked = recount.current(log.told)
    classed = [
        f"entry {entry}: {log.told[entry].kind}" + (f", asks {says}" if says else "")
        for entry, says in asked.items()
        if log.told[entry].refers_to == index
    ]
    return " and classed it: " + "; ".join(classed) if classed else " and has not classed it yet"
