"""winmail.dat: the attachments in Outlook's transport format ([MS-OXTNEF] section 2.1.3)."""

from __future__ import annotations

import struct

_SIGNATURE = b"\x78\x9f\x3e\x22"
_HEAD = struct.Struct("<BII")
"""Of each attribute: level, identifier, bytes of data; a checksum of two bytes follows the data."""
_START, _CHECK = 6, 2
_ATTACHMENT_DATA = 0x0006800F


def attachments_of_tnef(data: bytes) -> list[bytes] | None:
    """Bytes of every attached file, or None when ``data`` is no winmail.dat. One that is cut off gives those before."""
    if not data.startswith(_SIGNATURE):
        return None
    found, at = [], _START
    while at + _HEAD.size <= len(data):
        _, identifier, size = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        if identifier == _ATTACHMENT_DATA:
            found.append(data[at : at + size])
        at += size + _CHECK
    return found
