"""Drop what can be derived, make it again from the entries, and compare: projections are disposable and true."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tallystick.model.reading import Read
from tallystick.model.state import RegisterState
from tallystick.model.words import Log
from tallystick.records import append as records
from tallystick.records.models import ArrivalKey, Entry, Pending, SameKey
from tallystick.register import checkpoint, note, replay, sums, tree
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake import samekeys


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison: what, whether both sides agree, and the words to show."""

    what: str
    same: bool
    words: str


def rebuild(home: Home) -> list[Compared]:
    """Rebuild and compare everything derived from the logs."""
    fresh, found = _compared(home)
    found += [Compared(one.name, one.closes, f"{one.left} = {one.right}") for one in sums.of(fresh)]
    with transaction.atomic():
        _remake(home, fresh)
    return found


def compare(home: Home) -> list[Compared]:
    """Compare without changing anything: the running state with a fresh replay, both roots with their leaves, the keys.

    Raises:
        ProofFails: a signature or a seal does not hold. NotThere: a key slot is missing.

    """
    return _compared(home)[1]


def _compared(home: Home) -> tuple[RegisterState, list[Compared]]:
    running, every = ledger.state(home), ledger.opened(home)
    fresh = replay.replay(map(ledger.entry_of, every), home.agency.zone)
    found = [
        Compared("state", fresh == running, f"{fresh.size} entries replayed afresh"),
        _numbered(fresh),
        _closed(fresh, every),
        *(_tree(home, log) for log in Log),
    ]
    return fresh, found


def _closed(state: RegisterState, every: list[ledger.Opened | Entry]) -> Compared:
    """Entries that nobody can open any more, without an erasure that says so."""
    lost = [one.index for one in every if isinstance(one, Entry) and one.index not in state.erased]
    words = f"closed without an erasure: {lost[:5]}" if lost else f"{len(every)} entries are open or erased"
    return Compared("sealed entries", not lost, words)


def _numbered(state: RegisterState) -> Compared:
    """Numbers on the papers by key and by entry; an erased arrival no longer tells its own."""
    by_key = {key.entry: f"{key.station}-{key.year}-{key.serial:04d}" for key in ArrivalKey.objects.all()}
    differ = [
        entry
        for entry in by_key.keys() | state.arrivals.keys()
        if entry not in state.arrivals
        or (entry not in state.erased and by_key.get(entry) != state.arrivals[entry].event.number)
    ]
    return Compared("numbers", not differ, f"{len(by_key)} arrivals")


def _tree(home: Home, log: Log) -> Compared:
    leaves = [bytes(one) for one in Entry.objects.filter(log=log).order_by("index").values_list("leaf", flat=True)]
    known: dict[tuple[int, int], bytes] = {}
    for size, one in enumerate(leaves):
        for level, index, digest in tree.append(size, tree.leaf_hash(one), lambda level, index: known[level, index]):
            known[level, index] = digest
    signed = records.latest_note(log)
    if signed is None:
        return Compared(f"{log.value} log from its leaves", not leaves, "empty")
    text = note.verify(signed, [note.Verifier.parse(home.vkey(log))])
    stated = checkpoint.Checkpoint.parse(text)
    root = tree.root(len(leaves), lambda level, index: known[level, index])
    same = (stated.size, stated.root) == (len(leaves), root)
    return Compared(f"{log.value} log from its leaves", same, f"root {root.hex()[:16]}…")


def _remake(home: Home, state: RegisterState) -> None:
    Pending.objects.all().delete()
    for entry, arrival in state.arrivals.items():
        if not arrival.documents:
            Pending.objects.create(entry=entry)
    SameKey.objects.all().delete()
    for request in state.requests.values():
        sure = {name: one.value for name, one in request.read.items() if isinstance(one, Read)}
        samekeys.remember(home, request.year, request.fields or sure, request.entry)
