"""A room for decoders of foreign bytes: no network, no files, nothing to start.

Two walls. ``room`` puts a whole process into namespaces of its own (bubblewrap, where it is installed and the system
allows it): it sees the interpreter read-only and nothing else of the machine. ``lock`` takes from the running process,
for good, the calls that open files, reach a network or another process, or start one (seccomp, Linux on x86-64 and
ARM64). Memory and time are the caller's to bound. Must not know what is decoded.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import struct
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DIE_WITH_PARENT, _SET_SECCOMP, _SET_NO_NEW_PRIVILEGES, _FILTER = 1, 22, 38, 2
_SET_FILTER, _EVERY_THREAD, _AS_FAST_AS_BEFORE = 1, 1, 4
"""Of seccomp(2): threads that run already are locked too; the processor's guesses are left as they are."""
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_WORD_AT = 0, 4, 16
_OTHER_WIDTH = 0x40000000
"""Numbers from here on are the same calls with 32-bit addresses (x32)."""
_THREAD = 0x10000
"""The flag of clone that makes a thread; without it a process is made."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """The numbers of a machine: of its architecture (audit.h), of the calls named so, of the calls that are refused."""

    architecture: int
    seccomp: int
    clone: int
    clone3: int
    refused: tuple[int, ...]


_MACHINES = {
    # open, socket..accept, sendto, sendmsg, bind, listen, socketpair, fork, vfork, execve, kill, truncate, rename,
    # mkdir, rmdir, creat, link, unlink, symlink, chmod, chown, ptrace, rt_sigqueueinfo, mount, tkill, tgkill,
    # openat.., accept4, rt_tgsigqueueinfo, open_by_handle_at, process_vm_readv, process_vm_writev, renameat2,
    # execveat, pidfd_send_signal, io_uring_setup, openat2, pidfd_getfd
    "x86_64": _Machine(0xC000003E, 317, 56, 435, (
        2, 41, 42, 43, 44, 46, 49, 50, 53, 57, 58, 59, 62, 76, 82, 83, 84, 85, 86, 87, 88, 90, 92, 101, 129, 165, 200,
        234, 257, 258, 260, 263, 264, 265, 266, 268, 288, 297, 304, 310, 311, 316, 322, 424, 425, 437, 438,
    )),
    # mkdirat, unlinkat, symlinkat, linkat, renameat, mount, truncate, fchmodat, fchownat, openat, ptrace, kill,
    # tkill, tgkill, rt_sigqueueinfo, socket.., rt_tgsigqueueinfo, execve, accept4, open_by_handle_at,
    # process_vm_readv, process_vm_writev, renameat2, execveat, pidfd_send_signal, io_uring_setup, openat2, pidfd_getfd
    "aarch64": _Machine(0xC00000B7, 277, 220, 435, (
        34, 35, 36, 37, 38, 40, 45, 53, 54, 56, 117, 129, 130, 131, 138, 198, 199, 200, 201, 202, 203, 206, 211, 221,
        240, 242, 265, 270, 271, 276, 281, 424, 425, 437, 438,
    )),
}  # fmt: skip


def room(words: list[str]) -> list[str]:
    """The command as it is to be started: within bubblewrap where that works here, else as it was."""
    return [*_walls(), *words] if _usable() else words


def lock() -> bool:
    """Take the calls away from every thread of this process, for good; False where the system cannot do that.

    A service manager may allow the older call only: it locks this thread and those that start later.
    """
    machine = _MACHINES.get(os.uname().machine)
    if sys.platform != "linux" or machine is None:
        return False
    program = _program(machine)
    code = ctypes.create_string_buffer(program, len(program))
    told = struct.pack("HL", len(program) // 8, ctypes.addressof(code))
    system = ctypes.CDLL(None, use_errno=True)
    if system.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    ways = (_EVERY_THREAD | _AS_FAST_AS_BEFORE, _EVERY_THREAD)
    if any(system.syscall(machine.seccomp, _SET_FILTER, how, told) == 0 for how in ways):
        return True
    return bool(system.prctl(_SET_SECCOMP, _FILTER, told, 0, 0) == 0)


def end_with_parent() -> None:
    """Let the system end this process when the one that forked it ends; elsewhere than on Linux nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def _program(machine: _Machine) -> bytes:
    """The filter (classic BPF, linux/filter.h): another architecture ends the process, a call taken away is refused.

    Threads may start, processes may not. What clone3 is asked for lies in memory, which a filter cannot read: so there
    is none, and the C library asks clone.
    """
    refused = machine.refused
    to_last = len(refused)
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, machine.architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, to_last + 3, 0, _OTHER_WIDTH),
        (_EQUAL, to_last + 3, 0, machine.clone3),
        *((_EQUAL, to_last + 1 - place, 0, number) for place, number in enumerate(refused)),
        (_EQUAL, 3, 0, machine.clone),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ERROR | errno.EPERM),
        (_RETURN, 0, 0, _ERROR | errno.ENOSYS),
        (_LOAD, 0, 0, _FIRST_WORD_AT),
        (_ANY_BIT, 0, 1, _THREAD),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ERROR | errno.EPERM),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


@cache
def _usable() -> bool:
    """Whether bubblewrap is here and may make namespaces."""
    if shutil.which("bwrap") is None:
        return False
    import subprocess  # a command that only forks does without

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
