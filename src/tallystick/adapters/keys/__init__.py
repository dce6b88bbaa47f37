"""Keys of records in fixed 64-byte slots of one file outside the database, overwritten in place when erased.

A database keeps deleted keys in its journal and free pages; a slot that is overwritten and synced does not
(facts/trust.md §5, measured on the raw disk). Keys are made and synced sixty-four at a time, and given out one by one
by whoever made them: no record waits for the disk because of its key. Must not know what a key opens.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tallystick.model.errors import NotThere, ProofFails

SLOT = 64
_KEY = 32
_RESERVE = 64
"""Keys made at once; those that a process does not use before it ends stay unused."""
_COPIED = "keys-copied.lock"


class KeyFile:
    """A file of slots: 32 bytes key, 32 bytes check. A slot of zeros is destroyed. Slots are never used twice."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._making = threading.Lock()
        self._reserved: deque[tuple[int, bytes]] = deque()
        self._reserved_under: tuple[int, int] | None = None

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
        """Give a key that nobody had before: its slot number and its 32 bytes, durable."""
        with self._making:
            while True:
                if not self._reserved or self._reserved_under != self._circumstances():
                    self._reserve()
                slot, key = self._reserved.popleft()
                if self._holds(slot, key):
                    return slot, key
                self._reserved.clear()

    def retire(self) -> None:
        """Use no key any more that was made and not given out yet: a copy of the file is about to be made.

        A copy must hold no key of what is registered after it.
        """
        mark = self.path.with_name(_COPIED)
        mark.touch(mode=0o600)
        os.utime(mark)

    def _reserve(self) -> None:
        under = self._circumstances()
        keys = [os.urandom(_KEY) for _ in range(_RESERVE)]
        with self._open(alone=True) as handle:
            first = -(-os.fstat(handle).st_size // SLOT)
            _write(handle, b"".join(key + _check(first + at, key) for at, key in enumerate(keys)), first)
        self._reserved = deque((first + at, key) for at, key in enumerate(keys))
        self._reserved_under = under

    def _circumstances(self) -> tuple[int, int]:
        """This process, and when the file was last copied: keys made in another process or before a copy are left."""
        try:
            return os.getpid(), self.path.with_name(_COPIED).stat().st_mtime_ns
        except FileNotFoundError:
            return os.getpid(), 0

    def _holds(self, slot: int, key: bytes) -> bool:
        """Whether the file still has this key there: it may have been exchanged for another under this process."""
        try:
            return self.get(slot) == key
        except (NotThere, ProofFails):
            return False

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
    """Write slots whole and wait for the disk; a full disk may take only a part, which is no key."""
    if os.pwrite(handle, stored, slot * SLOT) != len(stored):
        raise OSError(errno.ENOSPC, "a key slot was written in part only")
    os.fdatasync(handle)


def _check(slot: int, key: bytes) -> bytes:
    return hashlib.sha256(b"tallystick key slot\n" + slot.to_bytes(8, "big") + key).digest()
