"""Papers that were registered and are not in the vault yet, and notes of papers that could not be registered.

A paper is committed to the database with its entry, sealed as the vault seals; ``move_into_vault`` brings it there at
leisure. Where the database refuses, the bytes go into the vault and a sealed note beside, for ``receive.recover``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from tallystick.adapters.vault import write_durably
from tallystick.model.errors import TallystickError
from tallystick.records import arrivals
from tallystick.register import seal
from tallystick.services.home import Home

_MAGIC = b"tallystick note 1\n"
_SLOT_BYTES = 8
_AT_ONCE = 20
Found = dict[str, str]
"""What a channel told of a transmission, in words: what its entry is made of."""


def move_into_vault(home: Home) -> int:
    """Move registered papers into the vault, each durable there before its row goes; how many.

    A crash in between leaves a paper in both places; the next call finds it in the vault and only drops the row.
    """
    moved = 0
    while some := arrivals.registered(_AT_ONCE):
        for one in some:
            if not (one.fresh.sealed and home.vault.adopt(one.fresh.sha256, one.fresh.slot, one.fresh.sealed)):
                home.keys.destroy(one.fresh.slot)
            arrivals.drop([one.row])
            moved += 1
    return moved


# -- notes


def seal_note(home: Home, slot: int, found: Found) -> bytes:
    """Seal what a channel told under the key of ``slot``: it may name a sender."""
    key = home.keys.get(slot) or b""
    return seal.seal(key, json.dumps(found, ensure_ascii=False).encode(), context=_context(slot))


def open_note(home: Home, slot: int, sealed: bytes) -> Found | None:
    """Open a sealed note; None when it cannot be opened or is none."""
    try:
        key = home.keys.get(slot)
        found = json.loads(seal.unseal(key, sealed, context=_context(slot))) if key else None
    except (TallystickError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _context(slot: int) -> bytes:
    return b"note\n%d" % slot


def write_note(home: Home, found: Found) -> None:
    """Note durably that the vault keeps a paper that is not registered yet."""
    slot, _ = home.keys.new()
    sealed = _MAGIC + slot.to_bytes(_SLOT_BYTES, "big") + seal_note(home, slot, found)
    write_durably(note_of(home, found), sealed)


def notes(home: Home) -> list[Path]:
    """The notes that wait."""
    return sorted((home.path / "spool").glob("*.note"))


def read_notes(home: Home) -> Iterator[Found]:
    """What the notes say; one that cannot be opened stays where it is, and ``doctor`` tells of it."""
    for path in notes(home):
        slot, sealed = _parts(path)
        found = open_note(home, slot, sealed)
        if found is not None:
            yield found


def drop_note(home: Home, found: Found) -> None:
    """Take the note of a registered paper away, its key first."""
    path = note_of(home, found)
    if path.exists():
        home.keys.destroy(_parts(path)[0])
        path.unlink(missing_ok=True)


def note_of(home: Home, found: Found) -> Path:
    """Where the note of a transmission lies: one place for each channel, transport id and SHA-256."""
    key = "\n".join((found["channel"], found["transport_id"], found["sha256"]))
    return home.path / "spool" / f"{hashlib.sha256(key.encode()).hexdigest()}.note"


def _parts(path: Path) -> tuple[int, bytes]:
    body = path.read_bytes().removeprefix(_MAGIC)
    return int.from_bytes(body[:_SLOT_BYTES], "big"), body[_SLOT_BYTES:]
