"""The process that decodes pages: one a Python process, started at first use."""

from __future__ import annotations

import atexit

from tallystick.adapters.rooms.asking import Room, Stopped

from . import limits

__all__ = ["WORKER", "Stopped", "Worker"]


class Worker(Room):
    """A decoding process, asked one file at a time; safe to call from several threads."""

    def __init__(self) -> None:
        super().__init__("tallystick.adapters.pages.child")

    def decode(self, data: bytes, media: str, only: int | None) -> tuple[int, bytes]:
        """The exit status of the decoder (0 good, negative a signal) and the frames it wrote.

        Raises:
            Stopped: no answer within ``limits.WALL_SECONDS``; the next call starts afresh.

        """
        return self.ask({"media": media, "only": only}, data, seconds=limits.WALL_SECONDS)


WORKER = Worker()
atexit.register(WORKER.close)
