"""The side within a room: one short-lived fork a file, so that a file that kills its decoder kills nothing else.

Reads requests on stdin, answers on stdout; opens no file. The process is started in a room without network and files
(``adapters.sandbox``); each fork also locks itself in and has limits of its own.
"""

from __future__ import annotations

import io
import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, Protocol

from tallystick.adapters import sandbox

from .frames import ANSWER, REQUEST


class Decode(Protocol):
    """What takes one file apart."""

    def __call__(self, sink: BinaryIO, head: dict[str, Any], data: bytes) -> None:
        """Write frames about the file's bytes; ``head`` says what is asked."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fork may take: bytes of memory, seconds of processor time, bytes of its answer."""

    memory: int
    seconds: int
    output: int


def serve(decode: Decode, limits: Limits) -> None:
    """Serve requests until stdin closes: lengths, JSON head, file bytes; answers are exit status, length, frames."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while len(lengths := source.read(REQUEST.size)) == REQUEST.size:
        head_size, size = REQUEST.unpack(lengths)
        head = json.loads(source.read(head_size))
        data = source.read(size)
        with _scratch() as scratch:
            status = _in_fork(scratch, partial(decode, head=head, data=data), limits)
            scratch.seek(0)
            answer = scratch.read()
        sink.write(ANSWER.pack(status, len(answer)))
        sink.write(answer)
        sink.flush()


def _scratch() -> BinaryIO:
    """Memory that parent and fork share; never a name on a disk where the system allows it."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("answer"), "w+b")
    return tempfile.TemporaryFile()


def _in_fork(scratch: BinaryIO, write: Callable[[BinaryIO], None], limits: Limits) -> int:
    """Decode in a fork; the exit status, negative for the signal that ended it."""
    process = os.fork()
    if process == 0:
        _limit(limits)
        sandbox.lock()
        buffer = io.BufferedWriter(io.FileIO(scratch.fileno(), "wb", closefd=False))
        write(buffer)
        buffer.flush()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _limit(limits: Limits) -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.output),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
