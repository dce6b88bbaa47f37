"""A room for decoders of foreign bytes: no network, no files, nothing to start.

Two walls. ``room`` puts a whole process into namespaces of its own (bubblewrap, where it is installed and the system
allows it): it sees the interpreter read-only and nothing else of the machine. ``lock`` takes from the running process,
for good, the calls that open files, reach a network or start programs (seccomp, Linux on x86-64 and ARM64). Memory and
time are the caller's to bound. Must not know what is decoded.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import shutil
import struct
import subprocess
import sys
from functools import cache
from pathlib import Path

_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
_CALLS: dict[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (
        0xC000003E,
        # open, socket..accept, sendto, sendmsg, bind, listen, socketpair, fork, vfork, execve, rename, mkdir, rmdir,
        # creat, link, unlink, symlink, chmod, chown, ptrace, mount, openat.., accept4, renameat2, execveat, openat2
        (
            2,
            41,
            42,
            43,
            44,
            46,
            49,
            50,
            53,
            57,
            58,
            59,
            82,
            83,
            84,
            85,
            86,
            87,
            88,
            90,
            92,
            101,
            165,
            257,
            258,
            260,
            263,
            264,
            265,
            266,
            268,
            288,
            316,
            322,
            437,
        ),
    ),
    "aarch64": (
        0xC00000B7,
        # mkdirat..openat, symlinkat, linkat, renameat, mount, fchmodat, fchownat, ptrace, socket.., execve, accept4,
        # renameat2, execveat, openat2
        (34, 35, 36, 37, 38, 40, 53, 54, 56, 117, 198, 199, 200, 201, 202, 203, 206, 211, 221, 242, 276, 281, 437),
    ),
}
"""By machine: the audit number of its architecture, and the numbers of the calls that are taken away."""


def room(words: list[str]) -> list[str]:
    """The command as it is to be started: within bubblewrap where that works here, else as it was."""
    return [*_walls(), *words] if _usable() else words


def lock() -> bool:
    """Take the calls away from this process, for good; False where the system cannot do that."""
    architecture, calls = _CALLS.get(platform.machine(), (0, ()))
    if sys.platform != "linux" or not calls:
        return False
    program = _program(architecture, calls)
    code = ctypes.create_string_buffer(program, len(program))
    told = struct.pack("HL", len(program) // 8, ctypes.addressof(code))
    system = ctypes.CDLL(None, use_errno=True)
    if system.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(system.prctl(_SET_SECCOMP, _FILTER, told, 0, 0) == 0)


def _program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """The filter (classic BPF, linux/filter.h): another architecture ends the process, a call taken away is refused."""
    refuse = len(calls)
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        *((_EQUAL, refuse - place, 0, number) for place, number in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ERROR | errno.EPERM),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


@cache
def _usable() -> bool:
    """Whether bubblewrap is here and may make namespaces."""
    if shutil.which("bwrap") is None:
        return False
    try:
        words = [*_walls(), sys.executable, "-c", ""]
        return subprocess.run(words, check=False, capture_output=True, timeout=20).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


@cache
def _walls() -> tuple[str, ...]:
    words = ["bwrap", "--unshare-all", "--die-with-parent", "--cap-drop", "ALL", "--ro-bind", "/usr", "/usr"]
    for name in ("/bin", "/sbin", "/lib", "/lib64"):
        path = Path(name)
        if path.is_symlink():
            words += ["--symlink", str(path.readlink()), name]
        elif path.exists():
            words += ["--ro-bind", name, name]
    words += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--proc", "/proc", "--dev", "/dev"]
    words += ["--tmpfs", "/tmp"]  # noqa: S108 - a folder of its own, in memory; this program may itself stand below /tmp
    for folder in _interpreter():
        words += ["--ro-bind", folder, folder]
    return (*words, "--chdir", "/tmp")  # noqa: S108


def _interpreter() -> list[str]:
    """Folders that Python itself needs: where it is installed, its packages, this program."""
    packages = [name for name in sys.path if name.endswith(("site-packages", "dist-packages"))]
    named = [sys.prefix, sys.base_prefix, str(Path(__file__).parents[2]), *packages]
    folders = {Path(name).resolve() for name in named if Path(name).is_dir()}
    outer = [one for one in folders if not any(one != other and one.is_relative_to(other) for other in folders)]
    return [str(one) for one in sorted(outer) if not one.is_relative_to("/usr")]
