"""What a process asked of its file system, call by call with every byte, as ``strace`` saw it; and what it said meanwhile.

Nothing is simulated here: the product's own code, its real SQLite and the real system calls are written down in order.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
CALLS = (
    "openat,close,dup,dup2,dup3,lseek,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,fsync,fdatasync,"
    "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink"
)
UNKNOWN = frozenset(
    {"writev", "pwritev", "truncate", "fallocate", "link", "linkat", "symlink", "rmdir", "dup2", "dup3"}
)
"""Calls that the model of a disk does not know; a trace that changes the home by one of them is refused."""

_LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (-?\d+)(?: .*)?", re.DOTALL)
_ARGUMENT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"|([^,"]+)')


@dataclass(frozen=True)
class Call:
    """One system call that succeeded: its name, its arguments (texts as bytes) and what it returned."""

    name: str
    arguments: tuple[bytes | str, ...]
    result: int

    def handle(self) -> int:
        return int(str(self.arguments[0]))

    def path(self, at: int) -> str:
        raw = self.arguments[at]
        assert isinstance(raw, bytes)
        return os.fsdecode(raw)


def record(folder: Path, count: int, control: str = "") -> list[Call]:
    """The calls of a process that makes a home in ``folder`` and registers ``count`` papers in it."""
    trace = folder / "trace"
    strace = ["strace", "-f", "-xx", "-s", "10000000", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(trace)]
    child = [sys.executable, str(TESTS / "faults/registering.py"), str(folder / "home"), "0", str(count), control]
    settings = {**os.environ, "PYTHONPATH": str(TESTS), "TALLYSTICK_DATABASE_URL": ""}
    settings.pop("DJANGO_SETTINGS_MODULE", None)
    subprocess.run([*strace, *child], env=settings, check=True, stdout=subprocess.DEVNULL)
    return [call for line in _whole_lines(trace) if (call := _parsed(line))]


def _whole_lines(trace: Path) -> Iterator[str]:
    """Lines of the trace; a call that another thread interrupted is put together again."""
    begun: dict[str, str] = {}
    for line in trace.read_text(encoding="ascii").splitlines():
        process, _, rest = line.partition(" ")
        if rest.endswith(" <unfinished ...>"):
            begun[process] = line.removesuffix(" <unfinished ...>")
        elif "resumed>" in rest:
            yield begun.pop(process) + rest.partition("resumed>")[2]
        else:
            yield line


def _parsed(line: str) -> Call | None:
    found = _LINE.fullmatch(line)
    if not found or int(found[3]) < 0:
        return None
    arguments = tuple(
        bytes.fromhex(text.replace("\\x", "")) if not plain else plain.strip()
        for text, plain in _ARGUMENT.findall(found[2])
        if plain.strip() or not plain
    )
    return Call(found[1], arguments, int(found[3]))
