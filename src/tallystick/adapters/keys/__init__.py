"""Keys of records in fixed 64-byte slots of one file outside the database, overwritten in place when erased.

A database keeps deleted keys in its journal and free pages; a slot that is overwritten and synced does not
(facts/trust.md §5, measured on the raw disk). Must not know what a key opens.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tallystick.model.errors import NotThere, ProofFails

SLOT = 64
_KEY = 32


class KeyFile:
    """A file of slots: 32 bytes key, 32 bytes check. A slot of zeros is destroyed. Slots are never used twice."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def _open(self, *, alone: bool) -> Iterator[int]:
        """Open the file under a lock: shared to read a key, alone to make or destroy one."""
        flags = os.O_RDWR | os.O_CREAT if alone else os.O_RDONLY
        try:
            handle = os.open(self.path, flags, 0o600)
        except FileNotFoundError:
            raise NotThere(
                "the key file is missing", where=str(self.path), remedy="restore it from its own copy"
            ) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
            yield handle
        finally:
            os.close(handle)

    def new(self) -> tuple[int, bytes]:
        """Make a key, write it durably and return its slot number and its 32 bytes."""
        key = os.urandom(_KEY)
        with self._open(alone=True) as handle:
            slot = -(-os.fstat(handle).st_size // SLOT)
            _write(handle, key + _check(slot, key), slot)
        return slot, key

    def get(self, slot: int) -> bytes | None:
        """Read the key of ``slot``, or None when it was destroyed.

        Raises:
            NotThere: no such slot. ProofFails: the slot's check does not hold (the file is damaged).

        """
        with self._open(alone=False) as handle:
            stored = os.pread(handle, SLOT, slot * SLOT)
        if len(stored) < SLOT:
            raise NotThere(f"key slot {slot} does not exist", where=str(self.path), remedy="restore the key file")
        if stored == bytes(SLOT):
            return None
        key = stored[:_KEY]
        if stored[_KEY:] != _check(slot, key):
            raise ProofFails(f"key slot {slot} is damaged", where=str(self.path), remedy="restore the key file")
        return key

    def destroy(self, slot: int) -> None:
        """Overwrite ``slot`` in place and wait for the disk. What it opened is closed for ever."""
        with self._open(alone=True) as handle:
            _write(handle, bytes(SLOT), slot)


def _write(handle: int, stored: bytes, slot: int) -> None:
    """Write a slot whole and wait for the disk; a full disk may take only a part, which is no key."""
    if os.pwrite(handle, stored, slot * SLOT) != SLOT:
        raise OSError(errno.ENOSPC, "a key slot was written in part only")
    os.fdatasync(handle)


def _check(slot: int, key: bytes) -> bytes:
    return hashlib.sha256(b"tallystick key slot\n" + slot.to_bytes(8, "big") + key).digest()
