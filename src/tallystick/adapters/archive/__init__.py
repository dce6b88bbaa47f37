"""Sealed archives: a tar in pieces of AES-256-GCM under a key made of a passphrase (scrypt). Knows nothing inside.

``MAGIC``, salt (16 bytes), then pieces: length (4 bytes, the highest bit marks the last), ciphertext. The number of a
piece and whether it is the last are bound to its seal, so nothing can be cut off, moved or added.
"""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from tallystick.model.errors import NotThere, ProofFails, WrongUse

__all__ = ["Member", "members", "write"]

MAGIC = b"tallystick sealed 1\n"
_SALT = 16
_PIECE = 1 << 20
_LAST = 1 << 31
_COST = 1 << 15

Member = tuple[str, bytes | Path]
"""A name inside the archive, and its bytes or the file that holds them."""


def write(path: Path, passphrase: str, content: Iterable[Member]) -> None:
    """Write a sealed archive whole or not at all; readable by its owner only.

    Raises:
        WrongUse: there is a file already, or the passphrase is shorter than fifteen characters.

    """
    if path.exists():
        raise WrongUse(f"there is a file {path} already", remedy="name another; an archive is never overwritten")
    if len(passphrase) < 15:
        raise WrongUse("the passphrase is shorter than fifteen characters", remedy="five or six words will do")
    part = path.with_name(f".part-{path.name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            sealing: Any = _Sealing(file, passphrase)
            with tarfile.open(fileobj=sealing, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                for name, data in content:
                    _add(tar, name, data)
            sealing.finish()
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def members(path: Path, passphrase: str) -> Iterator[tuple[str, IO[bytes]]]:
    """Name and content of every file of a sealed archive, in order; each is read before the next is asked for.

    Raises:
        NotThere: there is no such file. WrongUse: it is no sealed archive.
        ProofFails: another passphrase, or changed bytes; or a name that leads out of the archive.

    """
    with _opened(path) as file:
        unsealing: Any = _Unsealing(file, passphrase)
        with tarfile.open(fileobj=unsealing, mode="r|") as tar:
            for info in tar:
                if not info.isfile() or info.name.startswith("/") or ".." in info.name.split("/"):
                    raise ProofFails(f"{path.name} holds what no archive of ours holds", where=info.name)
                content = tar.extractfile(info)
                assert content is not None
                yield info.name, content
        unsealing.finish()


def _add(tar: tarfile.TarFile, name: str, data: bytes | Path) -> None:
    info = tarfile.TarInfo(name)
    info.mode = 0o600
    if isinstance(data, Path):
        with data.open("rb") as file:
            info.size = os.fstat(file.fileno()).st_size
            tar.addfile(info, file)
    else:
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise NotThere(f"there is no {path}") from None


class _Sealing:
    """Takes what a tar writes and seals it piece by piece."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        salt = os.urandom(_SALT)
        self._file = file
        self._cipher = _cipher(passphrase, salt)
        self._held = bytearray()
        self._number = 0
        file.write(MAGIC + salt)

    def write(self, data: bytes) -> int:
        self._held += data
        while len(self._held) > _PIECE:
            self._put(bytes(self._held[:_PIECE]), 0)
            del self._held[:_PIECE]
        return len(data)

    def finish(self) -> None:
        self._put(bytes(self._held), _LAST)

    def _put(self, piece: bytes, mark: int) -> None:
        sealed = self._cipher.encrypt(self._number.to_bytes(12), piece, mark.to_bytes(4))
        self._file.write((len(sealed) | mark).to_bytes(4) + sealed)
        self._number += 1


class _Unsealing:
    """Gives a tar what was sealed, piece by piece."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        if file.read(len(MAGIC)) != MAGIC:
            raise WrongUse("this is not a sealed archive", remedy="give what backup or export wrote")
        self._file = file
        self._cipher = _cipher(passphrase, file.read(_SALT))
        self._held = b""
        self._number = 0
        self._ended = False

    def read(self, size: int) -> bytes:
        while len(self._held) < size and not self._ended:
            self._held += self._next()
        given, self._held = self._held[:size], self._held[size:]
        return given

    def finish(self) -> None:
        """Read to the marked end: what was cut off there is missed here."""
        while self.read(_PIECE):
            pass

    def _next(self) -> bytes:
        head = int.from_bytes(self._file.read(4))
        mark = head & _LAST
        sealed = self._file.read(head & ~_LAST)
        try:
            piece = self._cipher.decrypt(self._number.to_bytes(12), sealed, mark.to_bytes(4))
        except (InvalidTag, ValueError) as cause:
            words = "the archive does not open: another passphrase" if not self._number else "the archive was changed"
            raise ProofFails(words, remedy="nothing was written") from cause
        self._number += 1
        self._ended = bool(mark)
        if self._ended and self._file.read(1):
            raise ProofFails("the archive was changed: something stands behind its end")
        return piece


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode()))
