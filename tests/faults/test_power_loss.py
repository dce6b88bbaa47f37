"""Power is lost at any moment of registering: nothing that was acknowledged is lost, and what is there is whole.

How it is counted. One process makes a home and registers papers; every call that it makes to its file system is recorded
with its bytes (``recording.py``). A power loss is a moment between two calls that change something, together with a fate
for every change that was not synced by then: kept, lost or torn (``disk.py``). At each moment all and none are tried,
each change alone lost, kept or torn, and some mixtures; the same fates are counted once. What the last change leaves out
is left to the moment before. Each image is judged: the database is opened by SQLite, which recovers it, and must hold
exactly the first k registrations, k not smaller than what was acknowledged; the database or the vault, with the key
file, must give back the bytes of every acknowledged paper, and the key file has the key of every entry. Images whose database files equal those of the last
moment are not opened again. Some images are taken whole through the product's own recovery, replay and doctor.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Generic, TypeVar

import pytest

from faults.disk import Disk, Fate, File, Unsynced, content, fates
from faults.recording import TESTS, Call, record
from soak import Tell, often
from tallystick.adapters.keys import SLOT, KeyFile
from tallystick.model.errors import TallystickError
from tallystick.register import checkpoint, note, seal, tree

pytestmark = [
    pytest.mark.once,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("strace"), reason="no strace: apt-get install strace"),
]

PAPERS = 40
LOSSES = often(100_000)
WHOLE = 60
"""How many images are taken through the product's own recovery."""
DATABASE = "register.sqlite3"
JOURNALS = ("", "-wal", "-journal")
HEAD = b"tallystick vault 1\n"
Verdict = TypeVar("Verdict")
Papers = frozenset[tuple[str, int]]
"""Papers by SHA-256 with the slot of the key that opens them."""
SAID = 1
"""Standard output, on which the registering process acknowledges."""


class Tables:
    """The rows of the append-only tables in the order in which they were written."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.entries = _rows(database, 'log, "index", kind, leaf, sealed, slot', "entry")
        self.hashes = _rows(database, 'log, level, "index", hash', "treehash")
        self.fresh = _rows(database, "sha256, slot, sealed", "freshoriginal")
        self.notes = _rows(database, "log, size, note", "checkpoint")
        self.keys = _rows(database, "entry, channel, transport_id, sha256, station, serial", "arrivalkey")

    @classmethod
    def read(cls, file: Path) -> Tables:
        """What SQLite recovers from a database and its journals; read only, so that it leaves them as they are."""
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            return cls(database)

    def begins(self, whole: Tables) -> bool:
        """Whether these rows are a beginning of those, and one that a commit left: keys, signed root and hashes fit."""
        parts = ((self.entries, whole.entries), (self.hashes, whole.hashes), (self.notes, whole.notes))
        if any(rows != all_rows[: len(rows)] for rows, all_rows in (*parts, (self.keys, whole.keys))):
            return False
        size = len(self.entries)
        if len(self.keys) != size or bool(self.notes) is not bool(size):
            return False
        return not size or self._root_is_signed(size)

    def _root_is_signed(self, size: int) -> bool:
        stated = checkpoint.Checkpoint.parse(note.parse(self.notes[-1][2]).text)
        held = {(level, index): value for _, level, index, value in self.hashes}
        return (stated.size, stated.root) == (size, tree.root(size, lambda level, index: held[level, index]))


def _rows(database: sqlite3.Connection, columns: str, table: str) -> list[tuple[object, ...]]:
    return database.execute(f"SELECT {columns} FROM records_{table} ORDER BY id").fetchall()


class Image:
    """What a disk shows after a power loss."""

    def __init__(self, disk: Disk, fate: Sequence[Fate]) -> None:
        self.disk = disk
        self.fate = fate

    def files(self, wanted: Callable[[str], bool]) -> dict[str, bytes]:
        """Contents by path below the home."""
        names = self.disk.names_after(self.fate)
        return {
            path[len(self.disk.top) + 1 :]: self._content(what)
            for path, what in names.items()
            if isinstance(what, File) and wanted(path)
        }

    def _content(self, file: File) -> bytes:
        if not file.pending:
            return file.durable
        return content(file, [fate for one, fate in zip(self.disk.pending, self.fate, strict=True) if one.file is file])


def is_database(path: str) -> bool:
    return f"/{DATABASE}" in path


def is_paper(path: str) -> bool:
    return not is_database(path)


class Part(Generic[Verdict]):
    """The verdict about the database, or about the papers, for each fate of its own changes: found once a moment."""

    def __init__(self, wanted: Callable[[str], bool], find: Callable[[dict[str, bytes]], Verdict]) -> None:
        self.wanted = wanted
        self.find = find
        self.found: dict[tuple[Fate, ...], Verdict] = {}
        self._pending: list[Unsynced] = []

    def at(self, pending: Sequence[Unsynced]) -> None:
        """Begin a moment; what was found before holds on while no change of this part came or was synced."""
        mine = [one for one in pending if self.wanted(one.path)]
        if mine != self._pending:
            self.found.clear()
        self._pending = mine

    def of(self, image: Image) -> Verdict:
        mine = tuple(fate for one, fate in zip(image.disk.pending, image.fate, strict=True) if self.wanted(one.path))
        if mine not in self.found:
            self.found[mine] = self.find(image.files(self.wanted))
        return self.found[mine]


class Judge:
    """Loses power at every moment of a recording and judges what is left; counts both."""

    def __init__(self, calls: Sequence[Call], home: Path, room: Path) -> None:
        self.calls = calls
        self.home = home
        self.room = room
        self.whole = Tables.read(home / DATABASE)
        self.chance = random.Random(len(calls))
        self.acknowledged: list[str] = []
        self.losses = self.opened = 0
        self.lost: list[str] = []
        self.kept: list[tuple[int, dict[str, bytes]]] = []
        self._database = Part(is_database, self._registrations)
        self._papers = Part(is_paper, self._in_vault)
        self._written: dict[str, bytes | None] = {}
        self._keys = KeyFile(home / "keys.slots")
        self._opened: dict[tuple[str, int, bytes], bool] = {}

    def run(self, wanted: int = 0) -> None:
        """Judge every moment: each change alone, and as many mixtures, by the number of changes, as make up ``wanted``."""
        alone = changes = 0
        for disk, _, newest in self._moments():
            alone += sum(1 for _ in fates(disk.pending, self.chance, more=0, newest=newest))
            changes += len(disk.pending)
        share = max(0.0, 1.12 * (wanted - alone) / changes)
        for disk, acknowledged, newest in self._moments():
            self.acknowledged = acknowledged
            self._moment(disk, newest=newest, more=round(share * len(disk.pending)))

    def _moments(self) -> Iterator[tuple[Disk, list[str], bool]]:
        """The disk after each call that changed it and at each acknowledgement; what was acknowledged by then; whether
        the last unsynced change came just now."""
        disk, ready, acknowledged = Disk(str(self.home)), False, list[str]()
        for call in self.calls:
            if call.name == "write" and call.handle() == SAID:
                ready, words = True, bytes(call.arguments[1]).decode().split()  # type: ignore[arg-type]
                acknowledged = [*acknowledged, words[-1]] if len(words) > 1 else acknowledged
                yield disk, acknowledged, False
            elif (grown := disk.take(call)) and ready:
                yield disk, acknowledged, grown > 0

    def _moment(self, disk: Disk, *, newest: bool, more: int) -> None:
        self._database.at(disk.pending)
        self._papers.at(disk.pending)
        for fate in fates(disk.pending, self.chance, more=more, newest=newest):
            image = Image(disk, fate)
            self.losses += 1
            if trouble := self._trouble(image):
                self.lost.append(trouble)
            elif self.chance.randrange(self.losses) < WHOLE:
                self._keep(image)

    def _trouble(self, image: Image) -> str:
        usable, in_vault = self._papers.of(image)
        registered = self._database.of(image)
        if registered is None:
            return "the database is not what a commit left"
        held, fresh = registered
        if held < len(self.acknowledged):
            return f"{len(self.acknowledged)} papers were acknowledged, the database holds {held}"
        there = {digest for digest, slot in (*in_vault, *fresh) if slot < usable}
        if not there.issuperset(self.acknowledged):
            return "an acknowledged paper is neither in the database nor in the vault"
        slots = [row[-1] for row in self.whole.entries[:held]]
        return "" if not held or max(slots) < usable else "an entry's key is not in the key file"

    def _keep(self, image: Image) -> None:
        kept = (len(self.acknowledged), image.files(lambda _: True))
        if len(self.kept) < WHOLE:
            self.kept.append(kept)
        else:
            self.kept[self.chance.randrange(WHOLE)] = kept

    def _registrations(self, files: dict[str, bytes]) -> tuple[int, Papers] | None:
        """How many registrations the recovered database holds and which papers; None: it is not what a commit left."""
        self.opened += 1
        for name in (f"{DATABASE}{end}" for end in JOURNALS):
            if files.get(name) is not self._written.get(name):
                _put(self.room / name, files.get(name))
                self._written[name] = files.get(name)
        (self.room / f"{DATABASE}-shm").unlink(missing_ok=True)
        try:
            found = Tables.read(self.room / DATABASE)
        except sqlite3.DatabaseError:
            return None
        if not found.begins(self.whole):
            return None
        return len(found.entries), frozenset((d, s) for d, s, sealed in found.fresh if self._opens(d, s, sealed))

    def _in_vault(self, files: dict[str, bytes]) -> tuple[int, Papers]:
        """How many of the first keys can be used, and the papers in the vault that open, with the slots of their keys."""
        papers = set()
        for name, stored in files.items():
            digest = "".join(name.split("/")[-2:])
            if name.startswith("vault/") and len(digest) == 64 and stored.startswith(HEAD):
                slot, sealed = int.from_bytes(stored[len(HEAD) :][:8], "big"), stored[len(HEAD) + 8 :]
                if self._opens(digest, slot, sealed):
                    papers.add((digest, slot))
        keys, whole = files.get("keys.slots", b""), self._keys.path.read_bytes()
        same = (at for at in range(len(keys) // SLOT) if keys[at * SLOT :][:SLOT] != whole[at * SLOT :][:SLOT])
        return next(same, len(keys) // SLOT), frozenset(papers)

    def _opens(self, digest: str, slot: int, sealed: bytes) -> bool:
        """Whether the bytes are that paper under the key that the slot has in the end: no key is changed here."""
        known = (digest, slot, sealed)
        if known not in self._opened:
            try:
                key = self._keys.get(slot)
                data = seal.unseal(key or b"", sealed, context=b"vault\n" + digest.encode())
                self._opened[known] = hashlib.sha256(data).hexdigest() == digest
            except TallystickError:
                self._opened[known] = False
        return self._opened[known]


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(data)


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    """A folder in memory, where there is one: images are written and read there, nothing waits for a real disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def test_no_power_loss_loses_what_was_acknowledged(tmp_path: Path, room: Path, record_property: Tell) -> None:
    judge = Judge(record(tmp_path, PAPERS), tmp_path / "home", room)
    judge.run(LOSSES)
    record_property("power losses judged", judge.losses)
    record_property("power losses after which SQLite recovered the database anew", judge.opened)
    assert Counter(judge.lost) == {}
    assert len(judge.acknowledged) == PAPERS
    assert judge.losses >= LOSSES
    recovered = _through_the_product(judge.kept, room)
    record_property("power losses after which the product recovered, replayed and examined its home", recovered)


def _through_the_product(kept: Sequence[tuple[int, dict[str, bytes]]], room: Path) -> int:
    """How many images the product itself took up again with all that was acknowledged; each must be one of them."""
    folders = []
    for number, (acknowledged, files) in enumerate(kept):
        folders.append(f"{room / str(number)} {acknowledged}")
        for name, data in files.items():
            path = room / str(number) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    child = [sys.executable, str(TESTS / "faults/recovering.py"), str(room / "home")]
    settings = {**os.environ, "PYTHONPATH": str(TESTS), "TALLYSTICK_DATABASE_URL": ""}
    done = subprocess.run(child, input="\n".join(folders), env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert said == ["whole"] * len(kept)
    return len(said)


@pytest.mark.parametrize("control", ["normal", "unsynced"])
def test_the_simulation_sees_the_loss_when_a_promise_is_taken_away(control: str, tmp_path: Path, room: Path) -> None:
    """``normal``: the database does not wait for the disk at a commit. ``unsynced``: files are never synced."""
    judge = Judge(record(tmp_path, 2, control), tmp_path / "home", room)
    judge.run()
    assert len(judge.lost) > judge.losses // 100
