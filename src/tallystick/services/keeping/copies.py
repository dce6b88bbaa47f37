"""The register of copies: what was taken out of the house, and until when; it says what an erasure could not reach."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from tallystick.model.words import CopyKind, OperationKind
from tallystick.services import operations
from tallystick.services.home import Home


@dataclass(frozen=True, slots=True)
class Copied:
    """One copy: its entry of the operations log, what it is, its SHA-256 and name, when made and the last day kept."""

    entry: int
    what: CopyKind
    sha256: str
    name: str
    at: datetime
    until: date


def enter(home: Home, what: CopyKind, path: Path, *, days: int) -> int:
    """Enter a copy that was made; ``days`` is how long it may be kept. Returns its entry of the operations log."""
    until = home.local_day(home.clock()) + timedelta(days=days)
    return operations.copied(home, what, name=path.name, sha256=_digest(path), until=until)


def copies(home: Home) -> tuple[Copied, ...]:
    """Every copy that was entered, oldest first."""
    return tuple(
        Copied(entry, CopyKind(facts["what"]), facts["document"], facts["name"], at, date.fromisoformat(facts["until"]))
        for entry, at, facts in operations.of_kind(home, OperationKind.COPY)
    )


def kept(home: Home) -> tuple[Copied, ...]:
    """The copies that may still be kept today: an erasure does not reach them."""
    today = home.local_day(home.clock())
    return tuple(one for one in copies(home) if one.until >= today)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
