"""Lists opened in a room of their own: without network and files, with bounded memory and time."""

from __future__ import annotations

import atexit

from tallystick.adapters.rooms.asking import Room, Stopped
from tallystick.adapters.rooms.frames import read_frames
from tallystick.model.errors import BadList
from tallystick.model.lists import Cells

from .wire import read_sheet

WALL_SECONDS = 900.0
ROOM = Room("tallystick.adapters.sheets.child")
atexit.register(ROOM.close)


def open_sheets(data: bytes, name: str) -> tuple[Cells, ...]:
    """Every sheet of the file as text cells, row 1 first; a delimited text is one sheet.

    Dates of a workbook come as ISO 8601, whole numbers without a decimal point, blanks as empty text.

    Raises:
        BadList: the file is empty, protected, damaged, not a table at all, or takes more than a list may.

    """
    try:
        status, answer = ROOM.ask({"name": name}, data, seconds=WALL_SECONDS)
    except Stopped as stopped:
        raise _stopped(name, str(stopped)) from stopped
    found: list[Cells] = []
    frames = read_frames(answer)
    for head, body in frames:
        if "end" in head:
            return tuple(found)
        if "what" in head:
            raise BadList(head["what"], where=head["where"], remedy=head["remedy"])
        found.append(read_sheet(head, body, frames))
    raise _stopped(name, f"status {status}")


def _stopped(name: str, why: str) -> BadList:
    return BadList(
        f"the list could not be opened within its limits ({why})",
        where=name,
        remedy="save it anew, as CSV if it is long",
    )
