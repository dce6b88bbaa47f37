"""Outlook's .msg: the attachments in its compound file ([MS-OXMSG] section 2.2.2), messages within it among them."""

from __future__ import annotations

import io

import olefile

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MESSAGE = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_"
_DATA, _INNER = "__substg1.0_37010102", "__substg1.0_3701000D"
_DEEPEST = 8


def attachments_of_msg(data: bytes) -> list[bytes] | None:
    """Bytes of every attachment, or None when ``data`` is no .msg. Damaged ones give what can be reached."""
    if not data.startswith(_MAGIC):
        return None
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return _attachments(file, [], _DEEPEST) if file.exists(_MESSAGE) else None
    except (OSError, ValueError, IndexError, TypeError, KeyError, RecursionError):
        return None


def _attachments(file: olefile.OleFileIO, storage: list[str], depth: int) -> list[bytes]:
    found = []
    for path in file.listdir(streams=False, storages=True):
        if path[:-1] != storage or not path[-1].startswith(_ATTACHMENT):
            continue
        if file.exists([*path, _DATA]) and file.get_type([*path, _DATA]) == olefile.STGTY_STREAM:
            found.append(bytes(file.openstream([*path, _DATA]).read()))
        elif depth and file.exists([*path, _INNER]):
            found += _attachments(file, [*path, _INNER], depth - 1)
    return found
