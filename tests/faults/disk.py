"""A disk that loses power: what was synced is there, of what was not, any part may be there.

The model is strict POSIX, harder than any file system in use: only ``fsync`` of a file makes its bytes durable, only
``fsync`` of a folder makes the names in it durable; until then each write and each name may be kept or lost by itself,
in any order, and a write that covers several sectors of 512 bytes may be torn into any of them.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from faults.recording import UNKNOWN, Call

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes put into a file at a place."""

    at: int
    data: bytes

    def sectors(self) -> int:
        return (self.at + len(self.data) - 1) // SECTOR - self.at // SECTOR + 1


@dataclass(frozen=True, slots=True)
class Size:
    """A file cut, or lengthened with zeros."""

    to: int

    def sectors(self) -> int:
        return 1


@dataclass(eq=False, slots=True)
class File:
    """What of a file is durable, and what was asked of it since."""

    durable: bytes = b""
    pending: list[Write | Size] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """A change of names in one folder that happens as a whole or not: path to file, folder (True) or nothing."""

    folder: str
    become: Mapping[str, File | bool | None]

    def sectors(self) -> int:
        return 1


Change = Write | Size | Names
Fate = bool | tuple[int, ...]
"""What became of a change that was not synced: all of it, nothing, or these of its sectors."""


@dataclass(frozen=True, slots=True, eq=False)
class Unsynced:
    """One change that power loss may undo: the path it is at, and the file that it is in (None for a change of names)."""

    change: Change
    path: str
    file: File | None


@dataclass(slots=True)
class _Handle:
    path: str
    file: File | None
    at: int = 0


class Disk:
    """Everything below ``top``, as the calls of one process change it."""

    def __init__(self, top: str) -> None:
        self.top = top
        self.names: dict[str, File | bool] = {}
        self.durable: dict[str, File | bool] = {}
        self.pending: list[Unsynced] = []
        self._open: dict[int, _Handle] = {}

    def take(self, call: Call) -> int:
        """Take one call; by how many the changes that are not synced grew (less than 0: it synced some)."""
        before = len(self.pending)
        act = getattr(self, f"_{call.name}", None)
        if act is not None:
            act(call)
        elif call.name in UNKNOWN:
            self._refuse(call)
        return len(self.pending) - before

    def _refuse(self, call: Call) -> None:
        about = [part for part in call.arguments if isinstance(part, bytes) and self._ours(os.fsdecode(part))]
        handle = str(call.arguments[0])
        assert not about, f"{call.name} is not known to this disk"
        assert not (handle.isdigit() and int(handle) in self._open), f"{call.name} is not known to this disk"

    def _ours(self, path: str) -> bool:
        return path == self.top or path.startswith(f"{self.top}/")

    def _change_names(self, become: dict[str, File | bool | None]) -> None:
        folder = _folder_of(next(iter(become)))
        for path, what in become.items():
            if what is None:
                self.names.pop(path, None)
            else:
                self.names[path] = what
        self.pending.append(Unsynced(Names(folder, become), next(iter(become)), None))

    def _change_file(self, handle: _Handle, change: Write | Size) -> None:
        assert handle.file is not None
        handle.file.pending.append(change)
        self.pending.append(Unsynced(change, handle.path, handle.file))

    def names_after(self, fates: Sequence[Fate]) -> dict[str, File | bool]:
        """Which names are there when the pending changes met these fates; nothing stands in a lost folder."""
        names = dict(self.durable)
        for one, fate in zip(self.pending, fates, strict=True):
            if isinstance(one.change, Names) and fate:
                _become(names, one.change)
        lost = [path for path, what in self.names.items() if what is True and path not in names]
        return {path: what for path, what in names.items() if not any(path.startswith(f"{one}/") for one in lost)}

    # -- calls, by their names

    def _openat(self, call: Call) -> None:
        path, flags = call.path(1), str(call.arguments[2])
        self._open.pop(call.result, None)
        if not (self._ours(path) or path == _folder_of(self.top)) or path.endswith(
            "-shm"
        ):  # the index beside a write-ahead log is memory, never synced
            return
        known = self.names.get(path)
        if known is None and "O_CREAT" in flags:
            known = File()
            self._change_names({path: known})
        handle = _Handle(path, known if isinstance(known, File) else None)
        if handle.file is not None and "O_TRUNC" in flags:
            self._change_file(handle, Size(0))
        self._open[call.result] = handle

    def _close(self, call: Call) -> None:
        self._open.pop(call.handle(), None)

    def _dup(self, call: Call) -> None:
        if call.handle() in self._open:
            self._open[call.result] = self._open[call.handle()]

    def _lseek(self, call: Call) -> None:
        if call.handle() in self._open:
            self._open[call.handle()].at = call.result

    def _write(self, call: Call) -> None:
        handle, data = self._open.get(call.handle()), call.arguments[1]
        if handle and handle.file is not None and isinstance(data, bytes):
            self._change_file(handle, Write(handle.at, data[: call.result]))
            handle.at += call.result

    def _pwrite64(self, call: Call) -> None:
        handle, data = self._open.get(call.handle()), call.arguments[1]
        if handle and handle.file is not None and isinstance(data, bytes):
            self._change_file(handle, Write(int(str(call.arguments[3])), data[: call.result]))

    def _ftruncate(self, call: Call) -> None:
        handle = self._open.get(call.handle())
        if handle and handle.file is not None:
            self._change_file(handle, Size(int(str(call.arguments[1]))))

    def _fsync(self, call: Call) -> None:
        handle = self._open.get(call.handle())
        if handle is None:
            return
        if handle.file is not None:
            handle.file.durable = content(handle.file, [True] * len(handle.file.pending))
            handle.file.pending = []
            self.pending = [one for one in self.pending if one.file is not handle.file]
        else:
            self._sync_folder(handle.path)

    _fdatasync = _fsync

    def _sync_folder(self, path: str) -> None:
        still = []
        for one in self.pending:
            if isinstance(one.change, Names) and one.change.folder == path:
                _become(self.durable, one.change)
            else:
                still.append(one)
        self.pending = still

    def _move(self, old: str, new: str) -> None:
        if self._ours(new):
            assert _folder_of(old) == _folder_of(new), "this disk knows renaming within a folder only"
            self._change_names({new: self.names[old], old: None})

    def _rename(self, call: Call) -> None:
        self._move(call.path(0), call.path(1))

    def _renameat(self, call: Call) -> None:
        self._move(call.path(1), call.path(3))

    _renameat2 = _renameat

    def _unlink(self, call: Call) -> None:
        if call.path(0) in self.names:
            self._change_names({call.path(0): None})

    def _unlinkat(self, call: Call) -> None:
        if call.path(1) in self.names:
            self._change_names({call.path(1): None})

    def _mkdir(self, call: Call) -> None:
        if self._ours(call.path(0)):
            self._change_names({call.path(0): True})

    def _mkdirat(self, call: Call) -> None:
        if self._ours(call.path(1)):
            self._change_names({call.path(1): True})


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def content(file: File, fates: Sequence[Fate]) -> bytes:
    """The bytes of a file when its pending changes met these fates."""
    if not any(fate is not False for fate in fates):
        return file.durable
    made = bytearray(file.durable)
    for change, fate in zip(file.pending, fates, strict=True):
        if isinstance(change, Write):
            for start, data in _surviving(change, fate):
                made.extend(bytes(max(0, start - len(made))))
                made[start : start + len(data)] = data
        elif fate is not False:
            made = made[: change.to] + bytes(max(0, change.to - len(made)))
    return bytes(made)


def _surviving(change: Write, fate: Fate) -> Iterator[tuple[int, bytes]]:
    if fate is True:
        yield change.at, change.data
    elif fate is not False:
        first = change.at // SECTOR
        for sector in fate:
            start = max(change.at, (first + sector) * SECTOR)
            end = min(change.at + len(change.data), (first + sector + 1) * SECTOR)
            yield start, change.data[start - change.at : end - change.at]


def _become(names: dict[str, File | bool], change: Names) -> None:
    for path, what in change.become.items():
        if what is None:
            names.pop(path, None)
        else:
            names[path] = what


def fates(pending: Sequence[Unsynced], chance: random.Random, *, more: int, newest: bool) -> Iterator[tuple[Fate, ...]]:
    """What may become of the unsynced changes: all and nothing; each alone lost, kept or torn; and ``more`` at random.

    With ``newest`` the last change came just now: without it the image is one of the moment before, and is left to it.
    """
    found = dict.fromkeys(_one_by_one(pending, chance))
    for _ in range(more):
        mixture = [chance.choice((True, False, _torn(one, chance))) for one in pending]
        mixture[-1:] = [mixture[-1] or True] if newest else mixture[-1:]
        found[tuple(mixture)] = None
    yield from (fate for fate in found if not (newest and fate[-1] is False))


def _one_by_one(pending: Sequence[Unsynced], chance: random.Random) -> Iterator[tuple[Fate, ...]]:
    count = len(pending)
    yield (True,) * count
    yield (False,) * count
    for place in range(count):
        for rest in (True, False):
            for fate in (not rest, _torn(pending[place], chance)):
                yield tuple(fate if at == place else rest for at in range(count))


def _torn(one: Unsynced, chance: random.Random) -> Fate:
    count = one.change.sectors()
    if count < 2:
        return chance.random() < 0.5
    return tuple(sorted(chance.sample(range(count), chance.randrange(1, count))))
