"""The caller's side of a room: one process a room and caller, started at first use, replaced when it hangs."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from typing import Any

from tallystick.adapters import sandbox

from .frames import ANSWER, REQUEST

_LAST_SECONDS = 2.0


class Stopped(Exception):
    """The process in the room did not answer in time or went away."""


class Room:
    """A process of ``module``, asked one file at a time; safe to call from several threads."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, question: dict[str, Any], data: bytes, *, seconds: float) -> tuple[int, bytes]:
        """The exit status of the fork (0 good, negative a signal) and the frames it wrote about the bytes.

        Raises:
            Stopped: no answer within ``seconds``; the next call starts afresh.

        """
        with self._lock:
            process = self._running()
            head = json.dumps(question).encode()
            deadline = time.monotonic() + seconds
            try:
                _write(process, REQUEST.pack(len(head), len(data)) + head + data)
                status, size = ANSWER.unpack(_read(process, ANSWER.size, deadline))
                return status, _read(process, size, deadline)
            except (OSError, Stopped) as error:
                self._stop()
                raise Stopped(str(error)) from error

    def close(self) -> None:
        """End the process: it ends by itself when nothing more is asked, and is stopped if it does not."""
        with self._lock:
            if self._process and self._process.stdin:
                with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                    self._process.stdin.close()
                    self._process.wait(_LAST_SECONDS)
            self._stop()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = _start(self._module)
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()


def _start(module: str) -> subprocess.Popen[bytes]:
    """A fresh interpreter that inherits nothing but what it needs: no secrets of the caller's environment."""
    keep = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG") if name in os.environ}
    return subprocess.Popen(
        sandbox.room([sys.executable, "-m", module]),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=keep | {"VIPS_CONCURRENCY": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        start_new_session=True,
    )


def _write(process: subprocess.Popen[bytes], data: bytes) -> None:
    if process.stdin is None:
        raise Stopped("no way to write to the decoder")
    process.stdin.write(data)
    process.stdin.flush()


def _read(process: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
    """Exactly ``size`` bytes before ``deadline`` (monotonic seconds)."""
    if process.stdout is None:
        raise Stopped("no way to read from the decoder")
    parts = bytearray()
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while len(parts) < size:
            if not waiting.select(max(0.0, deadline - time.monotonic())):
                raise Stopped("the decoder took too long")
            chunk = os.read(process.stdout.fileno(), min(size - len(parts), 1 << 20))
            if not chunk:
                raise Stopped("the decoder went away")
            parts += chunk
    return bytes(parts)
