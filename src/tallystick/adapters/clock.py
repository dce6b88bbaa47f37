"""Whether the system itself believes its clock: what the kernel says of its synchronisation (Linux, adjtimex(2)).

Must not know what the time is needed for.
"""

from __future__ import annotations

import ctypes
import struct
import sys

_BUFFER = 256
"""Bytes: more than ``struct timex`` has on any 64-bit Linux; all zero asks and changes nothing."""
_MAX_ERROR_AT, _STATUS_AT = 24, 40
_UNSYNCHRONISED = 0x40


def synchronised() -> tuple[bool, float] | None:
    """Whether a time service keeps the clock, and its largest error in seconds; None where none can tell."""
    if sys.platform != "linux" or struct.calcsize("P") != 8:  # the layout below is that of 64 bits
        return None
    told = ctypes.create_string_buffer(_BUFFER)
    try:
        state = ctypes.CDLL(None, use_errno=True).adjtimex(told)
    except (OSError, AttributeError):
        return None
    if state < 0:
        return None
    (microseconds,) = struct.unpack_from("q", told, _MAX_ERROR_AT)
    (status,) = struct.unpack_from("i", told, _STATUS_AT)
    return not status & _UNSYNCHRONISED, microseconds / 1e6
