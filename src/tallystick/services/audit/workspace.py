"""Where an auditor's run is kept: files, decisions and choices sealed under one key of their own in ``HOME/audit/``.

``run.json`` is open and tells of no person: period, who, when, digests, until when. Destroying the one key erases the
list, the evidence and every decision at once (DESIGN §7.5). Must not know Django, nor what a list says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from tallystick.adapters.vault import write_durably
from tallystick.model.errors import NotThere
from tallystick.model.judgement import Judgement
from tallystick.model.reasons import Grade, Reason
from tallystick.register import seal
from tallystick.services.home import Home
from tallystick.services.inspect import Held

FOLDER = "audit"
_OPEN, _SEALED, COUNCIL = "run.json", "inside.sealed", "council"


class What(StrEnum):
    """What a file was given as."""

    LIST = "list"
    BEFORE = "before"
    JOURNAL = "journal"
    CUSTODY = "custody"
    SENDERS = "senders"


@dataclass(frozen=True, slots=True)
class File:
    """A sealed file: what it was given as, its name, SHA-256, and the station of an office machine's report."""

    what: What
    name: str
    sha256: str
    station: str = ""


@dataclass(frozen=True, slots=True)
class Inside:
    """What is sealed of a run besides the files: their names, what the auditor said of the list, seed, decisions.

    ``custody_days`` is the period of which the custody extract is stated to hold everybody.
    """

    files: tuple[File, ...] = ()
    sheets: tuple[str, ...] = ()
    dates: str = ""
    seed: str = ""
    custody_days: str = ""
    decisions: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One period's run: who began it and when (UTC), the list's digests, the last day that it is kept.

    ``understood`` is set once the auditor has confirmed what the columns were taken for; ``number`` counts the lists
    that were given for the period, one that replaced another among them; ``paper`` is the signed working paper's
    SHA-256. ``shared`` lets the other auditors open it. ``inside`` is empty once it was erased.
    """

    period: str
    by: str
    begun: datetime
    until: date
    slot: int
    digests: tuple[str, ...]
    number: int = 1
    why: str = ""
    understood: bool = False
    signed_by: str = ""
    signed_at: datetime | None = None
    paper: str = ""
    erased: bool = False
    shared: bool = False
    inside: Inside = field(default=Inside())

    def of(self, what: What) -> tuple[File, ...]:
        """The files that were given as this."""
        return tuple(file for file in self.inside.files if file.what is what)


def folder_of(home: Home, period: str) -> Path:
    """Where the run of a period lies."""
    return home.path / FOLDER / period


def periods(home: Home) -> tuple[str, ...]:
    """The periods that have a run, the newest name first."""
    return tuple(sorted((path.parent.name for path in (home.path / FOLDER).glob(f"*/{_OPEN}")), reverse=True))


def find(home: Home, period: str) -> Run | None:
    """The run of a period with what is sealed of it; None when nobody began one."""
    path = folder_of(home, period) / _OPEN
    if not path.is_file():
        return None
    plain = json.loads(path.read_text(encoding="utf-8"))
    signed_at = plain.pop("signed_at")
    run = Run(
        **plain
        | {
            "begun": datetime.fromisoformat(plain["begun"]),
            "until": date.fromisoformat(plain["until"]),
            "digests": tuple(plain["digests"]),
            "signed_at": datetime.fromisoformat(signed_at) if signed_at else None,
        }
    )
    return run if run.erased else replace(run, inside=_inside(json.loads(_unsealed(home, run, _SEALED))))


def keep(home: Home, run: Run) -> Run:
    """Write the run durably: first what is sealed, then what is open."""
    plain = {name: value for name, value in asdict(run).items() if name != "inside"}
    if not run.erased:
        _write(home, run, _SEALED, json.dumps(_plain(run.inside)).encode())
    folder_of(home, run.period).mkdir(parents=True, exist_ok=True, mode=0o700)
    write_durably(folder_of(home, run.period) / _OPEN, json.dumps(plain, default=str, indent=2).encode() + b"\n")
    return run


def keep_file(home: Home, run: Run, file: File, data: bytes) -> None:
    """Seal one file of a run."""
    _write(home, run, _name(file), data)


def held(home: Home, run: Run, file: File) -> Held:
    """One file of a run, opened in memory only.

    Raises:
        NotThere: it was erased.

    """
    return Held(file.name, _unsealed(home, run, _name(file)))


def destroy(home: Home, run: Run) -> Run:
    """Destroy the run's key, then take its files away; what is open stays and says so."""
    home.keys.destroy(run.slot)
    gone = keep(home, replace(run, erased=True, inside=Inside()))
    for path in folder_of(home, run.period).glob("*.sealed"):
        path.unlink()
    return gone


def _name(file: File) -> str:
    return f"{file.sha256}.sealed"


def _write(home: Home, run: Run, name: str, data: bytes) -> None:
    folder = folder_of(home, run.period)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_durably(folder / name, seal.seal(_key(home, run), data, context=_context(run, name)))


def _unsealed(home: Home, run: Run, name: str) -> bytes:
    data = (folder_of(home, run.period) / name).read_bytes()
    return seal.unseal(_key(home, run), data, context=_context(run, name))


def _key(home: Home, run: Run) -> bytes:
    key = home.keys.get(run.slot)
    if key is None:
        raise NotThere(f"the run of {run.period} was erased", remedy="its signed working paper is with the auditor")
    return key


def _context(run: Run, name: str) -> bytes:
    return f"audit\n{run.period}\n{name}".encode()


def _plain(inside: Inside) -> dict[str, Any]:
    return asdict(inside)


def _inside(plain: dict[str, Any]) -> Inside:
    return Inside(
        files=tuple(File(What(one["what"]), one["name"], one["sha256"], one["station"]) for one in plain["files"]),
        sheets=tuple(plain["sheets"]),
        dates=plain["dates"],
        seed=plain["seed"],
        custody_days=plain["custody_days"],
        decisions=tuple(_decisions(plain["decisions"])),
    )


def _decisions(plain: Iterable[dict[str, Any]]) -> Iterable[Judgement]:
    for one in plain:
        reason = Reason(one["reason"]) if one["reason"] else None
        yield Judgement(**one | {"reason": reason, "grade": Grade(one["grade"])})
