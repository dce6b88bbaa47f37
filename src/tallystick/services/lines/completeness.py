"""What a line's journal says arrived = what intake received, per line and day; each difference is a finding.

Days are local days of the agency. A call that brought pages is matched by its transport id; one that brought none is
told and not counted. Must not know why anybody did or did not do anything: it compares two records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tallystick.adapters import hylafax
from tallystick.adapters.fax import parse_xferfaxlog
from tallystick.adapters.fax.xferfaxlog import Modem
from tallystick.model.lists import Call
from tallystick.model.words import Channel
from tallystick.records.models import ArrivalKey
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake import readings
from tallystick.services.lines.fax import journal_of
from tallystick.services.lines.pages import pages_told
from tallystick.services.lines.places import station_of
from tallystick.services.lines.sources import FaxServer


class LineReason(StrEnum):
    """Why the journal and the register differ on a call, or what else must be known of it."""

    NOT_REGISTERED = "not_registered"
    NO_FILE = "no_file"
    NO_PAGES = "no_pages"
    BROKE_OFF = "broke_off"
    PAGES_MISSING = "pages_missing"
    NOT_IN_JOURNAL = "not_in_journal"
    COUNT_DIFFERS = "count_differs"


OPEN = frozenset({LineReason.NOT_REGISTERED, LineReason.NO_FILE, LineReason.COUNT_DIFFERS})
"""Reasons under which a paper that arrived is not in the register: somebody must look."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One call and what is to be said of it. ``words`` tell of the call, never of a person."""

    reason: LineReason
    transport_id: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class LineDay:
    """One line on one local day: calls with pages by the journal, those of them that are registered, findings."""

    line: str
    day: date
    journal: int
    registered: int
    findings: tuple[Finding, ...] = ()

    @property
    def closes(self) -> bool:
        """Whether every call with pages is registered or has a finding that says why not."""
        return self.journal == self.registered + sum(one.reason in OPEN for one in self.findings)


@dataclass(frozen=True, slots=True)
class Held:
    """What calls are held against: transport ids that intake knows, files of the queue, and printed page counts."""

    taken: frozenset[str]
    files: frozenset[str]
    printed: dict[str, tuple[int, int]]


def line_days(home: Home, *, since: date | None = None) -> tuple[LineDay, ...]:
    """Every fax line and day that a configured server's journal or the register tells of, from ``since`` on.

    Raises:
        OSError: a spool is away or may not be read. BadList: a line of the log is none of HylaFAX's.

    """
    calls = [call for source in home.settings.sources if isinstance(source, FaxServer) for call in _calls(home, source)]
    return compare(home, calls, _files(home), since=since)


def compare(
    home: Home, calls: Iterable[Call], files: Iterable[str] = (), *, since: date | None = None
) -> tuple[LineDay, ...]:
    """Hold the calls of any journal against the register; ``files`` are transport ids whose file still lies there."""
    by_day: dict[tuple[str, date], list[Call]] = defaultdict(list)
    for call in calls:
        day = home.local_day(call.at)
        if since is None or day >= since:
            by_day[call.line, day].append(call)
    taken = ArrivalKey.objects.filter(channel__in=[Channel.FAX, Channel.MAIL]).values_list("transport_id", flat=True)
    held = Held(
        frozenset(taken),
        frozenset(files),
        _printed(home, {one.transport_id for of_day in by_day.values() for one in of_day}),
    )
    missing = _not_in_journal(home, by_day, since)
    places = sorted(by_day.keys() | missing.keys())
    return tuple(day_of(place, by_day.get(place, []), missing.get(place, []), held) for place in places)


def _calls(home: Home, source: FaxServer) -> tuple[Call, ...]:
    modems = {device: Modem(station_of(home, line), line) for device, line in source.modems.items()}
    return parse_xferfaxlog(journal_of(source), file="xferfaxlog", zone=home.agency.zone, modems=modems)


def _files(home: Home) -> frozenset[str]:
    """Transport ids of calls whose file still lies in the queue."""
    found = set()
    for source in home.settings.sources:
        if isinstance(source, FaxServer):
            found |= {call.commid for call in hylafax.calls_of(journal_of(source), source.spool)}
    return frozenset(found)


def day_of(place: tuple[str, date], calls: list[Call], missing: list[Finding], held: Held) -> LineDay:
    """Hold the calls of one line and day against what intake knows; ``missing`` are findings of the register's own."""
    findings = [finding for call in calls for finding in _findings(call, held)]
    with_pages = [call for call in calls if call.pages]
    registered = sum(call.transport_id in held.taken for call in with_pages)
    return LineDay(*place, len(with_pages), registered, tuple(findings + missing))


def _findings(call: Call, held: Held) -> Iterable[Finding]:
    if not call.pages:
        yield Finding(LineReason.NO_PAGES, call.transport_id, call.failure)
        return
    if call.transport_id not in held.taken:
        there = call.transport_id in held.files
        yield Finding(LineReason.NOT_REGISTERED if there else LineReason.NO_FILE, call.transport_id, call.failure)
    if call.failure:
        yield Finding(LineReason.BROKE_OFF, call.transport_id, call.failure)
    arrived, told = held.printed.get(call.transport_id, (0, 0))
    if told > arrived:
        words = f"{arrived} arrived, the pages themselves say {told}"
        yield Finding(LineReason.PAGES_MISSING, call.transport_id, words)


def _printed(home: Home, named: Container[str]) -> dict[str, tuple[int, int]]:
    """For each of the named faxes that is kept: pages that arrived, and how many its own pages say there are."""
    found = {}
    for arrival in ledger.state(home).arrivals.values():
        event = arrival.event
        if event.channel is not Channel.FAX or event.transport_id not in named or not event.sha256:
            continue
        if reading := readings.find(home, event.sha256):
            found[event.transport_id] = (len(reading.pages), pages_told(reading))
    return found


def _not_in_journal(
    home: Home, by_day: dict[tuple[str, date], list[Call]], since: date | None
) -> dict[tuple[str, date], list[Finding]]:
    """Papers registered on lines of which there is a journal, and that the journal does not name."""
    lines = {line for line, _ in by_day}
    named = {call.transport_id for calls in by_day.values() for call in calls}
    found: dict[tuple[str, date], list[Finding]] = defaultdict(list)
    for arrival in ledger.state(home).arrivals.values():
        event = arrival.event
        if event.line not in lines or event.transport_id in named:
            continue
        if since is None or arrival.received_on >= since:
            found[event.line, arrival.received_on].append(Finding(LineReason.NOT_IN_JOURNAL, event.transport_id))
    return found
