"""Time stamps of the operations log: once a day each configured authority stamps the digest of its checkpoint.

The operations log holds an anchor of the requests log for every hour, so a stamp fixes when the register stood as it
stands, by a clock that is not ours. Each stamp is two files in ``stamps/``: the checkpoint, and the authority's answer
to be checked with ``openssl ts -verify``. An authority that does not answer stops nothing.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tallystick.adapters import stamps
from tallystick.adapters.vault import write_durably
from tallystick.model.errors import ProofFails, TallystickError
from tallystick.model.words import Log
from tallystick.records import append as records
from tallystick.services.home import Home, StampAuthority

FOLDER = "stamps"
CHECKPOINT, ANSWER = ".checkpoint", ".tsr"


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking one authority; ``trouble`` is empty when it stamped."""

    authority: str
    trouble: str = ""

    @property
    def words(self) -> str:
        """The same in words."""
        return (
            f"{self.authority} gave no time stamp: {self.trouble}"
            if self.trouble
            else f"time stamp of {self.authority}"
        )


def collect(home: Home) -> list[Asked]:
    """Ask every authority that has stamped nothing today."""
    signed = records.latest_note(Log.OPERATIONS)
    waiting = [one for one in home.settings.stamps if not _place(home, one).with_suffix(ANSWER).exists()]
    return [_asked(home, one, signed) for one in waiting] if signed else []


def last(home: Home, authority: StampAuthority) -> datetime | None:
    """When that authority last stamped, by its own clock (UTC)."""
    found = sorted((home.path / FOLDER).glob(f"*-{authority.name}{ANSWER}"))
    return stamps.read(found[-1].read_bytes()).at if found else None


def files(home: Home) -> dict[str, bytes]:
    """Every stamp as it is published, by name."""
    return {f"{FOLDER}/{path.name}": path.read_bytes() for path in sorted((home.path / FOLDER).glob("*"))}


def _asked(home: Home, authority: StampAuthority, signed: str) -> Asked:
    digest, nonce = hashlib.sha256(signed.encode()).digest(), int.from_bytes(os.urandom(8), "big")
    try:
        answer = stamps.ask(authority.url, stamps.request(digest, nonce))
        told = stamps.read(answer)
        if (told.digest, told.nonce) != (digest, nonce):
            raise ProofFails("it stamped something else")
        place = _place(home, authority)
        place.parent.mkdir(exist_ok=True)
        write_durably(place.with_suffix(CHECKPOINT), signed.encode())
        write_durably(place.with_suffix(ANSWER), answer)
    except TallystickError as error:
        return Asked(authority.name, error.what)
    return Asked(authority.name)


def _place(home: Home, authority: StampAuthority) -> Path:
    return home.path / FOLDER / f"{home.local_day(home.clock())}-{authority.name}"
