"""Do the pending work: read what has arrived, classify it, and tidy up what a shared line must not keep.

Work is a row in ``Pending``, claimed by a conditional update: two workers never read the same arrival, and a worker
that dies leaves a claim that runs out. Nothing is lost by a failure: after three tries the transmission is registered
as unreadable and waits for a person.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context

from django.db.models import Q

from tallystick.model.actor import Actor
from tallystick.model.events import Classified, CopyOf, NotARequest, Request, Unreadable
from tallystick.model.reading import Read, Reading
from tallystick.model.state import RegisterState
from tallystick.model.words import FormKind, Log, Role
from tallystick.records import append as records
from tallystick.records.models import Pending
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake import readings as kept_readings
from tallystick.services.intake import samekeys, strangers
from tallystick.services.intake.classify import Case, classify, failed
from tallystick.services.intake.originals import read_or_say
from tallystick.services.read import READER_VERSION

CLAIM = timedelta(minutes=10)
TRIES = 3
WARRANT = f"not a request: {FormKind.JUDICIAL_WARRANT.value}"
"""How ``Taken.words`` names a paper that was read as a judicial warrant."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one arrival was taken for: the entries made of its documents; ``words`` names each form or reason."""

    arrival: int
    number: str
    kinds: tuple[str, ...]
    entries: tuple[int, ...]
    trouble: str = ""
    words: tuple[str, ...] = ()


def read_pending(
    home: Home,
    actor: Actor,
    *,
    limit: int | None = None,
    processes: int = 1,
    tell: Callable[[Taken], None] | None = None,
) -> list[Taken]:
    """Read every pending arrival (or the first ``limit``), in the order of arrival.

    ``processes`` readers work beside each other; ``tell`` hears of each arrival as it is done.
    """
    actor.need(Role.CLERK, Role.SYSTEM)
    done = []
    claimed = list(_claim(home, limit))
    try:
        for pending, reading in zip(claimed, _readings(home, claimed, processes), strict=True):
            taken = _settle(home, pending, reading)
            done.append(taken)
            if tell:
                tell(taken)
    finally:
        _give_back(claimed[len(done) :])
    return done


def _give_back(claimed: list[Pending]) -> None:
    """Free what was claimed and not done, so that the next worker need not wait for the claim to run out."""
    Pending.objects.filter(pk__in=[row.pk for row in claimed if row.pk]).update(claimed_until=None)


def _claim(home: Home, limit: int | None) -> Iterator[Pending]:
    now = home.clock()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    for row in Pending.objects.filter(free).order_by("entry")[:limit]:
        if Pending.objects.filter(free, pk=row.pk).update(claimed_until=now + CLAIM, tries=row.tries + 1):
            row.tries += 1
            yield row


def _readings(home: Home, claimed: list[Pending], processes: int) -> Iterable[Reading | str]:
    state = ledger.state(home)
    digests = [state.arrivals[row.entry].event.sha256 for row in claimed]
    if processes < 2 or len(claimed) < 2:
        return (_read(home, digest) for digest in digests)
    return _read_beside(home, digests, processes)


def _read(home: Home, digest: str) -> Reading | str:
    kept = kept_readings.find(home, digest, READER_VERSION)
    return kept or read_or_say(home.vault.get(digest), digest)


def readers(processes: int) -> ProcessPoolExecutor:
    """Open a pool of reader processes; each loads the recogniser once and keeps to one thread."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))


def _read_beside(home: Home, digests: list[str], processes: int) -> Iterator[Reading | str]:
    with readers(processes) as pool:
        waiting = [
            kept_readings.find(home, digest, READER_VERSION) or pool.submit(read_or_say, home.vault.get(digest), digest)
            for digest in digests
        ]
        for one in waiting:
            yield one if isinstance(one, Reading) else one.result()


def _settle(home: Home, pending: Pending, reading: Reading | str) -> Taken:
    """Append the classes of one arrival and end its work, in one transaction."""
    with records.sequencer(Log.REQUESTS):
        state = ledger.state(home)
        arrival = state.arrivals[pending.entry].event
        if not Pending.objects.filter(pk=pending.pk).exists():
            return _settled(state, pending.entry)
        case = Case(home, pending.entry, arrival, state)
        if isinstance(reading, str):
            if pending.tries < TRIES:
                Pending.objects.filter(pk=pending.pk).update(claimed_until=None, trouble=reading)
                return Taken(pending.entry, arrival.number, (), (), trouble=reading)
            events: list[Classified] = [failed(case, reading)]
        else:
            events = classify(case, reading)
            if not strangers.is_strangers(arrival, events):
                kept_readings.keep(home, reading)
        entries = ledger.append(home, events).indices
        _remember(home, events, entries)
        pending.delete()
    kinds = tuple(event.KIND.value for event in events)
    return Taken(pending.entry, arrival.number, kinds, entries, words=tuple(_words(event) for event in events))


def _settled(state: RegisterState, entry: int) -> Taken:
    """What another worker made of an arrival after our claim on it had run out: a slow machine, a clock that jumped."""
    arrival = state.arrivals[entry]
    kinds = tuple(state.documents[one].kind.value for one in arrival.documents)
    return Taken(entry, arrival.event.number, kinds, tuple(arrival.documents), words=kinds)


def _words(event: Classified) -> str:
    if isinstance(event, Unreadable):
        return f"unreadable: {event.reason.value}"
    if isinstance(event, NotARequest):
        return f"not a request: {event.form.value}"
    return f"copy of entry {event.of}" if isinstance(event, CopyOf) else f"request: {event.form.value}"


def _remember(home: Home, events: list[Classified], entries: tuple[int, ...]) -> None:
    for event, entry in zip(events, entries, strict=True):
        if isinstance(event, Request):
            sure = {name: one.value for name, one in event.fields.items() if isinstance(one, Read)}
            samekeys.remember(home, event.year, sure, entry)
