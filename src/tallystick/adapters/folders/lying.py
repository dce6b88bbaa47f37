"""Files in a folder on a disk or a share: which lie there, whether one is still being written, and taking one away.

Shares tell nobody of new files, so the folder is looked at again and again. A file is taken when it is whole by its own
structure and did not change between two looks; one that stays incomplete is taken as it is after ``PATIENCE``.
"""

from __future__ import annotations

import fcntl
import os
import time
from dataclasses import dataclass
from pathlib import Path

from .whole import is_whole

PATIENCE = 600.0
"""Seconds without any change after which a file is taken though its end is missing."""
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".filepart", ".writing")
_NOT_PAPERS = {"thumbs.db", "desktop.ini", ".ds_store"}


@dataclass(frozen=True, slots=True)
class Lying:
    """One file as a look saw it: size in bytes and time of its last change in nanoseconds since 1970."""

    path: Path
    size: int
    changed: int


def files_in(folder: Path, *, beside: Path | None = None) -> list[Lying]:
    """Files of the folder and its subfolders, oldest first; ``beside`` is a folder in it that is left out.

    Raises:
        OSError: the folder is away (a share that is not mounted).

    """
    os.listdir(folder)  # noqa: PTH208 - a share that is away must be told from an empty folder
    found = []
    for path in folder.rglob("*"):
        if path.name.lower() in _NOT_PAPERS or (beside and path.is_relative_to(beside)):
            continue
        try:
            if path.is_file() and not path.is_symlink():
                state = path.stat()
                found.append(Lying(path, state.st_size, state.st_mtime_ns))
        except OSError:
            continue
    return sorted(found, key=lambda one: (one.changed, one.path))


def read_settled(one: Lying, *, unchanged: bool) -> bytes | None:
    """The bytes of a file that is no longer written, or None while it may be; ``unchanged`` since the look before.

    Raises:
        OSError: the file cannot be read (locked, or its rights do not allow it).

    """
    quiet = time.time() - one.changed / 1e9 > PATIENCE
    if not unchanged and not quiet:
        return None
    if one.path.name.lower().endswith(_UNFINISHED) and not quiet:
        return None
    with one.path.open("rb") as file:
        if not _is_free(file.fileno()):
            return None
        data = file.read()
    if len(data) != one.size:
        return None
    return data if quiet or is_whole(data) is True else None


def _is_free(handle: int) -> bool:
    """Whether nobody holds a lock on the file; where the share knows no locks, nobody does."""
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def settle(one: Lying, done: Path | None) -> None:
    """Move a registered file into ``done``, or take it away; a file that changed since it was read stays.

    Raises:
        OSError: it cannot be moved; the next look registers nothing new and tries again.

    """
    try:
        state = one.path.stat()
    except FileNotFoundError:
        return
    if (state.st_size, state.st_mtime_ns) != (one.size, one.changed):
        return
    if done is None:
        one.path.unlink()
        return
    done.mkdir(parents=True, exist_ok=True)
    one.path.replace(_free_name(done / one.path.name))


def _free_name(path: Path) -> Path:
    number = 2
    free = path
    while free.exists():
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free
