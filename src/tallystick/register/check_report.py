"""Steps 6 to 8: a report is the one that the log holds, its figures are their entries, and the recount agrees."""

from __future__ import annotations

import hashlib
from collections import Counter

from tallystick.model.errors import ProofFails
from tallystick.model.words import EntryKind

from . import base64lines, manifest, printed, recount
from .check_log import OpenLog
from .check_receipt import check_receipt
from .findings import Notes, Number, Step
from .source import Source, text_of

RECEIPT = "receipt.tlog-proof"


def check_report(notes: Notes, packet: Source, log: OpenLog | None, name: str = "") -> int | None:
    """Check one report packet; the index of the entry that holds it, if its receipt holds."""
    here = name or "report"
    with notes.failing(Step.MANIFEST, here):
        notes.add(
            Step.MANIFEST, True, f"{here}: {manifest.check(packet, younger=RECEIPT)} files are those of its manifest"
        )
    index = _check_receipt(notes, packet, log, here)
    report = notes.attempt(Step.REPORT, lambda: printed.read(packet.read(printed.NAME)), here)
    if report is None:
        return index
    with notes.failing(Step.FIGURES, here):
        notes.add(
            Step.FIGURES, True, f"{here}: {_check_figures(report)} figures and lines are as many as their entries"
        )
    with notes.failing(Step.RECOUNT, here):
        _check_recount(notes, report, log, here)
    return index


def _check_receipt(notes: Notes, packet: Source, log: OpenLog | None, here: str) -> int | None:
    text = notes.attempt(Step.REPORT, lambda: text_of(packet, RECEIPT), here)
    receipt = check_receipt(notes, text, f"{here}, its receipt", log) if text is not None else None
    if receipt is None:
        return None
    with notes.failing(Step.REPORT, here):
        digest = hashlib.sha256(packet.read(printed.NAME)).hexdigest()
        if receipt.value("kind") != EntryKind.REPORT.value or receipt.value("document") != digest:
            raise ProofFails(f"entry {receipt.proof.index} of the log does not hold this {printed.NAME}")
        notes.add(Step.REPORT, True, f"{here}: {printed.NAME} is the one that entry {receipt.proof.index} holds")
        return receipt.proof.index
    return None


def _check_figures(report: printed.PrintedReport) -> int:
    """The number of figures and lines, once each is as many as its entries.

    Raises:
        ProofFails: one is not, or names an entry twice or one that the log did not have.

    """
    checked = 0
    for figure in report.every():
        if figure.given:
            continue
        if len(figure.entries) != (figure.value or 0) or len(set(figure.entries)) != len(figure.entries):
            raise ProofFails(f"figure {figure.name} prints {figure.value}, its entries are {len(set(figure.entries))}")
        if any(not 0 <= entry < report.size for entry in figure.entries):
            raise ProofFails(f"figure {figure.name} names an entry that the log did not have")
        checked += 1
    return checked


def _check_recount(notes: Notes, report: printed.PrintedReport, log: OpenLog | None, here: str) -> None:
    first = report.recounted
    if first is None or log is None or log.told is None or report.year is None:
        why = "the period is not a calendar year" if log and log.told else "that takes the published log"
        notes.add(Step.RECOUNT, None, f"{here}: figure 1 not recounted here: {why}")
        if first is not None:
            notes.numbers.append(Number(f"{here}, figure 1", first.value, None))
        return
    _check_root(report, log)
    again = recount.count(log.told, year=report.year, size=report.size)
    notes.numbers.append(Number(f"{here}, figure 1", first.value, again.figure))
    if first.value != again.figure:
        raise ProofFails(f"figure 1 prints {first.value}; recounted from the openings: {again.figure}")
    if sorted(first.entries) != list(again.entries):
        raise ProofFails(f"figure 1 prints {first.value} but names other entries than the recount")
    words = f"{here}: figure 1 prints {first.value}; recounted: {again.figure}"
    notes.add(Step.RECOUNT, True, words + _split(recount.split(log.told, again)))


def _split(counts: dict[str, Counter[str]]) -> str:
    """The recount by channel and month in words, where level B opened them."""
    return "".join(
        f"; by {name}: " + ", ".join(f"{value} {number}" for value, number in sorted(found.items()))
        for name, found in counts.items()
        if found
    )


def _check_root(report: printed.PrintedReport, log: OpenLog) -> None:
    if report.origin != log.point.origin or report.size > log.point.size:
        raise ProofFails(f"it counts {report.origin} at size {report.size}, which the published log does not reach")
    root = log.tree.root(report.size)
    if report.root not in {root.hex(), base64lines.encode(root)}:
        raise ProofFails(f"it names another root of the log at size {report.size}")
