"""A fork in which foreign bytes are taken apart: it keeps one file to answer in, has limits, and locks itself in.

Both sides of a room fork here: the one that serves (``serving``), and a command that needs no other interpreter. The
caller should have no threads: a fork of a process with threads may stand still for ever.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import resource
import select
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from tallystick.adapters import sandbox

_STREAMS = range(3)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fork may take: bytes of memory, seconds of processor time, bytes of its answer.

    ``written`` are the bytes that it may write to, of the memory; without it all of them. ``wall`` are the seconds
    after which the caller ends it; without it the caller waits for ever.
    """

    memory: int
    seconds: int
    output: int
    written: int | None = None
    wall: float | None = None


def scratch() -> BinaryIO:
    """Memory that parent and fork share; never a name on a disk where the system allows it."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("answer"), "w+b")
    import tempfile

    return tempfile.TemporaryFile()


def in_fork(
    answer: BinaryIO, write: Callable[[BinaryIO], None], limits: Limits, load: Callable[[], object] | None = None
) -> int:
    """Let a fork ``write`` into ``answer``; returns its exit status, negative for the signal that ended it.

    ``load`` is called within the fork before the lock: whatever opens a file at its first use is used there once.

    Raises:
        TimeoutError: it took longer than ``limits.wall``; it has been ended.

    """
    process = os.fork()
    if process == 0:
        _within(answer, write, limits, load)
    try:
        in_time = _ends(process, limits.wall)
    except BaseException:
        _end(process)
        raise
    if not in_time:
        _end(process)
        raise TimeoutError(f"more than {limits.wall} seconds")
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _within(
    answer: BinaryIO, write: Callable[[BinaryIO], None], limits: Limits, load: Callable[[], object] | None
) -> NoReturn:
    status = 1
    try:
        sandbox.end_with_parent()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        kept = _alone(answer)
        if load:
            load()
        _limit(limits)
        sandbox.lock()
        with io.BufferedWriter(io.FileIO(kept, "wb")) as buffer:
            write(buffer)
        status = 0
    finally:
        os._exit(status)


def _alone(answer: BinaryIO) -> int:
    """Let go of all that is open but the answer: no terminal to type into, no pipe to listen at; its new number.

    Every number goes on to stand for something, for nothing, so that whoever still holds one cannot meet another file.
    """
    kept = fcntl.fcntl(answer, fcntl.F_DUPFD_CLOEXEC, len(_STREAMS))
    inherited = _inherited()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in inherited.union(_STREAMS) - {kept}:
        with contextlib.suppress(OSError):
            os.dup2(nothing, number)
    return kept


def _inherited() -> set[int]:
    """The numbers of what is open; where the system does not list them, more than a program of ours ever has."""
    try:
        return {int(one.name) for one in Path("/dev/fd").iterdir()}
    except OSError:
        return set(range(256))


def _limit(limits: Limits) -> None:
    """Set the limits, or those that this process had before where they are lower.

    Of processor time the fork is told a second before it is ended, so that its status shows what it ended of.
    """
    for what, most, told_before in (
        (resource.RLIMIT_AS, limits.memory, 0),
        (resource.RLIMIT_DATA, limits.memory if limits.written is None else limits.written, 0),
        (resource.RLIMIT_CPU, limits.seconds, 1),
        (resource.RLIMIT_FSIZE, limits.output, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        before = resource.getrlimit(what)[1]
        hard = most + told_before if before == resource.RLIM_INFINITY else min(most + told_before, before)
        resource.setrlimit(what, (min(most, hard), hard))


def _ends(process: int, seconds: float | None) -> bool:
    """Whether the process ends in time; where the system cannot be asked so, its processor time alone is bounded."""
    if seconds is None or not hasattr(os, "pidfd_open"):
        return True
    with contextlib.suppress(OSError):
        handle = os.pidfd_open(process)
        try:
            waiting = select.poll()
            waiting.register(handle, select.POLLIN)
            return bool(waiting.poll(seconds * 1000))
        finally:
            os.close(handle)
    return True


def _end(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
