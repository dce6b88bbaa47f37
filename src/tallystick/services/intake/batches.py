"""One sequencer, and whoever holds it registers every paper that waits: one checkpoint, one commit for all of them.

A paper is sealed before the log is held. If nobody holds the log, it is registered at once. If another process or host
does (PostgreSQL), the paper is laid down beside and waits for that batch to end; the next holder takes all that lie
there. What is laid down is durable when the commit that registers it is, because that comes later in the same
write-ahead log; and nobody is told "received" before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tallystick.model.agency import Agency
from tallystick.model.events import Arrival, Event
from tallystick.model.words import Channel, LineUse, Log
from tallystick.records import append as records
from tallystick.records import arrivals
from tallystick.records.arrivals import Fresh, Identity, Key, Outcome
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake.fresh import Found, open_note, seal_note

_MOST = 256
"""Papers that one batch takes at most."""
_LARGE = 4 << 20
"""Bytes above which a paper goes into the vault before its entry, not through the database."""


@dataclass(frozen=True, slots=True)
class Received:
    """The acknowledgement: entry index, the number to write on the paper, and whether it had been received before."""

    entry: int
    number: str
    again: bool
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Paper:
    """What a channel told, and its bytes sealed; None where the vault has them."""

    found: Found
    fresh: Fresh | None = None

    @property
    def identity(self) -> Identity:
        """What makes it the same transmission: channel, transport id and SHA-256."""
        return self.found["channel"], self.found["transport_id"], self.found["sha256"]


def register(home: Home, found: Found, data: bytes = b"") -> Received:
    """Register one transmission; durable when this returns. Without ``data`` the vault has the bytes."""
    paper = _sealed(home, found, data)
    with records.sequencer_if_free(Log.REQUESTS) as first:
        if first is not None:
            return _lead(home, first, paper)
    return _follow(home, paper)


def register_waiting(home: Home) -> list[Received]:
    """Register what other processes laid down and did not live to register."""
    done: list[Received] = []
    while arrivals.waiting(1):
        with records.sequencer(Log.REQUESTS) as first:
            some = _batch(home, first, None)
        if not some:
            break
        done += some
    return done


def _sealed(home: Home, found: Found, data: bytes) -> Paper:
    """The paper with its bytes sealed; a very large one that is new goes into the vault now; a note has no bytes."""
    if len(data) != int(found["size"]):
        return Paper(found)
    known = arrivals.same(Paper(found).identity) if len(data) > _LARGE else None
    if len(data) > _LARGE and known is None:
        home.vault.put(data)
        return Paper(found)
    slot, sealed = home.vault.seal(found["sha256"], data)
    return Paper(found, Fresh(found["sha256"], slot, sealed))


def _lead(home: Home, first: int, paper: Paper) -> Received:
    return _batch(home, first, paper)[-1]


def _batch(home: Home, first: int, own: Paper | None) -> list[Received]:
    """Register all that waits and then one's own paper, within the sequencer; the answers in that order."""
    batch = _Batch(home, first)
    waiting = arrivals.waiting(_MOST) if own is None or records.shares_its_sequencer() else []
    opened = [(one.row, open_note(home, one.fresh.slot, one.fresh.note)) for one in waiting]
    answers = [(row, batch.add(Paper(found))) for row, found in opened if found is not None]
    received = [one for _, one in answers]
    if own is not None:
        received.append(batch.add(own))
    batch.write()
    if answers:
        arrivals.settle((row, Outcome(one.entry, one.number, one.again)) for row, one in answers)
    return received


def _follow(home: Home, paper: Paper) -> Received:
    """Lay the paper down, wait for the batch that runs, and see; who finds it still there registers what waits."""
    fresh = paper.fresh or Fresh(paper.found["sha256"], home.keys.new()[0], b"")
    fresh = Fresh(fresh.sha256, fresh.slot, fresh.sealed, seal_note(home, fresh.slot, paper.found))
    row = arrivals.propose(fresh)
    while (received := _answer_after_batch(paper, row)) is None:
        with records.sequencer(Log.REQUESTS) as first:
            if _answer(paper, row) is None:
                _batch(home, first, None)
    return received


def _answer_after_batch(paper: Paper, row: int) -> Received | None:
    records.wait_for_batch(Log.REQUESTS)
    return _answer(paper, row)


def _answer(paper: Paper, row: int) -> Received | None:
    done = arrivals.outcome(row, paper.identity)
    if done is None:
        return None
    return Received(
        done.entry, done.number, again=done.again, sha256=paper.found["sha256"], size=int(paper.found["size"])
    )


class _Batch:
    """Papers that go into the log together: each is looked for, numbered and made an entry; ``write`` appends all."""

    def __init__(self, home: Home, first: int) -> None:
        self.home = home
        self.first = first
        self.keys: dict[Identity, Key] = {}
        self.events: list[Event] = []
        self.papers: list[tuple[Fresh, int]] = []
        self._serials: dict[tuple[str, int], int] = {}
        self._bytes: dict[str, int] = {}
        self._kept: dict[str, int | None] = {}

    def add(self, paper: Paper) -> Received:
        """Take one paper; the same transmission again is answered as before and adds nothing."""
        size, digest = int(paper.found["size"]), paper.found["sha256"]
        known = self.keys.get(paper.identity) or arrivals.same(paper.identity)
        if known is not None:
            return Received(known.entry, known.number, again=True, sha256=digest, size=size)
        key = self._key(paper)
        self.keys[paper.identity] = key
        self._kept[digest] = arrivals.first_of(digest)
        self.events.append(_arrival(self.home, paper.found, key.number, self._same_bytes(digest)))
        if paper.fresh and self._are_new(digest):
            self.papers.append((paper.fresh, key.entry))
        self._bytes.setdefault(digest, key.entry)
        return Received(key.entry, key.number, again=False, sha256=digest, size=size)

    def write(self) -> None:
        """Append the entries, then what belongs to them, in the transaction that holds the log."""
        if self.events:
            with records.sent_together():
                ledger.append(self.home, self.events)
                arrivals.write(list(self.keys.values()), self.papers)

    def _are_new(self, digest: str) -> bool:
        """Whether the bytes have to be kept: no arrival brought them before, or they were destroyed since."""
        if digest in self._bytes:
            return False
        return self._kept[digest] is None or not self.home.vault.readable(digest)

    def _key(self, paper: Paper) -> Key:
        found = paper.found
        year = self.home.local_day(datetime.fromisoformat(found["received_at"])).year
        place = (found["station"], year)
        last = self._serials.get(place) or arrivals.last_serial(*place)
        self._serials[place] = last + 1
        return Key(*paper.identity, found["station"], year, last + 1, self.first + len(self.events))

    def _same_bytes(self, digest: str) -> int | None:
        kept = self._kept[digest]
        return self._bytes.get(digest) if kept is None else kept


def _arrival(home: Home, found: Found, number: str, same_bytes_as: int | None) -> Arrival:
    received_at = datetime.fromisoformat(found["received_at"])
    return Arrival(
        agency=home.agency.ori,
        station=found["station"],
        line=found["line"],
        at=home.clock(),
        year=home.local_day(received_at).year,
        by=found["by"],
        number=number,
        channel=Channel(found["channel"]),
        line_use=use_of(home.agency, found["station"], found["line"]),
        transport_id=found["transport_id"],
        sha256=found["sha256"],
        size=int(found["size"]),
        media=found["media"],
        received_at=received_at,
        sender=found["sender"],
        file_name=found["file_name"],
        same_bytes_as=same_bytes_as,
    )


def use_of(agency: Agency, code: str, name: str) -> LineUse:
    """Whether a station's line is dedicated or shared; one that is not known counts as dedicated."""
    station = agency.station(code)
    lines = station.lines if station else ()
    return next((line.use for line in lines if line.name == name), LineUse.DEDICATED)
