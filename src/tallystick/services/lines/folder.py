"""Look into a folder: every file that is no longer written is received, then moved or taken away.

The transport id is a keyed hash of name and time of the last change: the same name used again by another scan is
another transmission, the same file that could not be moved is not.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tallystick.adapters import folders
from tallystick.model.errors import NotThere
from tallystick.model.words import Channel, LineUse
from tallystick.services.intake.receive import Transmission, name_as_transport_id
from tallystick.services.lines.offers import Desk, Offer
from tallystick.services.lines.places import station_of
from tallystick.services.lines.sources import Folder
from tallystick.services.logs import said

HANDED_BACK = "handed back"
"""Subfolder for what came by a shared line, where no other is named: whoever owns the folder owns the papers."""


def look(desk: Desk, source: Folder) -> None:
    """Take in everything that is whole.

    Raises:
        NotThere: the folder is away, or may not be read.

    """
    lying = _lying(source, _done(desk, source))
    before, desk.beat.seen = desk.beat.seen, set()
    for one in lying:
        name = name_as_transport_id(desk.home, f"{one.path.relative_to(source.folder)}\n{one.changed}")
        mark = f"{name} {one.size}"
        desk.beat.seen.add(mark)
        desk.take(_offer(desk, source, one, name, unchanged=mark in before))


def _done(desk: Desk, source: Folder) -> Path | None:
    """Where a registered file goes. On a shared line it is never taken away: other people's papers go back to them."""
    station = desk.home.agency.station(station_of(desk.home, source.line))
    shared = any(line.name == source.line and line.use is LineUse.SHARED for line in (station.lines if station else ()))
    return source.done or (source.folder / HANDED_BACK if shared else None)


def _lying(source: Folder, done: Path | None) -> list[folders.Lying]:
    try:
        return folders.files_in(source.folder, beside=done)
    except OSError as error:  # its own words may name a file, and a file may bear a name
        raise NotThere(
            f"the folder cannot be read: {said(error)}", where=str(source.folder), remedy="it is tried again"
        ) from error


def _offer(desk: Desk, source: Folder, one: folders.Lying, name: str, *, unchanged: bool) -> Offer:

    def read() -> Transmission | None:
        try:
            data = folders.read_settled(one, unchanged=unchanged)
        except FileNotFoundError:
            return None  # somebody else who looks took it between the listing and now
        if data is None:
            desk.look.waiting += 1
            return None
        return Transmission(
            data=data,
            channel=Channel.FOLDER,
            station=station_of(desk.home, source.line),
            line=source.line,
            transport_id=name,
            received_at=datetime.fromtimestamp(one.changed / 1e9, UTC),
            file_name=one.path.name,
        )

    return Offer(name=name, read=read, acknowledge=lambda: folders.settle(one, _done(desk, source)))
