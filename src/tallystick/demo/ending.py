"""How the story ends: files of the world, both statements, the public site, and a check of all that was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tallystick.demo.played import AUDITOR, AUTHOR, actor
from tallystick.demo.score import score
from tallystick.demo.story import Arrived, Told
from tallystick.demo.world import Mode
from tallystick.demo.world.writing import WorldFiles, write_files
from tallystick.model.state import RegisterState
from tallystick.model.statement import Statement
from tallystick.model.words import Channel, Role
from tallystick.services import ledger
from tallystick.services.outside.publish import SiteData, publish
from tallystick.services.outside.receipts import proof_of
from tallystick.services.statement.evidence import EvidenceFiles
from tallystick.services.statement.reconcile import reconcile, release
from tallystick.services.verify import verify


def write_world(told: Told, arrived: list[Arrived]) -> WorldFiles:
    """Write what the world would have: the papers as they arrived, the lists, logs and extracts."""
    received = told.folder / "world" / "received"
    received.mkdir(parents=True)
    for one in arrived:
        suffix = "eml" if one.paper.channel is Channel.MAIL else "tif"
        (received / f"{one.paper.id}.{suffix}").write_bytes(one.data)
    told.files = write_files(told.world, told.folder / "world")
    return told.files


def finish(
    told: Told, *, pages: Callable[[SiteData], Mapping[str, bytes]], say: Callable[[str], None]
) -> dict[str, Any]:
    """Reconcile, publish, verify; returns what ``tallystick demo --json`` prints."""
    with told.step("4    both lists are reconciled", say):
        redacted = _reconciled(told, Mode.REDACTED)
        named = _reconciled(told, Mode.NAMED)
        release(told.home, actor(told.home, AUTHOR, Role.AUTHOR), told.period, _folder(told, Mode.REDACTED))
    with told.step("5    the public site is written and everything is verified", say):
        publish(told.home, actor(told.home, AUTHOR, Role.AUTHOR), told.folder / "public", pages=pages)
        found = _verified(told)
    scores = {
        mode: _score(told, statement, mode) for mode, statement in ((Mode.REDACTED, redacted), (Mode.NAMED, named))
    }
    return {
        "seed": told.world.seed,
        **scores[Mode.REDACTED],
        "named": scores[Mode.NAMED],
        "verified": all(found.values()),
        "verified_paths": found,
        "prepared": redacted.a.total,
        "filed": redacted.filed,
        "corrected": redacted.corrected,
        "papers": told.papers,
        "entries": ledger.state(told.home).size,
        "sentence": redacted.sentence,
        "folder": str(told.folder),
    }


def _reconciled(told: Told, mode: Mode) -> Statement:
    """Reconcile one of the two lists with the register and what the logs show."""
    files = told.files
    evidence = EvidenceFiles((files.xferfaxlog, files.journal), files.custody, files.senders)
    auditor = actor(told.home, AUDITOR, Role.AUDITOR)
    return reconcile(told.home, auditor, [files.federal(mode)], evidence, told.period, output=_folder(told, mode))


def _folder(told: Told, mode: Mode) -> Path:
    return told.folder / f"statement-{mode.value}"


def _score(told: Told, statement: Statement, mode: Mode) -> dict[str, Any]:
    return score(statement, told.world.truth, mode, _requests(told, ledger.state(told.home)))


def _requests(told: Told, state: RegisterState) -> dict[str, int]:
    """Entry of the request that each transmission brought, by its transport id."""
    found = {}
    for transport_id, arrival in told.entries.items():
        entries = [entry for entry in state.arrivals[arrival].documents if entry in state.requests]
        if entries:
            found[transport_id] = entries[0]
    return found


def _verified(told: Told) -> dict[str, bool]:
    """Verify the public site, every packet in it, and a receipt of every arrival."""
    receipts = told.folder / "receipts"
    receipts.mkdir()
    for entry, arrival in ledger.state(told.home).arrivals.items():
        text = proof_of(told.home, entry, label=arrival.event.number)
        (receipts / f"{arrival.event.number}.tlog-proof").write_text(text, encoding="utf-8")
    public = told.folder / "public"
    paths: list[Path] = [public, *sorted((public / "reports").glob("*/v*")), *sorted(receipts.glob("*.tlog-proof"))]
    key = (public / "log" / "key.vkey").read_text(encoding="utf-8").strip()
    return {str(path.relative_to(told.folder)): verify(path, key).ok for path in paths}
