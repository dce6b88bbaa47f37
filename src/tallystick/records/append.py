"""``append(batch)``: the only write to a log. One transaction: entries, tree hashes, one signed checkpoint.

Crash points: before the commit nothing of the batch stands; after it all of it does. There is nothing in between.
Must not know what an entry means, where keys lie or who may write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import connection, transaction
from django.db.models import Q

from tallystick.model.words import Log
from tallystick.records.models import Checkpoint, Entry, TreeHash
from tallystick.register import checkpoint as checkpoints
from tallystick.register import tree

_LOCK_NUMBERS = {Log.REQUESTS: 7201, Log.OPERATIONS: 7202}


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
    """Hold the log alone within one transaction; yields its size. SQLite: IMMEDIATE; PostgreSQL: an advisory lock."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_NUMBERS[log]])
        yield size(log)


def size(log: Log) -> int:
    """Give the number of entries of ``log``."""
    last = Entry.objects.filter(log=log).order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def reader(log: Log) -> Callable[[int, int], bytes]:
    """Read stored subtree hashes of ``log``: ``get(level, index)``."""

    def get(level: int, index: int) -> bytes:
        return bytes(TreeHash.objects.values_list("hash", flat=True).get(log=log, level=level, index=index))

    return get


def append(log: Log, batch: Sequence[Draft], *, origin: str, sign: Callable[[str], str]) -> Appended:
    """Append ``batch`` and sign the checkpoint of the new size.

    ``origin`` is the log's name in its checkpoint; ``sign`` turns checkpoint text into a signed note.
    """
    with sequencer(log) as first:
        end, get = _grow(log, first, batch)
        note = sign(checkpoints.Checkpoint(origin=origin, size=end, root=tree.root(end, get)).text())
        Checkpoint.objects.create(log=log, size=end, note=note)
    return Appended(tuple(range(first, end)), note)


def append_as_written(log: Log, batch: Sequence[Draft]) -> int:
    """Write entries of another install's log into an empty one, whose signed checkpoints the caller adds; its size."""
    with sequencer(log) as first:
        return _grow(log, first, batch)[0] if batch else first


def _grow(log: Log, first: int, batch: Sequence[Draft]) -> tuple[int, tree.Get]:
    """Write entries and the hashes of the subtrees that they complete; the new size and a reader of all hashes."""
    fresh: dict[tuple[int, int], bytes] = {}
    stored = _peaks(log, first)

    def get(level: int, index: int) -> bytes:
        return fresh.get((level, index)) or stored[level, index]

    for offset, draft in enumerate(batch):
        for level, index, digest in tree.append(first + offset, tree.leaf_hash(draft.leaf), get):
            fresh[level, index] = digest
    _write(log, first, batch, fresh)
    return first + len(batch), get


def _peaks(log: Log, size: int) -> dict[tuple[int, int], bytes]:
    """The greatest complete subtrees of a log of that size, in one query: all that appending to it needs to read."""
    places = [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]
    wanted = [Q(log=log, level=level, index=index) for level, index in places]  # each whole, so that the index finds it
    rows = TreeHash.objects.filter(reduce(or_, wanted)) if wanted else TreeHash.objects.none()
    return {(level, index): bytes(digest) for level, index, digest in rows.values_list("level", "index", "hash")}


def _write(log: Log, first: int, batch: Sequence[Draft], hashes: dict[tuple[int, int], bytes]) -> None:
    Entry.objects.bulk_create(
        Entry(log=log, index=first + offset, kind=draft.kind, leaf=draft.leaf, sealed=draft.sealed, slot=draft.slot)
        for offset, draft in enumerate(batch)
    )
    TreeHash.objects.bulk_create(
        TreeHash(log=log, level=level, index=index, hash=digest) for (level, index), digest in hashes.items()
    )


def latest_note(log: Log) -> str | None:
    """Give the newest signed checkpoint, or None before the first entry."""
    return Checkpoint.objects.filter(log=log).order_by("-size").values_list("note", flat=True).first()
