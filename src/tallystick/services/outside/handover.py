"""The daily handover: checkpoint and receipts go to the outside holders, into a folder that somebody else keeps.

Receipts go to the escrow of the holders (the clerk, the auditor) and not to a sender: whether a receipt may go to a
sender is a question of policy. A receipt names nobody.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tallystick.adapters.vault import write_durably
from tallystick.model.errors import NotThere
from tallystick.model.words import EntryKind, Log
from tallystick.records.models import Entry
from tallystick.register import note
from tallystick.register.checkpoint import Checkpoint
from tallystick.services import operations
from tallystick.services.home import Holder, Home
from tallystick.services.outside import cosigning, receipts


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Who was given the day's checkpoint, and who could not be, with the reason."""

    given: tuple[str, ...]
    hindered: tuple[tuple[str, str], ...]

    def words(self) -> list[str]:
        """Both in words."""
        given = [f"checkpoint given to {name}" for name in self.given]
        return given + [f"checkpoint not given to {name}: {why}" for name, why in self.hindered]


def hand_over(home: Home) -> HandedOver:
    """Give the newest checkpoint, and the receipts since the last time, to every holder that has none of today.

    A holder whose folder cannot be reached is told and asked again at the next round.
    """
    signed = cosigning.newest_note()
    given, hindered = [], []
    for holder in home.settings.holders if signed else ():
        try:
            if signed and _give(home, holder, signed):
                given.append(holder.name)
        except OSError as error:
            hindered.append((holder.name, error.strerror or str(error)))
    return HandedOver(tuple(given), tuple(hindered))


def _give(home: Home, holder: Holder, signed: str) -> bool:
    today = home.local_day(home.clock()).isoformat()
    path = holder.folder / f"{home.agency.ori}-{today}.checkpoint"
    if path.exists():
        return False
    holder.folder.mkdir(parents=True, exist_ok=True)
    size = Checkpoint.parse(note.parse(signed).text).size
    escrow = holder.folder / f"{home.agency.ori}-{today}.receipts"
    for number, text in _receipts(home, operations.given_up_to(home, holder.name), size):
        escrow.mkdir(exist_ok=True)
        write_durably(escrow / f"{number}.tlog-proof", text.encode())
    write_durably(path, signed.encode())
    operations.given(home, holder.name, size, hashlib.sha256(signed.encode()).hexdigest())
    return True


def _receipts(home: Home, first: int, end: int) -> list[tuple[str, str]]:
    """Number and receipt of every arrival among the entries ``first`` .. ``end - 1`` that can still be opened."""
    rows = Entry.objects.filter(log=Log.REQUESTS, kind=EntryKind.ARRIVAL, index__gte=first, index__lt=end)
    found = []
    for index in rows.order_by("index").values_list("index", flat=True):
        try:
            found.append(receipts.numbered(home, index))
        except NotThere:
            continue
    return found
