"""Original bytes by SHA-256, sealed under a key of their own, durable before anything says "received".

Order of writes: key slot (synced) → folder (its name synced) → temporary file (synced) → rename → folder (synced). A
crash at any point leaves either the whole original or none, and at worst an unused key. An original that was just
registered lies sealed in the same form elsewhere (``Fresh``) until it is moved here. Must not know what the bytes are.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Protocol

from tallystick.model.errors import NotThere
from tallystick.register import seal

_MAGIC = b"tallystick vault 1\n"
_SLOT_BYTES = 8


class Keys(Protocol):
    """What the vault needs of a key store."""

    def new(self) -> tuple[int, bytes]:
        """Make a key in a slot."""

    def get(self, slot: int) -> bytes | None:
        """Give the key of a slot, None when destroyed."""

    def destroy(self, slot: int) -> None:
        """Destroy the key of a slot."""


class Fresh(Protocol):
    """Where originals lie that were registered and are not in the folder yet."""

    def find(self, digest: str) -> tuple[int, bytes] | None:
        """Find an original: the slot of its key, and its sealed bytes."""

    def forget(self, digest: str) -> None:
        """Destroy the keys of an original and take it away."""


class Vault:
    """A folder of sealed originals, and where those lie that just came."""

    def __init__(self, folder: Path, keys: Keys, fresh: Fresh | None = None) -> None:
        self.folder = folder
        self.keys = keys
        self.fresh = fresh

    def put(self, data: bytes) -> str:
        """Keep ``data`` durably and return its SHA-256 (hex). The same bytes are kept once."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.readable(digest):
            slot, sealed = self.seal(digest, data)
            self._write(digest, slot, sealed)
        return digest

    def seal(self, digest: str, data: bytes) -> tuple[int, bytes]:
        """Seal bytes under a new key, as they would lie here; the key's slot and the sealed bytes."""
        slot, key = self.keys.new()
        return slot, seal.seal(key, data, context=_context(digest))

    def adopt(self, digest: str, slot: int, sealed: bytes) -> bool:
        """Keep durably what was sealed for this vault elsewhere; False where the bytes are kept under another key."""
        kept = self._in_folder(digest)
        if kept is not None and self.keys.get(kept[0]) is not None:
            return kept[0] == slot
        self._write(digest, slot, sealed)
        return True

    def get(self, digest: str) -> bytes:
        """Return the original bytes.

        Raises:
            NotThere: nothing is kept under ``digest``, or its key was destroyed.

        """
        slot, sealed = self._parts(digest)
        key = self.keys.get(slot)
        if key is None:
            raise NotThere("these bytes were erased", where=digest)
        return seal.unseal(key, sealed, context=_context(digest))

    def readable(self, digest: str) -> bool:
        """Whether the bytes are kept and not erased."""
        try:
            slot, _ = self._parts(digest)
        except NotThere:
            return False
        return self.keys.get(slot) is not None

    def destroy(self, digest: str) -> None:
        """Destroy the key of the bytes, then take the file away."""
        slot, _ = self._parts(digest)
        self.keys.destroy(slot)
        if self.fresh is not None:
            self.fresh.forget(digest)
        self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:]

    def _parts(self, digest: str) -> tuple[int, bytes]:
        """What is kept under a digest; the folder is looked at again, as an original may be moved there meanwhile."""
        found = self._in_folder(digest)
        if self.fresh is not None and (found is None or self.keys.get(found[0]) is None):
            found = self.fresh.find(digest) or self._in_folder(digest)
        if found is None:
            raise NotThere("no such bytes in the vault", where=digest)
        return found

    def _in_folder(self, digest: str) -> tuple[int, bytes] | None:
        try:
            stored = self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        body = stored.removeprefix(_MAGIC)
        return int.from_bytes(body[:_SLOT_BYTES], "big"), body[_SLOT_BYTES:]

    def _write(self, digest: str, slot: int, sealed: bytes) -> None:
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        sync_folder(self.folder)
        write_durably(path, _MAGIC + slot.to_bytes(_SLOT_BYTES, "big") + sealed)


def _context(digest: str) -> bytes:
    return b"vault\n" + digest.encode("ascii")


def write_durably(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: temporary file, sync, rename, sync of the folder."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the folder's own entries are on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
