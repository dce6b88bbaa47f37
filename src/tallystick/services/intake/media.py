"""What bytes are, by their first bytes and never by their name. Knows no decoder."""

from __future__ import annotations

from tallystick.adapters import mailbox

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
    (b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
)


BOXES = frozenset({"message/rfc822", "application/x-ole-storage", "application/vnd.ms-tnef"})
"""Media that may hold papers inside: messages, Outlook's compound files, winmail.dat."""


def media_of(data: bytes) -> str:
    """Media type of ``data``; ``application/octet-stream`` when nothing is known, ``inode/x-empty`` for no bytes."""
    if not data:
        return "inode/x-empty"
    for magic, media in _MAGIC:
        if data.startswith(magic):
            return media
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if mailbox.is_message(data):
        return "message/rfc822"
    return "text/plain" if _is_text(data) else "application/octet-stream"


def _is_text(data: bytes) -> bool:
    try:
        data[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > 4090
    return b"\0" not in data[:4096]
