"""What registering costs when it is durable and proven, and what verifying costs whoever trusts nobody.

    python benchmarks/register.py [--entries 0 100000] [--papers 300] [--clients 4 16] [--verify 9000] [-o DIR]

Registering: the product's own ``receive`` (key, seal, leaf, tree, signed checkpoint, a commit of entry and bytes), one
paper of 48 kB after the other, on a log that already has so many entries. ``--clients``: so many at once, each with a
connection of its own; with PostgreSQL several papers share a checkpoint and a commit. Beside it, paper by paper in the
same run: the same bytes as one row of a bare table, committed as durably (the same PRAGMAs, or PostgreSQL's default),
and pymerkle's ``SqliteTree`` where it is installed (GPL: for this comparison only; it is no dependency).
``TALLYSTICK_DATABASE_URL`` names PostgreSQL. Verifying: the audit of a published log with openings of every entry, and
of one without.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tallystick import site

PAPER = 48_000
BATCH = 5_000
Step = Callable[[bytes, int], object]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--entries", type=int, nargs="*", default=[0, 100_000], help="entries that the log has before")
    options.add_argument("--papers", type=int, default=300)
    options.add_argument("--verify", type=int, nargs="*", default=[9_000], help="sizes of the logs that are verified")
    options.add_argument("-o", "--output", type=Path, help="folder on the disk to be measured; default a temporary one")
    options.add_argument("--clients", type=int, nargs="*", default=[], help="how many register at once, after that")
    given = options.parse_args()
    print(f"{'what':<46}{'p50 ms':>9}{'p99 ms':>9}{'a second':>10}{'of bare':>9}{'CPU ms':>9}")
    with tempfile.TemporaryDirectory(dir=given.output) as folder:
        if given.entries:
            home = registering(Path(folder), sorted(given.entries), given.papers)
            for clients in given.clients:
                together(home, clients, given.papers)
    for size in given.verify:
        verifying(size)


# -- registering ------------------------------------------------------------------------------------------------------


def registering(folder: Path, sizes: list[int], papers: int) -> Any:
    from tallystick.model.agency import Agency, Line, Station
    from tallystick.services.home import create_home

    stations = (Station("H1", "District 1", (Line("fax-H1"),)),)
    agency = Agency(
        "ZZ0990100", "Harborton Police Department", "Harborton", "NEW HAVENSHIRE", "America/New_York", stations
    )
    home = create_home(folder / "home", agency=agency, ordinance="boston", invented=True)
    site.setup(home.path)
    from django.db import connection

    from tallystick.services.setup import make_database

    make_database(home)
    chance = random.Random(7)
    for size in sizes:
        fill(size, chance)
        with bare(folder, connection.vendor) as commit, pymerkle(folder, size) as peer:
            steps: dict[str, Step] = {"tallystick": register(home), "bare commit of the same bytes": commit}
            steps |= {"pymerkle SqliteTree": peer} if peer else {}
            table(f"{size:,} entries, {connection.vendor}", *timed(steps, papers, chance, size))
    return home


def register(home: Any) -> Step:
    from tallystick.model.actor import system
    from tallystick.model.words import Channel
    from tallystick.services.intake.receive import Transmission, receive

    actor = system(home.agency.ori)
    return lambda data, number: receive(home, actor, Transmission(data, Channel.FAX, "H1", transport_id=str(number)))


def fill(size: int, chance: random.Random) -> None:
    """Bring the log to ``size`` entries of made-up leaves, as an import of another install's log does."""
    from tallystick.model.words import Log
    from tallystick.records import append as records

    have = records.size(Log.REQUESTS)
    while have < size:
        count = min(BATCH, size - have)
        drafts = [records.Draft("contact", chance.randbytes(392), b"INVENTED", 0) for _ in range(count)]
        have = records.append_as_written(Log.REQUESTS, drafts)


@contextlib.contextmanager
def bare(folder: Path, vendor: str) -> Iterator[Step]:
    """One row with the bytes, committed alone, in a table that has nothing else."""
    if vendor == "postgresql":
        import psycopg

        with psycopg.connect(os.environ["TALLYSTICK_DATABASE_URL"], autocommit=True) as database:
            database.execute("CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, data bytea)")
            yield lambda data, _: database.execute("INSERT INTO bare (data) VALUES (%s)", [data])
            database.execute("DROP TABLE bare")
        return
    from tallystick.site.database import SQLITE_PRAGMAS

    with contextlib.closing(sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)) as lite:
        lite.executescript(SQLITE_PRAGMAS)
        lite.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, data BLOB)")
        yield lambda data, _: lite.execute("INSERT INTO bare (data) VALUES (?)", [data])


@contextlib.contextmanager
def pymerkle(folder: Path, size: int) -> Iterator[Step | None]:
    try:
        from pymerkle import SqliteTree
    except ImportError:
        yield None
        return
    file = folder / f"pymerkle-{size}.sqlite3"
    tree = SqliteTree(str(file))
    if size:
        tree.append_entries([os.urandom(392) for _ in range(size)])
    yield lambda data, _: tree.append_entry(data)
    tree.close()


def together(home: Any, clients: int, papers: int) -> None:
    """Several threads register at once; the rate, and how many papers one checkpoint covers."""
    from django.db import connection

    from tallystick.records.models import Checkpoint

    step, before = register(home), Checkpoint.objects.count()
    seconds: list[float] = []

    def work(client: int) -> None:
        chance = random.Random(client)
        for number in range(papers // clients):
            data = chance.randbytes(PAPER)
            start = time.perf_counter()
            step(data, clients * 10**9 + client * 10**6 + number)
            seconds.append(time.perf_counter() - start)
        connection.close()

    working = [threading.Thread(target=work, args=(client,)) for client in range(clients)]
    start = time.perf_counter()
    for one in working:
        one.start()
    for one in working:
        one.join()
    rate, share = len(seconds) / (time.perf_counter() - start), len(seconds) / (Checkpoint.objects.count() - before)
    middle, high = statistics.median(seconds), statistics.quantiles(seconds, n=100)[98]
    words = f"{clients} at once, {share:.1f} papers a checkpoint"
    print(f"  {words:<44}{middle * 1e3:>9.2f}{high * 1e3:>9.2f}{rate:>10.0f}")


Times = dict[str, list[float]]


def timed(steps: dict[str, Step], papers: int, chance: random.Random, first: int) -> tuple[Times, Times]:
    """Seconds and processor seconds of each step for each paper, turn by turn; the first ten are not counted."""
    found: Times = {name: [] for name in steps}
    worked: Times = {name: [] for name in steps}
    for number in range(papers + 10):
        data = chance.randbytes(PAPER)
        for name, step in steps.items():
            start, busy = time.perf_counter(), time.thread_time()
            step(data, first * 1_000 + number)
            found[name].append(time.perf_counter() - start)
            worked[name].append(time.thread_time() - busy)
    return {name: seconds[10:] for name, seconds in found.items()}, worked


def table(title: str, found: Times, worked: Times) -> None:
    print(title)
    base = statistics.median(found["bare commit of the same bytes"])
    for name, seconds in found.items():
        middle, high = statistics.median(seconds), statistics.quantiles(seconds, n=100)[98]
        rate = len(seconds) / sum(seconds)
        busy = statistics.median(worked[name])
        print(f"  {name:<44}{middle * 1e3:>9.2f}{high * 1e3:>9.2f}{rate:>10.0f}{middle / base:>9.1f}{busy * 1e3:>9.2f}")


# -- verifying --------------------------------------------------------------------------------------------------------


def verifying(size: int) -> None:
    """The audit of a log of ``size`` entries: with every entry opened up to 100,000, without openings above."""
    from tallystick.register import note
    from tallystick.register.audit import audit
    from tallystick.register.source import Held

    opened = size <= 100_000
    signer = note.Signer("harborton.example/requests", bytes(range(32)))
    files = published(size, signer, opened=opened)
    start = time.perf_counter()
    found = audit(Held(files), signer.verifier().vkey)
    seconds = time.perf_counter() - start
    assert found.ok, found.findings
    words = "every entry opened" if opened else "no openings"
    bulk = sum(map(len, files.values())) / 1e6
    print(
        f"verifying {size:,} entries, {words}, {bulk:.0f} MB: {seconds:.2f} s, {size / seconds:,.0f} entries a second"
    )


def published(size: int, signer: Any, *, opened: bool) -> dict[str, bytes]:
    from tallystick.register import note, tiles, tree
    from tallystick.register.checkpoint import Checkpoint

    chance = random.Random(size)
    if opened:
        leaves, extra = opened_leaves(size, signer.name, chance)
    else:
        leaves, extra = [chance.randbytes(392) for _ in range(size)], {}
    grown = tree.Memory(leaves)
    files = dict(tiles.files(size, grown.get, leaves.__getitem__)) | extra
    files["checkpoint"] = note.sign(Checkpoint(signer.name, size, grown.root()).text(), signer).encode()
    files["key.vkey"] = f"{signer.verifier().vkey}\n".encode()
    return files


def opened_leaves(size: int, origin: str, chance: random.Random) -> tuple[list[bytes], dict[str, bytes]]:
    """A year of arrivals, their classes and confirmations, with the fields opened that the recount needs."""
    from tallystick.register import leaf, recount

    leaves, opened = [], []
    for index in range(size):
        kind = ("arrival", "request", "confirmed")[index % 3]
        about = "" if kind == "arrival" else str(index - 1)
        asked = "" if kind == "arrival" else "hold"
        values = {"kind": kind, "year": "2025", "refers_to": about, "asked": asked, "body": str(index)}
        secret = chance.randbytes(32)
        leaves.append(leaf.make(values, secret))
        opened.append(
            [{"value": o.value, "salt": o.salt.hex()} for o in leaf.open_fields(values, secret, recount.FIELDS)]
        )
    plain = {"origin": origin, "size": size, "policy": "A", "fields": list(recount.FIELDS), "leaves": opened}
    return leaves, {"openings.json": json.dumps(plain).encode()}


if __name__ == "__main__":
    main()
