"""What makes an arrival the same arrival, the numbers on papers, and papers on their way into register and vault.

A paper lies in ``records_freshoriginal`` from the commit that registers it until the next work moves it into the vault:
so one commit makes paper and entry durable together. On PostgreSQL it may lie there before, without an entry, for
whoever writes the next batch. Statements are written out as in ``append``. Must not know what a paper says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

_KEY = "channel, transport_id, sha256, station, year, serial, entry"
Identity = tuple[str, str, str]
"""Channel, transport id and SHA-256 of a transmission: the same three again are the same arrival."""


@dataclass(frozen=True, slots=True)
class Key:
    """One row of what makes an arrival the same, with the number that is written on the paper."""

    channel: str
    transport_id: str
    sha256: str
    station: str
    year: int
    serial: int
    entry: int

    @property
    def number(self) -> str:
        """The number on the paper."""
        return f"{self.station}-{self.year}-{self.serial:04d}"


@dataclass(frozen=True, slots=True)
class Fresh:
    """A sealed paper: its SHA-256, the slot of its key, its bytes sealed (empty: kept already), its note sealed."""

    sha256: str
    slot: int
    sealed: bytes
    note: bytes = b""


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of a paper on its way, and the entry that it has by now."""

    row: int
    fresh: Fresh
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a waiting paper: its entry, its number, and whether it had been received before."""

    entry: int
    number: str
    again: bool


def same(identity: Identity) -> Key | None:
    """Find the arrival of the same transmission."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_KEY} FROM records_arrivalkey WHERE channel = %s AND transport_id = %s AND sha256 = %s",  # noqa: S608
            identity,
        )
        row = cursor.fetchone()
    return Key(*row) if row else None


def first_of(sha256: str) -> int | None:
    """The entry of the first arrival that brought these bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MIN(entry) FROM records_arrivalkey WHERE sha256 = %s", [sha256])
        found: int | None = cursor.fetchone()[0]
    return found


def last_serial(station: str, year: int) -> int:
    """The serial of the newest number of a station and year; 0 before the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(MAX(serial), 0) FROM records_arrivalkey WHERE station = %s AND year = %s", [station, year]
        )
        return int(cursor.fetchone()[0])


def write(keys: list[Key], papers: list[tuple[Fresh, int]]) -> None:
    """Write arrivals, the work of reading each, and the papers that came with them (with their entries)."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO records_arrivalkey ({_KEY}) VALUES (%s, %s, %s, %s, %s, %s, %s)",  # noqa: S608
            [(k.channel, k.transport_id, k.sha256, k.station, k.year, k.serial, k.entry) for k in keys],
        )
        cursor.executemany(
            "INSERT INTO records_pending (entry, tries, trouble) VALUES (%s, 0, '')", [(key.entry,) for key in keys]
        )
        cursor.executemany(
            "INSERT INTO records_freshoriginal (sha256, slot, sealed, note, entry, number, again) "
            "VALUES (%s, %s, %s, %s, %s, '', %s)",
            [(one.sha256, one.slot, one.sealed, b"", entry, False) for one, entry in papers],
        )


# -- papers that wait for the next batch (PostgreSQL)


def propose(fresh: Fresh) -> int:
    """Lay a paper down for the next batch; returns its row. It is durable when the batch that takes it is."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")
        cursor.execute(
            "INSERT INTO records_freshoriginal (sha256, slot, sealed, note, number, again) "
            "VALUES (%s, %s, %s, %s, '', %s) RETURNING id",
            [fresh.sha256, fresh.slot, fresh.sealed, fresh.note, False],
        )
        return int(cursor.fetchone()[0])


def waiting(most: int) -> list[Kept]:
    """Papers that wait for a batch, in the order in which they were laid down; without their bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, sha256, slot, note FROM records_freshoriginal WHERE entry IS NULL ORDER BY id LIMIT %s", [most]
        )
        return [Kept(row, Fresh(digest, slot, b"", bytes(note))) for row, digest, slot, note in cursor.fetchall()]


def settle(outcomes: Iterable[tuple[int, Outcome]]) -> None:
    """Say of waiting papers what became of them, in the transaction that registers them."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE records_freshoriginal SET entry = %s, number = %s, again = %s, note = %s WHERE id = %s",
            [(one.entry, one.number, one.again, b"", row) for row, one in outcomes],
        )


def outcome(row: int, identity: Identity) -> Outcome | None:
    """What became of a paper that was laid down, None while it waits; its row is gone once the vault has the paper."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT entry, number, again FROM records_freshoriginal WHERE id = %s", [row])
        found = cursor.fetchone()
    if found is not None:
        return Outcome(*found) if found[0] is not None else None
    known = same(identity)
    return Outcome(known.entry, known.number, again=False) if known else None


# -- papers on their way into the vault


def of(sha256: str) -> list[Kept]:
    """The registered papers with that SHA-256 that are not in the vault yet."""
    return _kept("sha256 = %s AND entry IS NOT NULL ORDER BY id", [sha256])


def registered(most: int) -> list[Kept]:
    """Papers that have their entry and are not in the vault yet, the oldest first."""
    return _kept("entry IS NOT NULL ORDER BY id LIMIT %s", [most])


def _kept(condition: str, values: Sequence[str | int]) -> list[Kept]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, sha256, slot, sealed, entry FROM records_freshoriginal WHERE {condition}", values)  # noqa: S608
        rows = cursor.fetchall()
    return [Kept(row, Fresh(digest, slot, bytes(sealed)), entry) for row, digest, slot, sealed, entry in rows]


def drop(rows: Iterable[int]) -> None:
    """Take papers away that are in the vault, or erased."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM records_freshoriginal WHERE id = %s", [(row,) for row in rows])


class FreshOriginals:
    """What the vault asks for originals that are not in its folder; ``destroy`` takes the key in a slot away."""

    def __init__(self, destroy: Callable[[int], object]) -> None:
        self.destroy = destroy

    def find(self, digest: str) -> tuple[int, bytes] | None:
        """Find the slot of the key and the sealed bytes of a registered paper."""
        kept = [one.fresh for one in of(digest) if one.fresh.sealed]
        return (kept[0].slot, kept[0].sealed) if kept else None

    def forget(self, digest: str) -> None:
        """Destroy the keys of a paper and take it away."""
        for one in of(digest):
            self.destroy(one.fresh.slot)
            drop([one.row])
