"""Is everything in order? One line a question; nothing is repaired here."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from tallystick.adapters.clock import synchronised
from tallystick.model.errors import TallystickError
from tallystick.model.words import Channel, CopyKind, Log
from tallystick.records import append as records
from tallystick.records import arrivals
from tallystick.records.models import Pending
from tallystick.register import checkpoint, note, sums, tree
from tallystick.services import ledger, operations
from tallystick.services.desk import looks
from tallystick.services.desk.notices import last_duty_test
from tallystick.services.home import Home, StampAuthority
from tallystick.services.intake import fresh
from tallystick.services.keeping import copies, retention
from tallystick.services.keeping.rebuild import compare
from tallystick.services.lines.acknowledgements import policy
from tallystick.services.lines.alarms import alarms
from tallystick.services.messages import About
from tallystick.services.outside import cosigning, linetests, stamping
from tallystick.services.setup import is_behind

NO_HOLDER = "no outside holder: the past is not provable"
_LITTLE_DISK, _NO_DISK = 5 << 30, 1 << 30
_OLD_BACKUP, _VERY_OLD_BACKUP = 7, 30
_SKEW, _RECENTLY = timedelta(minutes=5), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Check:
    """One question: ``ok`` True, False (something must be done) or None (something to know).

    ``urgent`` False: it must be done, and papers are still taken in and nothing is lost meanwhile.
    """

    name: str
    ok: bool | None
    words: str
    urgent: bool = True


def examine(home: Home) -> list[Check]:
    """Answer every question for ``home``; while its tables are of an older version, only that."""
    if is_behind():
        words = "the tables are of an older version: start tallystick serve, watch or work once"
        return [Check("tables", False, words)]
    return [
        *(_log(home, log) for log in Log),
        *_whole(home),
        *(Check(f"sum: {one.name}", one.closes, f"{one.left} = {one.right}") for one in sums.of(ledger.state(home))),
        _vault(home),
        _spool(home),
        _pending(home),
        _holders(home),
        *_witnesses(home),
        *(_stamps(home, one) for one in home.settings.stamps),
        _backup(home),
        _adoption(home),
        _retention(home),
        _line_tests(home),
        _looks(home),
        *_duty(home),
        *(Check(f"source: {one.source}", not one.calls_for_somebody, one.words) for one in alarms(home)),
        _keys(home),
        *_clock(home),
        _disk(home),
        _acknowledging(home),
    ]


def _log(home: Home, log: Log) -> Check:
    signed = records.latest_note(log)
    if signed is None:
        return Check(f"{log.value} log", None, "empty")
    try:
        stated = checkpoint.Checkpoint.parse(note.verify(signed, [note.Verifier.parse(home.vkey(log))]))
    except TallystickError as error:
        return Check(f"{log.value} log", False, error.what)
    whole = tree.root(stated.size, records.reader(log)) == stated.root and records.size(log) == stated.size
    return Check(f"{log.value} log", whole, f"{stated.size} entries, signed checkpoint {stated.root.hex()[:16]}…")


def _whole(home: Home) -> list[Check]:
    """The chain recomputed whole: every leaf to the signed root, every entry replayed, every key there or erased."""
    try:
        return [Check(one.what, one.same, one.words) for one in compare(home)]
    except TallystickError as error:
        return [Check("state", False, error.what)]


def _vault(home: Home) -> Check:
    arrivals = ledger.state(home).arrivals.values()
    digests = [one.event.sha256 for one in arrivals]  # empty once the arrival's own body was erased
    lost = [digest for digest in digests if not digest or not home.vault.readable(digest)]
    words = f"{len(arrivals)} originals" if not lost else f"not kept or erased: {len(lost)} of {len(arrivals)}"
    return Check("vault", True if not lost else None, words)


def _spool(home: Home) -> Check:
    left = len(fresh.notes(home)) + len(arrivals.waiting(1000))
    return Check("spool", left == 0, "empty" if not left else f"{left} to recover: tallystick work")


def _pending(home: Home) -> Check:
    waiting = Pending.objects.count()
    oldest = Pending.objects.order_by("entry").first()
    if oldest is None:
        return Check("reading", True, "nothing waits to be read")
    arrived = ledger.state(home).arrivals[oldest.entry].event.at
    stuck = home.clock() - arrived > timedelta(hours=1)
    return Check("reading", not stuck, f"{waiting} to read: tallystick work", urgent=False)


def _holders(home: Home) -> Check:
    given = operations.handovers(home)
    if not home.settings.holders:
        return Check("outside holder", False, f"{NO_HOLDER}; name one in tallystick.toml", urgent=False)
    words = f"checkpoint given to {', '.join(given)}" if given else NO_HOLDER
    return Check("outside holder", bool(given), words, urgent=False)


def _witnesses(home: Home) -> list[Check]:
    """One line a witness: what it last cosigned of the requests log, and whether that is older than two days."""
    if not home.settings.witnesses:
        return [Check("witnesses", None, "no witness cosigns the logs; name one in tallystick.toml")]
    return [_witness(home, note.Verifier.parse(one.vkey)) for one in home.settings.witnesses]


def _witness(home: Home, key: note.Verifier) -> Check:
    last = cosigning.last_by(Log.REQUESTS, key)
    if last is None:
        return Check(f"witness {key.name}", False, "it has cosigned nothing yet: tallystick work", urgent=False)
    size, at = last
    fresh = home.clock() - at < timedelta(days=2)
    words = f"cosigned the requests log at size {size} on {home.local_day(at)}"
    return Check(f"witness {key.name}", fresh, words, urgent=False)


def _stamps(home: Home, authority: StampAuthority) -> Check:
    at = stamping.last(home, authority)
    fresh = at is not None and home.clock() - at < timedelta(days=2)
    words = f"last on {home.local_day(at)}" if at else "none yet: tallystick work"
    return Check(f"time stamp {authority.name}", fresh, words, urgent=False)


def _backup(home: Home) -> Check:
    made = [one for one in copies.copies(home) if one.what is CopyKind.BACKUP]
    if not made:
        young = home.clock() - _first_entry(home) <= timedelta(days=_OLD_BACKUP)
        words = "no backup was made by this program: tallystick backup"
        return Check("backup", None if young else False, words, urgent=False)
    days = (home.local_day(home.clock()) - home.local_day(made[-1].at)).days
    words = f"{made[-1].name}, {f'{days} days old' if days else 'of today'}"
    return Check("backup", days <= _OLD_BACKUP, words, urgent=days > _VERY_OLD_BACKUP)


def _first_entry(home: Home) -> datetime:
    arrivals = ledger.state(home).arrivals.values()
    return min((one.event.at for one in arrivals), default=home.clock())


def _retention(home: Home) -> Check:
    over, held = len(retention.due(home)), len(retention.holds(home))
    words = f"{over} requests are past retention" if over else "no request is past retention"
    return Check("retention", None if over else True, f"{words}; legal holds: {held}")


def _line_tests(home: Home) -> Check:
    if strange := linetests.unplanned(home):
        return Check("line tests", False, f"entry {strange[0]} is called a line test and no plan knows it")
    if gone := linetests.missing(home):
        return Check("line tests", False, f"{len(gone)} did not arrive: tallystick linetest show")
    return Check("line tests", True if linetests.tests(home) else None, f"{len(linetests.tests(home))} planned")


def _looks(home: Home) -> Check:
    wrong = looks.not_as_entered(home)
    words = f"taken away or changed: those up to {', '.join(wrong)}" if wrong else "those that the operations log holds"
    return Check("views", not wrong, words)


def _adoption(home: Home) -> Check:
    found = operations.adoption(home)
    if found is None:
        return Check("adoption", None, f"counsel has not adopted '{home.settings.ordinance}': nothing can be signed")
    return Check("adoption", True, f"'{found.ordinance}' adopted by {found.counsel}")


def _duty(home: Home) -> list[Check]:
    """Whether the way to the duty contact was tried in the last day; nothing is asked where nobody is named."""
    if not home.settings.messages.told_of(About.DUTY_TEST):
        return [Check("duty contact", None, "nobody is told of a judicial warrant")]
    last = last_duty_test(home)
    tried = last is not None and home.clock() - last < timedelta(days=2)
    return [Check("duty contact", tried, f"tried last {last.isoformat(timespec='minutes') if last else 'never'}")]


def _keys(home: Home) -> Check:
    names = ["keys.slots", "same.key", *(f"log-{log.value}.key" for log in Log)]
    missing = [name for name in names if not (home.path / name).is_file()]
    open_to_others = [name for name in names if name not in missing and (home.path / name).stat().st_mode & 0o077]
    words = [f"missing: {', '.join(missing)}"] * bool(missing)
    words += [f"readable by others: {', '.join(open_to_others)}"] * bool(open_to_others)
    return Check("keys", not words, "; ".join(words) or "there, readable by their owner only")


def _clock(home: Home) -> list[Check]:
    """Against the register, against the servers that bring papers, and what the system itself says of its clock."""
    now = home.clock()
    events = [one.event for one in ledger.state(home).arrivals.values()]
    behind = max((one.at for one in events), default=now) - now
    words = "not behind the register" if behind <= timedelta() else f"{behind} behind the newest arrival: set the clock"
    ahead = max((one.received_at - one.at for one in events if now - one.at < _RECENTLY), default=timedelta())
    said = f"a line's server is {ahead} ahead of this machine: compare both clocks"
    return [
        Check("clock", behind <= timedelta(), words),
        Check("clocks of the lines", ahead <= _SKEW, said if ahead > _SKEW else "none is ahead of us", urgent=False),
        _time_service(),
    ]


def _time_service() -> Check:
    found = synchronised()
    if found is None:
        return Check("time service", None, "the system cannot tell")
    kept, error = found
    words = (
        f"it keeps the clock; at most {error:.3f} s off" if kept else "none keeps the clock: run one, or set it daily"
    )
    return Check("time service", True if kept else None, words)


def _disk(home: Home) -> Check:
    free = shutil.disk_usage(home.path).free
    return Check("disk", free > _LITTLE_DISK, f"{free >> 30} GiB free", urgent=free <= _NO_DISK)


def _acknowledging(home: Home) -> Check:
    """Whether senders are told that something arrived; off is in order."""
    allowed = policy(home)
    if allowed is None or not allowed.channels:
        return Check("acknowledgements", True, "senders are told nothing")
    ways = {Channel.MAIL: home.settings.messages.messenger, Channel.FAX: home.settings.messages.fax}
    lacking = sorted(one.value for one in allowed.channels if ways[one] is None)
    words = f"allowed by {allowed.counsel}" + (f"; no way is configured by {', '.join(lacking)}" if lacking else "")
    return Check("acknowledgements", not lacking, words, urgent=False)
