"""``append(batch)``: the only write to a log. One transaction: entries, tree hashes, one signed checkpoint.

Crash points: before the commit nothing of the batch stands; after it all of it does. There is nothing in between.
Every statement is written out: a paper is registered while its sender waits, and most of an ORM's time is spent on
words. Must not know what an entry means, where keys lie or who may write.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from tallystick.model.words import Log
from tallystick.records.models import Checkpoint, TreeHash
from tallystick.register import checkpoint as checkpoints
from tallystick.register import tree

_LOCK_NUMBERS = {Log.REQUESTS: 7201, Log.OPERATIONS: 7202}
Cursor = Any
"""A cursor of the database's own driver, as Django wraps it."""
_held = threading.local()


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has an index: kind, leaf (392 bytes), sealed body and the key slot that opens it."""

    kind: str
    leaf: bytes
    sealed: bytes
    slot: int


@dataclass(frozen=True, slots=True)
class Appended:
    """Where a batch went: its indices and the checkpoint note that covers it."""

    indices: tuple[int, ...]
    note: str


@contextmanager
def sequencer(log: Log) -> Iterator[int]:
    """Hold the log alone within one transaction; yields its size. SQLite: IMMEDIATE; PostgreSQL: an advisory lock.

    Whoever holds it already goes on in the same transaction.
    """
    if log in _holding():
        yield _holding()[log]
        return
    with transaction.atomic():
        _lock("SELECT pg_advisory_xact_lock(%s)", log)
        with _holds(log) as first:
            yield first


@contextmanager
def sequencer_if_free(log: Log) -> Iterator[int | None]:
    """The same, but yields None where another process holds the log (PostgreSQL; SQLite always waits)."""
    if log in _holding():
        yield _holding()[log]
        return
    with transaction.atomic():
        if _lock("SELECT pg_try_advisory_xact_lock(%s)", log):
            with _holds(log) as first:
                yield first
        else:
            yield None


@contextmanager
def sent_together() -> Iterator[None]:
    """Send what is written inside to PostgreSQL without a wait for each answer; errors come at the end."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def wait_for_batch(log: Log) -> None:
    """Wait until whoever holds the log now has committed; all who wait go on together (PostgreSQL only)."""
    with transaction.atomic():
        _lock("SELECT pg_advisory_xact_lock_shared(%s)", log)


def shares_its_sequencer() -> bool:
    """Whether other hosts may write this database too, so that papers of several processes go in one batch."""
    return connection.vendor == "postgresql"


def _lock(statement: str, log: Log) -> bool:
    """Take an advisory lock of PostgreSQL; on SQLite the transaction itself holds the database."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(statement, [_LOCK_NUMBERS[log]])
        return cursor.fetchone()[0] is not False


@contextmanager
def _holds(log: Log) -> Iterator[int]:
    _holding()[log] = first = size(log)
    try:
        yield first
    finally:
        del _holding()[log]


def _holding() -> dict[Log, int]:
    """Which logs this thread holds, and their sizes: nobody else can append meanwhile."""
    if not hasattr(_held, "logs"):
        _held.logs = {}
    logs: dict[Log, int] = _held.logs
    return logs


def size(log: Log) -> int:
    """Give the number of entries of ``log``."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT COALESCE(MAX("index"), -1) + 1 FROM records_entry WHERE log = %s', [log.value])
        return int(cursor.fetchone()[0])


def reader(log: Log) -> Callable[[int, int], bytes]:
    """Read stored subtree hashes of ``log``: ``get(level, index)``."""

    def get(level: int, index: int) -> bytes:
        return bytes(TreeHash.objects.values_list("hash", flat=True).get(log=log, level=level, index=index))

    return get


def append(log: Log, batch: Sequence[Draft], *, origin: str, sign: Callable[[str], str]) -> Appended:
    """Append ``batch`` and sign the checkpoint of the new size.

    ``origin`` is the log's name in its checkpoint; ``sign`` turns checkpoint text into a signed note.
    """
    with sequencer(log) as first, connection.cursor() as cursor:
        end, get = _grow(cursor, log, first, batch)
        note = sign(checkpoints.Checkpoint(origin=origin, size=end, root=tree.root(end, get)).text())
        cursor.execute("INSERT INTO records_checkpoint (log, size, note) VALUES (%s, %s, %s)", [log.value, end, note])
    return Appended(tuple(range(first, end)), note)


def append_as_written(log: Log, batch: Sequence[Draft]) -> int:
    """Write entries of another install's log into an empty one, whose signed checkpoints the caller adds; its size."""
    with sequencer(log) as first, connection.cursor() as cursor:
        return _grow(cursor, log, first, batch)[0] if batch else first


def _grow(cursor: Cursor, log: Log, first: int, batch: Sequence[Draft]) -> tuple[int, tree.Get]:
    """Write entries and the hashes of the subtrees that they complete; the new size and a reader of all hashes."""
    fresh: dict[tuple[int, int], bytes] = {}
    stored = _peaks(cursor, log, first)

    def get(level: int, index: int) -> bytes:
        return fresh.get((level, index)) or stored[level, index]

    for offset, draft in enumerate(batch):
        for level, index, digest in tree.append(first + offset, tree.leaf_hash(draft.leaf), get):
            fresh[level, index] = digest
    _write(cursor, log, first, batch, fresh)
    _holding()[log] = first + len(batch)
    return first + len(batch), get


def _peaks(cursor: Cursor, log: Log, size: int) -> dict[tuple[int, int], bytes]:
    """The greatest complete subtrees of a log of that size, in one query: all that appending to it needs to read."""
    places = [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]
    if not places:
        return {}
    one = '(log = %s AND level = %s AND "index" = %s)'  # each whole, so that the index finds it
    cursor.execute(
        f'SELECT level, "index", hash FROM records_treehash WHERE {" OR ".join([one] * len(places))}',  # noqa: S608
        [value for level, index in places for value in (log.value, level, index)],
    )
    return {(level, index): bytes(digest) for level, index, digest in cursor.fetchall()}


def _write(cursor: Cursor, log: Log, first: int, batch: Sequence[Draft], hashes: dict[tuple[int, int], bytes]) -> None:
    cursor.executemany(
        'INSERT INTO records_entry (log, "index", kind, leaf, sealed, slot) VALUES (%s, %s, %s, %s, %s, %s)',
        [(log.value, first + at, one.kind, one.leaf, one.sealed, one.slot) for at, one in enumerate(batch)],
    )
    cursor.executemany(
        'INSERT INTO records_treehash (log, level, "index", hash) VALUES (%s, %s, %s, %s)',
        [(log.value, level, index, digest) for (level, index), digest in hashes.items()],
    )


def note_at(log: Log, size: int) -> str:
    """Give the signed checkpoint of that size."""
    note: str = Checkpoint.objects.values_list("note", flat=True).get(log=log, size=size)
    return note


def latest_note(log: Log) -> str | None:
    """Give the newest signed checkpoint, or None before the first entry."""
    return Checkpoint.objects.filter(log=log).order_by("-size").values_list("note", flat=True).first()
