"""Look at a HylaFAX server: what its hook handed over, then what its log names and nobody has registered.

A file in the queue is never taken because it stands still: a fax in progress does so for 42 s (facts/intake.md §6).
It is taken when the log has the call. The hook makes that quick; the log makes it certain. Every file that the log
names is offered once, also one whose call number was seen: a server that was set up anew counts from 1 again.
"""

from __future__ import annotations

from datetime import UTC, datetime

from tallystick.adapters import hylafax
from tallystick.model.errors import NotThere
from tallystick.model.words import Channel
from tallystick.services.intake.receive import Transmission
from tallystick.services.lines.offers import Desk, Offer
from tallystick.services.lines.places import station_of
from tallystick.services.lines.sources import FaxServer


def look(desk: Desk, source: FaxServer) -> None:
    """Take in what was handed over and what the log names.

    Raises:
        OSError: the spool is away or may not be read.

    """
    if source.handed is not None:
        for call in hylafax.handed_over(source.handed):
            desk.take(_offer(desk, source, call, handed=True))
    log = journal_of(source)
    before, desk.beat.seen = desk.beat.seen, set()
    for call in hylafax.calls_of(log, source.spool):
        if (mark := _mark(call)) in before:
            desk.beat.seen.add(mark)  # marks of files that the server has cleaned away are forgotten with them
        else:
            desk.take(_offer(desk, source, call, handed=False))


def journal_of(source: FaxServer) -> str:
    """The text of the server's log, empty before its first call.

    Raises:
        OSError: the spool is away or may not be read.

    """
    hylafax.in_queue(source.spool)
    path = source.spool / "log" / "xferfaxlog"
    return path.read_text("utf-8", "replace") if path.exists() else ""


def _offer(desk: Desk, source: FaxServer, call: hylafax.Call, *, handed: bool) -> Offer:
    def read() -> Transmission:
        line = source.modems.get(call.device)
        if line is None:
            raise NotThere(
                f"the modem '{call.device}' serves no line",
                where=f"tallystick.toml, source '{source.name}'",
                remedy="name it under modems",
            )
        return Transmission(
            data=call.file.read_bytes(),
            channel=Channel.FAX,
            station=station_of(desk.home, line),
            line=line,
            transport_id=call.commid,
            received_at=_received_at(desk, call),
            sender=call.sender,
            file_name=call.file.name,
        )

    def acknowledge() -> None:
        if handed:
            hylafax.settle(call)
        else:
            desk.beat.seen.add(_mark(call))

    return Offer(name=f"call {call.commid}", read=read, acknowledge=acknowledge)


def _mark(call: hylafax.Call) -> str:
    """A file of the queue as it is now."""
    return f"{call.commid} {call.file.name} {call.file.stat().st_mtime_ns}"


def _received_at(desk: Desk, call: hylafax.Call) -> datetime:
    """When the line took it: the log's minute, or the moment at which the server finished the file."""
    if call.at is not None:
        return call.at.replace(tzinfo=desk.home.zone).astimezone(UTC)
    return datetime.fromtimestamp(call.file.stat().st_mtime, UTC)
