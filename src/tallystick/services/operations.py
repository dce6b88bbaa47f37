"""The operations log: anchors of the requests log, counsel's adoption of an ordinance, checkpoints given outside."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime

from tallystick.adapters.vault import write_durably
from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.words import Log, OperationKind, Role
from tallystick.records import append as records
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.law import ordinance


@dataclass(frozen=True, slots=True)
class Adoption:
    """Counsel's adoption of an ordinance pack: the text's SHA-256, who adopted it and when (UTC)."""

    entry: int
    ordinance: str
    sha256: str
    counsel: str
    at: datetime


def adopt(home: Home, actor: Actor, *, counsel: str) -> Adoption:
    """Register that counsel has read and adopted the ordinance pack in force, by its digest.

    Raises:
        WrongUse: no counsel is named, or the pack is a draft.

    """
    actor.need(Role.LEGAL)
    if not counsel.strip():
        raise WrongUse("an adoption needs the name of counsel", remedy="--counsel 'NAME'")
    pack = ordinance(home.settings.ordinance, home.path)
    if pack.draft:
        raise WrongUse(
            f"'{pack.id}' is a draft: its texts were not read to the end",
            remedy="read the law, write your own file from it (HOME/ordinances/NAME.toml), and adopt that",
        )
    facts = {
        "ordinance": pack.id,
        "sha256": pack.sha256,
        "counsel": counsel.strip(),
    }
    at = home.clock()
    entry = ledger.append_operation(home, OperationKind.ADOPTION, facts, at=at)
    return Adoption(entry, facts["ordinance"], facts["sha256"], facts["counsel"], at)


def adoption(home: Home) -> Adoption | None:
    """Find the newest adoption of exactly the pack that is in force; a changed text needs a new one."""
    digest = ordinance(home.settings.ordinance, home.path).sha256
    found = None
    for entry, at, facts in _operations(home, OperationKind.ADOPTION):
        if facts["ordinance"] == home.settings.ordinance and facts["sha256"] == digest:
            found = Adoption(entry, facts["ordinance"], facts["sha256"], facts["counsel"], at)
    return found


def _operations(home: Home, kind: OperationKind) -> list[tuple[int, datetime, dict[str, str]]]:
    found = []
    for one in ledger.opened(home, Log.OPERATIONS):
        if isinstance(one, ledger.Opened) and one.kind == kind.value:
            plain = json.loads(one.body)
            found.append((one.index, datetime.fromisoformat(plain["at"]), plain["facts"]))
    return found


def anchor(home: Home) -> int | None:
    """Write a salted digest of the requests log's newest checkpoint; None before its first entry.

    The salt stays in the sealed body: outsiders see that the state was fixed, not what it was.
    """
    checkpoint = records.latest_note(Log.REQUESTS)
    if checkpoint is None:
        return None
    salt = os.urandom(32).hex()
    digest = hashlib.sha256((salt + "\n" + checkpoint).encode()).hexdigest()
    return ledger.append_operation(home, OperationKind.ANCHOR, {"document": digest, "salt": salt})


def hand_over(home: Home) -> tuple[str, ...]:
    """Give the newest checkpoint to every outside holder that has none of today. Returns who got one."""
    checkpoint = records.latest_note(Log.REQUESTS)
    if checkpoint is None:
        return ()
    today = home.local_day(home.clock()).isoformat()
    given = []
    for holder in home.settings.holders:
        path = holder.folder / f"{home.agency.ori}-{today}.checkpoint"
        if path.exists():
            continue
        holder.folder.mkdir(parents=True, exist_ok=True)
        write_durably(path, checkpoint.encode())
        facts = {"holder": holder.name, "document": hashlib.sha256(checkpoint.encode()).hexdigest()}
        ledger.append_operation(home, OperationKind.HANDOVER, facts)
        given.append(holder.name)
    return tuple(given)


def handovers(home: Home) -> tuple[str, ...]:
    """Outside holders that have been given a checkpoint, by name."""
    return tuple(sorted({facts["holder"] for _, _, facts in _operations(home, OperationKind.HANDOVER)}))
