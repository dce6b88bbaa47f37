"""Look into a folder: every file that is no longer written is received, then moved or taken away.

The transport id is a keyed hash of name and time of the last change: the same name used again by another scan is
another transmission, the same file that could not be moved is not.
"""

from __future__ import annotations

from datetime import UTC, datetime

from tallystick.adapters import folders
from tallystick.model.errors import NotThere
from tallystick.model.words import Channel
from tallystick.services.intake.receive import Transmission, name_as_transport_id
from tallystick.services.lines.offers import Desk, Offer
from tallystick.services.lines.places import station_of
from tallystick.services.lines.sources import Folder
from tallystick.services.logs import said


def look(desk: Desk, source: Folder) -> None:
    """Take in everything that is whole.

    Raises:
        NotThere: the folder is away, or may not be read.

    """
    lying = _lying(source)
    before, desk.beat.seen = desk.beat.seen, set()
    for one in lying:
        name = name_as_transport_id(desk.home, f"{one.path.relative_to(source.folder)}\n{one.changed}")
        mark = f"{name} {one.size}"
        desk.beat.seen.add(mark)
        desk.take(_offer(desk, source, one, name, unchanged=mark in before))


def _lying(source: Folder) -> list[folders.Lying]:
    try:
        return folders.files_in(source.folder, beside=source.done)
    except OSError as error:  # its own words may name a file, and a file may bear a name
        raise NotThere(
            f"the folder cannot be read: {said(error)}", where=str(source.folder), remedy="it is tried again"
        ) from error


def _offer(desk: Desk, source: Folder, one: folders.Lying, name: str, *, unchanged: bool) -> Offer:

    def read() -> Transmission | None:
        data = folders.read_settled(one, unchanged=unchanged)
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

    return Offer(name=name, read=read, acknowledge=lambda: folders.settle(one, source.done))
