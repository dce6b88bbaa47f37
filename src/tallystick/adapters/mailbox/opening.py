"""A message taken apart in a room of its own: without network and files, with bounded memory and time."""

from __future__ import annotations

import atexit

from tallystick.adapters.rooms.asking import Room, Stopped
from tallystick.adapters.rooms.frames import read_frames

from .message import Automatic, Message

WALL_SECONDS = 120.0
ROOM = Room("tallystick.adapters.mailbox.child")
atexit.register(ROOM.close)


def parse(data: bytes) -> Message:
    """Take a message, a .msg or a winmail.dat apart. Never raises for content; what stops the room says ``stopped``."""
    try:
        status, answer = ROOM.ask({}, data, seconds=WALL_SECONDS)
    except Stopped as stopped:
        return Message("", "", (), stopped=str(stopped))
    papers = []
    for head, body in read_frames(answer):
        if "paper" in head:
            papers.append(body)
        else:
            return Message(head["sender"], head["message_id"], tuple(papers), Automatic(head["automatic"]))
    return Message("", "", (), stopped=f"it could not be taken apart within its limits (status {status})")
