"""The side within a room: one short-lived fork a file, so that a file that kills its decoder kills nothing else.

Reads requests on stdin, answers on stdout; opens no file. The process is started in a room without network and files
(``adapters.sandbox``); each fork also locks itself in and has limits of its own (``forks``).
"""

from __future__ import annotations

import json
import sys
from functools import partial
from typing import Any, BinaryIO, Protocol

from .forks import Limits, in_fork, scratch
from .frames import ANSWER, REQUEST

__all__ = ["Limits", "serve"]


class Decode(Protocol):
    """What takes one file apart."""

    def __call__(self, sink: BinaryIO, head: dict[str, Any], data: bytes) -> None:
        """Write frames about the file's bytes; ``head`` says what is asked."""


def serve(decode: Decode, limits: Limits) -> None:
    """Serve requests until stdin closes: lengths, JSON head, file bytes; answers are exit status, length, frames."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while len(lengths := source.read(REQUEST.size)) == REQUEST.size:
        head_size, size = REQUEST.unpack(lengths)
        head = json.loads(source.read(head_size))
        data = source.read(size)
        with scratch() as shared:
            status = in_fork(shared, partial(decode, head=head, data=data), limits)
            shared.seek(0)
            answer = shared.read()
        sink.write(ANSWER.pack(status, len(answer)))
        sink.write(answer)
        sink.flush()
