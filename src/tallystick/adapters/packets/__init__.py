"""Folders, zip files and single files as a ``register.source.Source``. Knows no proof and no format inside.

What a stranger hands over is never unpacked to disk; links are not followed, and nothing is read beyond ``MOST_BYTES``.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from tallystick.model.errors import NotThere, WrongUse
from tallystick.register.source import Source

__all__ = ["MOST_BYTES", "Archive", "Folder", "SingleFile", "open_source"]

MOST_BYTES = 1 << 28
"""The greatest file that is read (256 MiB): a small archive can claim to hold any size."""


class Folder:
    """The files under a folder; links are left out."""

    def __init__(self, path: Path) -> None:
        self._path = path
        found = (one for one in sorted(path.rglob("*")) if one.is_file() and not one.is_symlink())
        self._files = {one.relative_to(path).as_posix(): one for one in found if _inside(one, path)}

    def names(self) -> Iterable[str]:
        """Paths relative to the folder."""
        return tuple(self._files)

    def read(self, name: str) -> bytes:
        """The bytes of a file.

        Raises:
            NotThere: there is no such file.
            WrongUse: it is too large.

        """
        if name not in self._files:
            raise _not_there(name, self._path)
        return _read_file(self._files[name])


class SingleFile:
    """One file, as a source of one name."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self) -> Iterable[str]:
        """The file's own name."""
        return (self._path.name,)

    def read(self, name: str) -> bytes:
        """The bytes of the file.

        Raises:
            NotThere: another name was asked for.
            WrongUse: it is too large.

        """
        if name != self._path.name:
            raise _not_there(name, self._path)
        return _read_file(self._path)


class Archive:
    """The files in a zip file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError) as cause:
            raise WrongUse(f"{path.name} is not a whole zip file", where=str(path)) from cause
        self._infos = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}

    def names(self) -> Iterable[str]:
        """Names as the archive has them."""
        return tuple(self._infos)

    def read(self, name: str) -> bytes:
        """The bytes of a file in the archive.

        Raises:
            NotThere: there is no such file.
            WrongUse: it is too large, damaged or locked with a password.

        """
        if name not in self._infos:
            raise _not_there(name, self._path)
        try:
            with self._zip.open(self._infos[name]) as member:
                data = member.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as cause:
            raise WrongUse(f"{name} in {self._path.name} cannot be read: {cause}", where=str(self._path)) from cause
        return _small_enough(data, name)


def open_source(path: Path) -> Source:
    """The source that a path names: a folder, a zip file or a single file.

    Raises:
        NotThere: there is nothing at the path.
        WrongUse: a zip file is damaged.

    """
    if path.is_dir():
        return Folder(path)
    if not path.is_file():
        raise NotThere(f"there is no {path}", remedy="give a file, a zip file or a folder")
    return Archive(path) if zipfile.is_zipfile(path) else SingleFile(path)


def _inside(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())


def _read_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return _small_enough(file.read(MOST_BYTES + 1), path.name)


def _small_enough(data: bytes, name: str) -> bytes:
    if len(data) > MOST_BYTES:
        raise WrongUse(f"{name} is larger than {MOST_BYTES >> 20} MiB", remedy="no file of a packet or log is so large")
    return data


def _not_there(name: str, path: Path) -> NotThere:
    return NotThere(f"{name} is missing", where=str(path))
